import type { Path } from '../../base/json-pointer.ts';
import { nearest } from '../../base/suggest.ts';
import type { ConfigDocument } from '../document.ts';
import { renameKey, replaceValue } from '../edits.ts';
import type { Problem } from '../problem.ts';
import type { SchemaPlace } from '../resolve/schemas.ts';
import { isSchemaObject } from './visit.ts';

/** What is wrong with a schema because of what it describes: texts by their names. */
export function checkTextPart(place: SchemaPlace, document: ConfigDocument): Problem[] {
  const { part, path, value } = place;
  if (part === 'body' || part === 'response') return [];
  const type = [value.type ?? 'object'].flat();
  if (!type.includes('object')) {
    const edits = replaceValue(document, [...path, 'type'], 'object', 'write `object`');
    const message = `\`${part}\` is a mapping of names to values, never ${document.excerptOf([...path, 'type'])}`;
    return [document.problem('BW3301', message, [...path, 'type'], { edits })];
  }
  if (part === 'headers' && value.additionalProperties === false) {
    const message = 'every client sends headers of its own, such as Host: so no request would pass';
    const hint = 'remove `additionalProperties`';
    return [document.problem('BW3301', message, [...path, 'additionalProperties'], { mark: 'key', hint })];
  }
  return part === 'params' ? checkParams(place, document) : [];
}

/** Parameters that the path does not have. */
function checkParams({ endpoint, path, value }: SchemaPlace, document: ConfigDocument): Problem[] {
  const { pattern } = endpoint;
  if (pattern === undefined) return [];
  const { properties, required } = value;
  const named = isSchemaObject(properties) ? Object.keys(properties) : [];
  const needed = Array.isArray(required) ? required.map(String) : [];
  const report = (name: string, at: Path, mark: 'key' | 'value'): Problem[] => {
    if (pattern.params.includes(name)) return [];
    const meant = nearest(name, pattern.params);
    const free = meant !== undefined && !named.includes(meant) ? meant : undefined;
    const edits =
      free === undefined || mark === 'value' ? [] : renameKey(document, at, free, `rename it to \`${free}\``);
    const there = pattern.params.length === 0 ? 'it has none' : `it has ${pattern.params.join(', ')}`;
    const hint = meant === undefined ? there : `did you mean \`${meant}\`?`;
    const message = `the path has no parameter \`${name}\``;
    return [document.problem('BW3304', message, at, edits.length > 0 ? { mark, edits } : { mark, hint })];
  };
  return [
    ...named.flatMap((name) => report(name, [...path, 'properties', name], 'key')),
    ...needed
      .filter((name) => !named.includes(name))
      .flatMap((name) => report(name, [...path, 'required', needed.indexOf(name)], 'value')),
  ];
}
