import { STATUS_CODES } from 'node:http';
import type { Sample } from './explanation.ts';

/** One part of a sample under its own heading. */
export interface Piece {
  readonly label: string;
  /** Without a line end behind the last line. */
  readonly text: string;
  /** What it is written in, as Markdown names it; words are no sample but say something about it. */
  readonly language: 'yaml' | 'json' | 'sh' | 'http' | 'js' | 'text' | 'words';
}

/** Longer lines are cut, and their length is said. */
const LONGEST_LINE = 76;

/** A sample in the order in which one would try it out. */
export function piecesOf(sample: Sample): Piece[] {
  const { files = {}, variables = {} } = sample;
  return [
    ...('config' in sample ? [configPiece(sample.config, 'encoding' in sample && sample.encoding)] : []),
    ...Object.entries(files).map(([path, text]) => piece(path, text, languageOf(path))),
    ...(Object.keys(variables).length === 0 ? [] : [piece('environment', assignments(variables), 'sh')]),
    ...('command' in sample ? [piece('command', sample.command, 'sh')] : []),
    ...('request' in sample ? [piece('request', sample.request, 'http')] : []),
    ...(sample.when === undefined ? [] : [piece('while', sample.when, 'words')]),
    ...('status' in sample ? [piece('answer', answerLine(sample.status), 'words')] : []),
  ];
}

function configPiece(text: string, encoding: string | undefined | false): Piece {
  return piece(encoding ? `backworks.yaml, saved as ${encoding}` : 'backworks.yaml', text, 'yaml');
}

function piece(label: string, text: string, language: Piece['language']): Piece {
  const lines = text.trimEnd().split('\n').map(shorten);
  return { label, text: lines.join('\n'), language };
}

function shorten(line: string): string {
  const { length } = line;
  return length <= LONGEST_LINE ? line : `${line.slice(0, 50)}... (${length} characters)`;
}

function languageOf(path: string): Piece['language'] {
  if (path.endsWith('.yaml')) return 'yaml';
  if (path.endsWith('.json')) return 'json';
  if (path.endsWith('.js')) return 'js';
  return path.startsWith('.env') ? 'sh' : 'text';
}

function assignments(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');
}

function answerLine(status: number): string {
  return `${status} ${STATUS_CODES[status] ?? ''}`.trimEnd();
}
