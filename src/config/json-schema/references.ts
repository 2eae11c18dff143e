import { type Path, parsePointer } from '../../base/json-pointer.ts';
import { valueAt } from '../../base/schema-reader.ts';
import { nearest } from '../../base/suggest.ts';
import type { Problem } from '../problem.ts';
import type { Referrer, SchemaDocument, SchemaLibrary } from './library.ts';
import { type SchemaObject, visitSchemas } from './visit.ts';

/** Where a reference leads. */
export type Target =
  /** Into the same document, or into a file that is named relative to it. */
  { readonly file: string | undefined; readonly fragment: string } | 'remote';

/** @param own the document's `$id`, which it may use to refer to itself */
export function readReference(reference: string, own: unknown): Target {
  const mark = reference.indexOf('#');
  const address = mark === -1 ? reference : reference.slice(0, mark);
  const fragment = mark === -1 ? '' : reference.slice(mark + 1);
  if (address === '' || address === own) return { file: undefined, fragment };
  return /^(?:[A-Za-z][A-Za-z\d+.-]+:|\/\/)/.test(address) ? 'remote' : { file: address, fragment };
}

/** A reference that leads to what is there, or what is wrong with it. */
export async function follow(
  reference: string,
  from: SchemaDocument,
  at: Referrer,
  library: SchemaLibrary,
): Promise<SchemaDocument | readonly Problem[]> {
  const target = readReference(reference, from.value.$id);
  if (target === 'remote') {
    const hint =
      'save the schema as a file beside the configuration, and refer to that: `./schemas/user.json`';
    return [report(at, 'schemas are not fetched from other hosts', { hint })];
  }
  const document = target.file === undefined ? from : await library.open(target.file, at);
  if (!('value' in document)) return document;
  return leadsSomewhere(target.fragment, document.value)
    ? document
    : [missing(target.fragment, document, at)];
}

function leadsSomewhere(fragment: string, schema: SchemaObject): boolean {
  if (fragment === '') return true;
  if (fragment.startsWith('/')) return valueAt(schema, pathOf(fragment)) !== undefined;
  return anchorsIn(schema).includes(fragment);
}

function missing(fragment: string, { value, url }: SchemaDocument, at: Referrer): Problem {
  const where = url === '' ? 'this schema' : 'the file';
  if (!fragment.startsWith('/')) return report(at, `${where} has no anchor \`${fragment}\``);
  const path = pathOf(fragment);
  const [section = '', name] = path;
  if (isSectionOfNames(section) && value[section] === undefined) {
    const hint = `add \`${section}: { ${name ?? 'name'}: ... }\` to it`;
    return report(at, `${where} has no \`${section}\``, { hint });
  }
  const depth = path.findIndex((_, index) => valueAt(value, path.slice(0, index + 1)) === undefined);
  const holder = valueAt(value, path.slice(0, depth));
  const names = typeof holder === 'object' && holder !== null ? Object.keys(holder) : [];
  const meant = nearest(path[depth] ?? '', names);
  const message = `${where} has no \`#/${path.slice(0, depth + 1).join('/')}\``;
  if (meant === undefined) return report(at, message);
  return report(at, message, { hint: `did you mean \`${meant}\`?` });
}

/** True for the keywords that hold schemas by the names that references call them. */
function isSectionOfNames(keyword: string): boolean {
  return keyword === '$defs' || keyword === 'definitions';
}

function pathOf(fragment: string): string[] {
  try {
    return parsePointer(decodeURIComponent(fragment));
  } catch {
    // A percent sign that is none of an encoding: the pointer is taken as it stands.
    return parsePointer(fragment);
  }
}

function anchorsIn(schema: SchemaObject): string[] {
  return [...visitSchemas(schema)].flatMap((visit) => {
    const { $anchor, $dynamicAnchor } = visit.schema;
    return [$anchor, $dynamicAnchor].filter((name) => typeof name === 'string');
  });
}

function report(
  { document, path }: { readonly document: SchemaDocument['document']; readonly path: Path },
  message: string,
  details: { readonly hint?: string } = {},
): Problem {
  return document.problem('BW3302', message, path, details);
}
