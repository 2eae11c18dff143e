import type { Span } from '../../base/lines.ts';
import { nearest } from '../../base/suggest.ts';
import type { ConfigDocument } from '../document.ts';
import { isMapping } from '../mapping.ts';
import type { Problem } from '../problem.ts';
import type { SchemaNode } from '../schema/compose.ts';
import { isExtensionKey } from '../shape.ts';
import type { SourceMap } from '../sources.ts';
import { canonicalKey } from './endpoint-key.ts';
import { layersOf, linearize, type Merged, mergeLayers } from './layers.ts';
import { LINK_KEYS } from './links.ts';
import type { Part } from './parts.ts';

export interface ComposeContext {
  readonly sources: SourceMap;
  readonly schema: SchemaNode;
}

/** One document of a part and all below it, as an environment sees it. */
export function compose(part: Part, environment: string | undefined, context: ComposeContext): Merged {
  return mergeLayers(layersOf(part, environment), context.sources, context.schema);
}

/** Names of all environments that a part and those below it have. */
export function environmentsOf(part: Part): string[] {
  const names = linearize(part).flatMap(({ document }) => {
    const environments = document.valueAt(['environments']);
    return isMapping(environments) ? Object.keys(environments).filter((name) => !isExtensionKey(name)) : [];
  });
  return [...new Set(names)];
}

/** What is wrong with the way the files are put together. */
export function checkComposition(part: Part, context: ComposeContext): Problem[] {
  const parts = linearize(part);
  return parts.flatMap((one) => [...checkEnvironments(one.document), ...findConflicts(one, context)]);
}

function checkEnvironments(document: ConfigDocument): Problem[] {
  const environments = document.valueAt(['environments']);
  if (environments === undefined) return [];
  if (!isMapping(environments)) {
    return [
      document.problem('BW2004', '`environments` takes names with settings below them', ['environments'], {
        hint: 'such as `environments: { production: { server: { host: 0.0.0.0 } } }`',
      }),
    ];
  }
  return Object.entries(environments).flatMap(([name, value]) => {
    const path = ['environments', name];
    if (isExtensionKey(name) || value === null) return [];
    if (!isMapping(value)) return [document.problem('BW2004', 'an environment takes settings by key', path)];
    return [...LINK_KEYS, 'environments']
      .filter((key) => Object.hasOwn(value, key))
      .map((key) => {
        const message = `\`${key}\` does not work in an environment`;
        const hint = 'it belongs to the top of a file';
        return document.problem('BW2001', message, [...path, key], { mark: 'key', hint });
      });
  });
}

/** Where a setting of an included file stands. */
interface Setting {
  readonly document: ConfigDocument;
  readonly path: readonly string[];
}

/** Files that are included side by side are equals: none of them may overrule another. */
function findConflicts({ lower }: Part, context: ComposeContext): Problem[] {
  const included = lower.filter(({ kind }) => kind === 'include');
  if (included.length < 2) return [];
  const first = new Map<string, Setting>();
  return included.flatMap(({ part }) => {
    const { document } = compose(part, undefined, context);
    return settingsOf(document.value).flatMap((path) => {
      const key = JSON.stringify(path.map((name, index) => (index === 1 ? canonicalKey(name) : name)));
      const other = first.get(key);
      if (other === undefined) first.set(key, { document, path });
      const setting = { document, path };
      return other === undefined || isSame(setting, other) ? [] : [conflict(setting, other)];
    });
  });
}

/** Paths of everything a file settles: each endpoint as a whole, and each other value. */
function settingsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const isEndpoint = path.length === 2 && path[0] === 'endpoints';
  if (!isMapping(value) || isEndpoint) return [path];
  return Object.entries(value)
    .filter(([key]) => !isExtensionKey(key))
    .flatMap(([key, one]) => settingsOf(one, [...path, key]));
}

/** Two ways may lead to one file: what stands there once is set once. */
function isSame(a: Setting, b: Setting): boolean {
  return placeOf(a).start === placeOf(b).start;
}

function placeOf({ document, path }: Setting): Span {
  return document.placeOf(path, 'key').span;
}

function conflict({ document, path }: Setting, first: Setting): Problem {
  const name = path.length === 2 && path[0] === 'endpoints' ? path[1] : path.join('.');
  return document.problem('BW1022', `\`${name}\` stands in two included files`, path, {
    mark: 'key',
    label: 'which one counts?',
    related: [{ message: 'here, too', span: placeOf(first) }],
  });
}

/** A name from outside that no file has. */
export function unknownEnvironment(name: string, part: Part): Problem {
  const { document } = part;
  const names = environmentsOf(part);
  const meant = nearest(name, names);
  const known = names.length === 0 ? 'there are none' : `there is ${names.join(', ')}`;
  const hint = meant === undefined ? known : `did you mean \`${meant}\`? ${known}`;
  return document.problem('BW1023', `no environment is called \`${name}\``, ['environments'], {
    mark: 'key',
    hint,
  });
}
