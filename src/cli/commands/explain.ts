import { BackworksError, type ErrorCode, type ErrorEntry, errors } from '../../base/errors.ts';
import { nearest } from '../../base/suggest.ts';
import type { CommandCall, Surface } from '../../contracts/command.ts';
import { exits } from '../exit.ts';
import { exitText } from '../explanations/exit-text.ts';
import type { Explanation, Sample } from '../explanations/explanation.ts';
import { type Piece, piecesOf } from '../explanations/pieces.ts';
import { RANGES } from '../explanations/ranges.ts';
import { jsonDocument } from '../json-document.ts';

/** Characters per line, also where there is more room: long lines are hard to read. */
const WIDTH = 80;

/** How many codes an unknown one is answered with. */
const SUGGESTED = 3;

export async function run({ arguments: [given], values, screen: { out } }: CommandCall): Promise<number> {
  const isForPrograms = values.json === true;
  if (given === undefined) {
    out.write(isForPrograms ? listJson() : list(out));
    return exits.ok.code;
  }
  const code = findCode(given);
  const { explanations } = await import('../explanations/index.ts');
  const explanation = explanations[code];
  out.write(isForPrograms ? pageJson(code, explanation) : page(code, explanation, out));
  return exits.ok.code;
}

/** Every code of the table, in order. */
function sortedCodes(): ErrorCode[] {
  return Object.keys(errors).filter(isCode).sort();
}

function isCode(text: string): text is ErrorCode {
  return Object.hasOwn(errors, text);
}

/**
 * `BW2003`, `bw2003` and `2003` are one.
 * @throws BackworksError BW8003 when there is no such code.
 */
function findCode(given: string): ErrorCode {
  const code = given.toUpperCase().replace(/^(?=\d)/, 'BW');
  if (isCode(code)) return code;
  const near = nearCodes(code);
  const all = 'backworks explain lists all codes';
  throw new BackworksError('BW8003', `there is no code "${given}"`, {
    hint: near.length === 0 ? all : `did you mean ${near.join(', ')}? ${all}`,
  });
}

/** What may have been meant: a slip of the finger, then the codes around it. */
function nearCodes(code: string): string[] {
  if (!/^BW\d+$/.test(code)) return [];
  const codes = sortedCodes();
  const distance = (other: string) => Math.abs(Number(other.slice(2)) - Number(code.slice(2)));
  const around = codes
    .filter((other) => other[2] === code[2])
    .sort((a, b) => distance(a) - distance(b) || a.localeCompare(b));
  const slip = nearest(code, around);
  return [...new Set([...(slip === undefined ? [] : [slip]), ...around])].slice(0, SUGGESTED);
}

/** `status` and `exit` are there only where the code has them. */
function pageJson(code: ErrorCode, { text, bad, good }: Explanation): string {
  const { title, hint, ...ends }: ErrorEntry = errors[code];
  const check = { text: 'check the configuration again', command: 'backworks validate' };
  return jsonDocument(true, { code, title, text, hint, ...ends, bad, good }, ofFile(code) ? [check] : []);
}

/** True for mistakes that stand in a file; all others are made elsewhere. */
function ofFile(code: ErrorCode): boolean {
  return /^BW[1-5]/.test(code);
}

function listJson(): string {
  const codes = sortedCodes().map((code) => ({ code, title: errors[code].title }));
  const nextSteps = [{ text: 'read about one of them', command: `backworks explain ${codes[0]?.code}` }];
  return jsonDocument(true, { codes }, nextSteps);
}

function list({ paint }: Surface): string {
  const codes = sortedCodes();
  const groups = Object.entries(RANGES).map(([digit, about]) => {
    const rows = codes
      .filter((code) => code[2] === digit)
      .map((code) => `  ${code}  ${errors[code].title}\n`);
    return `${paint.bold(`BW${digit}xxx`)}  ${about}\n${rows.join('')}`;
  });
  return `${groups.join('\n')}\nRead about one of them: backworks explain BW2003\n`;
}

function page(code: ErrorCode, { text, bad, good }: Explanation, { paint }: Surface): string {
  const { title, hint, status, exit }: ErrorEntry = errors[code];
  return [
    `${paint.bold(code)}  ${title}\n`,
    wrap(text, ''),
    `${paint.red('bad')}\n${sampleText(bad)}`,
    `${paint.green('good')}\n${sampleText(good)}`,
    wrap(`fix: ${hint}`, '     ') + ending(code, { status, exit }),
  ].join('\n');
}

function ending(code: ErrorCode, { status, exit }: Pick<ErrorEntry, 'status' | 'exit'>): string {
  const answer = status === undefined ? '' : `HTTP status: ${status}\n`;
  return exit === undefined
    ? answer
    : `${answer}exit code: ${exitText(code, exit)} (backworks help exit-codes)\n`;
}

function sampleText(sample: Sample): string {
  return piecesOf(sample).map(pieceText).join('');
}

function pieceText({ label, text, language }: Piece): string {
  if (language === 'words') return `  ${label}: ${text}\n`;
  return `  ${label}:\n${text.replace(/^(?=.)/gm, '    ')}\n`;
}

/** Words in lines of the width; those behind the first one begin with the indentation. */
function wrap(text: string, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = indent + word;
    } else line += line === '' ? word : ` ${word}`;
  }
  return `${[...lines, line].join('\n')}\n`;
}
