import { parseRoutePattern } from '../../base/route-pattern.ts';
import type { ModeDescriptor } from '../../contracts/mode.ts';
import type { BrokenParts } from '../broken.ts';
import type { ConfigDocument } from '../document.ts';
import { isMapping } from '../mapping.ts';
import type { Problem } from '../problem.ts';
import type { RoutedEndpoint } from './endpoints.ts';

const PATH = ['target'];

/** The mode that `target:` at the top of the file stands for. */
export const TARGET_MODE = 'proxy';

/** `target: URL` at the top, as what it stands for: an endpoint that takes whatever no other one does. */
export function targetEndpoint(target: unknown): RoutedEndpoint | undefined {
  if (typeof target !== 'string') return undefined;
  const settings = { [TARGET_MODE]: { target } };
  return { key: '/*', path: PATH, methods: [], pattern: parseRoutePattern('/*'), settings };
}

/** What the mode finds in a block of which only the target is written, and without a block around it. */
export function checkTarget(
  target: unknown,
  modes: readonly ModeDescriptor[],
  document: ConfigDocument,
  broken: BrokenParts,
): Problem[] {
  const mode = modes.find(({ name }) => name === TARGET_MODE);
  if (typeof target !== 'string' || mode === undefined || broken.covers(PATH)) return [];
  return mode
    .check({ target })
    .map(({ code, message, hint }) => document.problem(code, message, PATH, { hint: hint && inBlock(hint) }));
}

/** What is to be written beside the target needs a block around both. */
function inBlock(hint: string): string {
  return hint.replace(/`headers: (.+)`$/, (_, headers: string) => {
    return `write ${blockBesideTarget('headers', headers)}`;
  });
}

/** The block with the target and one more of its settings, as the file would have it. */
export function blockBesideTarget(key: string, value: string): string {
  return `\`endpoints: { /*: { ${TARGET_MODE}: { target: ..., ${key}: ${value} } } }\``;
}

/** The file with the endpoints that `target:` makes superfluous. */
export function withEndpoints(file: unknown): unknown {
  if (!isMapping(file) || !Object.hasOwn(file, 'target') || Object.hasOwn(file, 'endpoints')) return file;
  return { ...file, endpoints: {} };
}
