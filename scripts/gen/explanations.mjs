import { exitText } from '../../build/cli/explanations/exit-text.js';
import { piecesOf } from '../../build/cli/explanations/pieces.js';
import { RANGES } from '../../build/cli/explanations/ranges.js';

const WIDTH = 120;

/** A page for each code, by the path of its file. */
export function explanationPages(errors, explanations) {
  const pages = Object.entries(errors).map(([code, entry]) => [
    `docs/reference/errors/${code}.md`,
    page(code, entry, explanations[code]),
  ]);
  return Object.fromEntries(pages);
}

/** The code as a link from the table of all codes. */
export function linkToPage(code) {
  return `[${code}](errors/${code}.md)`;
}

function page(code, { title, hint, status, exit }, { text, bad, good }) {
  const facts = [
    `**What to do:** ${hint}`,
    ...(status === undefined ? [] : [`**HTTP status:** ${status}`]),
    ...(exit === undefined ? [] : [`**Exit code:** ${exitText(code, exit)}`]),
    `**Codes like it:** BW${code[2]}xxx, ${RANGES[code[2]]}`,
  ];
  const closing = `[All codes](../errors.md). \`backworks explain ${code}\` prints this page in the terminal.`;
  const parts = [
    `# ${code}: ${title}`,
    wrap(text),
    facts.map((fact) => wrap(`- ${fact}`, '  ')).join('\n'),
    '## Bad',
    ...sample(bad),
    '## Good',
    ...sample(good),
    closing,
  ];
  return `${parts.join('\n\n')}\n`;
}

function sample(one) {
  return piecesOf(one).map(({ label, text, language }) =>
    language === 'words' ? `${label}: ${text}` : `${label}:\n\n\`\`\`${language}\n${text}\n\`\`\``,
  );
}

function wrap(text, indent = '') {
  const lines = [];
  for (const word of text.split(' ')) {
    const line = lines.pop();
    if (line === undefined) lines.push(word);
    else if (line.length + 1 + word.length > WIDTH) lines.push(line, indent + word);
    else lines.push(`${line} ${word}`);
  }
  return lines.join('\n');
}
