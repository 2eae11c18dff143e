import { isDeepStrictEqual } from 'node:util';
import type { MappingNode } from '../../config/nodes.ts';
import type { Problem } from '../../config/problem.ts';
import type { TextEdit } from '../fix/edited-text.ts';

/** A configuration that cannot be read at all, or in which no entry can be put; else what makes it one with it. */
export type Listing =
  | { readonly edits: readonly TextEdit[]; readonly text: string }
  | { readonly problems: readonly Problem[] }
  | { readonly obstacle: string };

type Fields = Readonly<Record<string, unknown>>;

/**
 * Lists a plugin in the text of a configuration: below `plugins:`, which is made where there is none. All else stays
 * as it is, and what comes out is read again to prove that.
 */
export async function listEntry(text: string, name: string, entry: Fields): Promise<Listing> {
  const { parseYaml } = await import('../../config/yaml.ts');
  const { parsed, problems } = parseYaml(text);
  if (parsed === undefined) return { problems };
  const { root } = parsed;
  const before = parsed.value;
  if (root.kind !== 'mapping' || !isFields(before)) return { obstacle: 'it is no mapping of keys' };
  if (isJson(text)) return { obstacle: 'it is JSON' };
  const edits = await editsFor(text, root, name, entry);
  if (edits === undefined) return { obstacle: 'its `plugins:` is no mapping that stands there itself' };
  const changed = applied(text, edits);
  const plugins = { ...(isFields(before.plugins) ? before.plugins : {}), [name]: entry };
  const isAsMeant = isDeepStrictEqual(parseYaml(changed).parsed?.value, { ...before, plugins });
  return isAsMeant ? { edits, text: changed } : { obstacle: 'of the way it is written' };
}

async function editsFor(
  text: string,
  root: MappingNode,
  name: string,
  entry: Fields,
): Promise<TextEdit[] | undefined> {
  const { ConfigDocument } = await import('../../config/document.ts');
  const { insertKey } = await import('../../config/edits.ts');
  const { writeFlow, writeScalar } = await import('../../base/yaml-text.ts');
  const own = root.entries.findLast((one) => one.name === 'plugins');
  const line = `${writeScalar(name)}: ${writeFlow(entry)}`;
  const ending = /\r\n/.test(text) ? '\r\n' : '\n';
  if (own === undefined && !root.flow) {
    const gap = text === '' || /\n$/.test(text) ? '' : ending;
    const indent = ' '.repeat(columnOf(text, root.start));
    return [at(text.length, `${gap}${ending}${indent}plugins:${ending}${indent}  ${line}${ending}`)];
  }
  if (own !== undefined && own.value.kind !== 'mapping') return undefined;
  const document = ConfigDocument.of(text, { root, value: undefined });
  const path = own === undefined ? [] : ['plugins'];
  const [key, value] = own === undefined ? ['plugins', { [name]: entry }] : [name, entry];
  const edits = insertKey(document, path, key, value, '');
  return edits.map(({ span, replace }) => ({ ...span, replace: replace.replaceAll('\n', ending) }));
}

function at(offset: number, replace: string): TextEdit {
  return { start: offset, end: offset, replace };
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function applied(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((made, { start, end, replace }) => made.slice(0, start) + replace + made.slice(end), text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
