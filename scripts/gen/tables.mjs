/** Puts rows as a Markdown table between `<!-- NAME -->` and `<!-- /NAME -->`. */
export function fillTable(markdown, name, head, rows) {
  const open = `<!-- ${name} -->`;
  const close = `<!-- /${name} -->`;
  const [before, rest] = markdown.split(open);
  const after = rest?.split(close)[1];
  if (after === undefined) throw new Error(`no place for the table "${name}"`);
  return `${before}${open}\n\n${table(head, rows)}\n\n${close}${after}`;
}

/** A Markdown table; pipes and line ends in cells are escaped. */
export function table(head, rows) {
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}

export function cell(text = '') {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
