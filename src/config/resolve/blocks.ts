import type { Path } from '../../base/json-pointer.ts';
import type { ModeDescriptor, ModeFinding } from '../../contracts/mode.ts';
import type { BrokenParts } from '../broken.ts';
import type { ConfigDocument } from '../document.ts';
import type { Problem } from '../problem.ts';
import type { RoutedEndpoint } from './endpoints.ts';

/** The mode blocks of an endpoint by name; those that are broken as a whole are missing. */
export function blocksOf(
  endpoint: RoutedEndpoint,
  modes: readonly ModeDescriptor[],
): Record<string, unknown> {
  const present = modes.filter(({ name }) => endpoint.settings[name] !== undefined);
  return Object.fromEntries(present.map(({ name }) => [name, endpoint.settings[name]]));
}

/** Asks each mode about its block, also about blocks that do not answer: switching modes is one word. */
export function checkBlocks(
  endpoint: RoutedEndpoint,
  modes: readonly ModeDescriptor[],
  document: ConfigDocument,
  broken: BrokenParts,
): Problem[] {
  return modes.flatMap((mode) => {
    const block = endpoint.settings[mode.name];
    if (block === undefined) return [];
    const path = [...endpoint.path, mode.name];
    return mode
      .check(block)
      .filter(({ at }) => !broken.covers([...path, ...at]))
      .map((finding) => placeFinding(finding, path, document));
  });
}

function placeFinding(
  { code, message, at, mark = 'value', hint, severity }: ModeFinding,
  path: Path,
  document: ConfigDocument,
): Problem {
  const problem = document.problem(code, message, [...path, ...at], { mark, hint });
  return severity === undefined ? problem : { ...problem, severity };
}
