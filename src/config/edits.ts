import { getScalarValue, SCALAR_STYLE } from 'js-yaml';
import type { Path } from '../base/json-pointer.ts';
import type { Span } from '../base/lines.ts';
import { writeFlow, writeScalar } from '../base/yaml-text.ts';
import { commentsIn } from './comments.ts';
import type { ConfigDocument } from './document.ts';
import type { Entry, MappingNode, Node, ScalarNode } from './nodes.ts';
import type { Edit } from './problem.ts';

/** Marks edits that hold a sample, or take one of several readings. */
export function asGuess(edits: readonly Edit[]): Edit[] {
  return edits.map((edit) => ({ ...edit, guess: true }));
}

/** Gives the key at a path another name. */
export function renameKey(document: ConfigDocument, path: Path, name: string, what: string): Edit[] {
  const { keyNode } = document.locate(path);
  if (keyNode === undefined) return [];
  const whole = { start: 0, end: getScalarValue(document.text, keyNode.event).length };
  return document.editWithin(path, whole, name, what, 'key');
}

/** Separates the key at the start of a plain scalar from its value: `name:x` becomes `name: x`. */
export function addSpace(node: Node | undefined, key: string): Edit[] {
  if (!isPlainScalar(node)) return [];
  const at = node.start + key.length + 1;
  return [{ text: `add a space behind \`${key}:\``, span: { start: at, end: at }, replace: ' ' }];
}

/** Makes a key of a plain scalar that has a line of its own. */
export function addColon(node: Node): Edit[] {
  if (!isPlainScalar(node)) return [];
  return [{ text: 'add `:`', span: { start: node.end, end: node.end }, replace: ':' }];
}

function isPlainScalar(node: Node | undefined): node is ScalarNode {
  return node?.kind === 'scalar' && node.event.style === SCALAR_STYLE.PLAIN;
}

/** Puts `source` where the value at a path stands. */
export function replaceValue(document: ConfigDocument, path: Path, source: string, what: string): Edit[] {
  const { node, found } = document.locate(path);
  if (!found) return [];
  const gap = node.start === node.end && /[:-]/.test(document.text[node.start - 1] ?? '') ? ' ' : '';
  return [{ text: what, span: { start: node.start, end: node.end }, replace: gap + source }];
}

/** Adds a key to the mapping at a path, as its last one. */
export function insertKey(
  document: ConfigDocument,
  path: Path,
  key: string,
  value: unknown,
  what: string,
): Edit[] {
  const { node, found } = document.locate(path);
  if (!found || node.kind !== 'mapping') return [];
  const entry = `${writeScalar(key)}: ${writeFlow(value)}`;
  const last = lastEntry(node);
  if (last === undefined) {
    return [{ text: what, span: { start: node.start, end: node.end }, replace: `{ ${entry} }` }];
  }
  const at = node.flow ? last.value.end : lineEnd(document.text, Math.max(last.value.end, last.key.end));
  const separator = node.flow ? ', ' : `\n${' '.repeat(columnOf(document.text, node.start))}`;
  return [{ text: what, span: { start: at, end: at }, replace: separator + entry }];
}

/** Removes the key at a path with its value; comments in its lines stay, each on a line of its own. */
export function removeKey(document: ConfigDocument, path: Path, what: string): Edit[] {
  const { key, parent } = document.locate(path);
  const entry = parent?.entries.find((one) => one.key.start === key?.start);
  if (key === undefined || parent === undefined || entry === undefined) return [];
  const { text } = document;
  // Not what an alias stands for, but the alias itself.
  const { value: node } = entry;
  if (parent.entries.length === 1 && parent.merges.length === 0) {
    const kept = keepComments(text, parent, parent);
    return [{ text: what, span: { start: parent.start, end: parent.end }, replace: `${kept}{}` }];
  }
  if (!parent.flow) {
    const start = key.start - columnOf(text, key.start);
    const indentation = text.slice(start, key.start);
    if (indentation.trim() !== '') return [];
    const span = { start, end: nextLine(text, Math.max(node.end, key.end)) };
    const comments = commentsIn(text, { start: key.end, end: span.end }, node).map(
      (comment) => `${indentation}${comment}\n`,
    );
    return [{ text: what, span, replace: comments.join('') }];
  }
  const comma = /^\s*,\s*/.exec(text.slice(node.end))?.[0].length;
  const before = /,\s*$/.exec(text.slice(parent.start, key.start))?.[0].length ?? 0;
  const span =
    comma === undefined
      ? { start: key.start - before, end: node.end }
      : { start: key.start, end: node.end + comma };
  const kept = keepComments(text, { start: key.end, end: node.end }, node, key.start);
  return [{ text: what, span, replace: kept === '' || comma !== undefined ? kept : `, ${kept}` }];
}

/** Comments of what goes, to stand before what comes in its place: each one ends its line. */
function keepComments(text: string, span: Span, node: Node, from = span.start): string {
  const line = `\n${' '.repeat(columnOf(text, from))}`;
  return commentsIn(text, span, node)
    .map((comment) => comment + line)
    .join('');
}

function lastEntry(node: MappingNode): Entry | undefined {
  const entries = [...node.entries, ...node.merges];
  return entries.reduce<Entry | undefined>(
    (last, entry) => (last === undefined || entry.key.start > last.key.start ? entry : last),
    undefined,
  );
}

function columnOf(text: string, offset: number): number {
  return offset - (Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1);
}

function lineEnd(text: string, offset: number): number {
  const ending = text.slice(offset).search(/[\r\n]/);
  return ending === -1 ? text.length : offset + ending;
}

function nextLine(text: string, offset: number): number {
  const end = lineEnd(text, offset);
  return end + (/^(?:\r\n?|\n)/.exec(text.slice(end, end + 2))?.[0].length ?? 0);
}
