import type { Path } from '../../base/json-pointer.ts';
import type { BrokenParts } from '../broken.ts';
import type { ConfigDocument } from '../document.ts';
import type { Problem } from '../problem.ts';

/** Warns of keys with `${...}`: only values are filled in. A key that is wrong anyway is one mistake, not two. */
export function checkTemplatedKeys(
  keys: readonly Path[],
  document: ConfigDocument,
  broken: BrokenParts,
): Problem[] {
  const sound = keys.filter((path) => !broken.covers(path));
  return sound.map((path) => {
    const key = String(path.at(-1));
    const [template = '${'] = /\$\{[^}]*\}/.exec(key) ?? [];
    return document.problem('BW4017', `\`${template}\` in a key is not filled in`, path, {
      mark: 'key',
      severity: 'warning',
      hint:
        path[0] === 'endpoints' && path.length === 2
          ? 'a parameter of the path is written without `$`, such as `{id}`'
          : 'keys are sent as they stand here: put the value under a fixed key',
    });
  });
}
