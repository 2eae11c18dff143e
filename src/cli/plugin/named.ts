import { BackworksError } from '../../base/errors.ts';
import { nearest } from '../../base/suggest.ts';
import type { ResolvedPlugin } from '../../contracts/config.ts';

/** The enabled plugin of a name. @throws BackworksError BW8003 */
export function pluginCalled(name: string, plugins: readonly ResolvedPlugin[]): ResolvedPlugin {
  const found = plugins.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = plugins.map((one) => one.name);
  const meant = nearest(name, names);
  const known = names.length === 0 ? 'it lists none' : `it lists ${names.join(', ')}`;
  throw new BackworksError(
    'BW8003',
    `the configuration lists no plugin ${JSON.stringify(name)} that is enabled`,
    {
      hint: meant === undefined ? known : `did you mean ${meant}?`,
    },
  );
}
