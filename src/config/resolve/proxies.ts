import { NAMED_NETWORKS, parseNetwork } from '../../base/ip-network.ts';
import { nearest } from '../../base/suggest.ts';
import { writeScalar } from '../../base/yaml-text.ts';
import type { ConfigDocument } from '../document.ts';
import { replaceValue } from '../edits.ts';
import type { Problem } from '../problem.ts';
import type { ServerText } from '../schema/server.ts';

const ALL = 'name the proxies: otherwise every client could claim to be another';

/** Finds entries of `server.trusted_proxies` that name no address. */
export function checkProxies(server: ServerText | undefined, document: ConfigDocument): Problem[] {
  const entries = server?.trusted_proxies ?? [];
  return entries.flatMap((entry, index) => {
    const path = ['server', 'trusted_proxies', index];
    if (parseNetwork(entry)?.bits === 0) {
      return [
        document.problem('BW3311', `\`${document.excerptOf(path)}\` is every address`, path, { hint: ALL }),
      ];
    }
    if (isNetworkOrName(entry)) return [];
    const meant = document.valueAt(path) === entry ? networkWithin(entry) : undefined;
    return [
      document.problem('BW3311', `\`${document.excerptOf(path)}\` is no address and no network`, path, {
        label: 'expected such as 127.0.0.1, ::1, 10.0.0.0/8, loopback or private',
        ...(entry === '*' && { hint: ALL }),
        edits:
          meant === undefined ? [] : replaceValue(document, path, writeScalar(meant), `write \`${meant}\``),
      }),
    ];
  });
}

function isNetworkOrName(text: string): boolean {
  return Object.hasOwn(NAMED_NETWORKS, text) || parseNetwork(text) !== undefined;
}

/** The address of what was written as a URL, with a port or in brackets, or the name that was meant. */
function networkWithin(text: string): string | undefined {
  if (text === 'localhost') return 'loopback';
  const [, bracketed, plain] =
    /^(?:[a-z]+:\/\/)?(?:\[([^\]]*)\]|([^:/?#[\]]*))(?::\d*)?\/?$/i.exec(text.trim()) ?? [];
  const address = bracketed ?? plain ?? '';
  return isNetworkOrName(address) ? address : nearest(text, Object.keys(NAMED_NETWORKS));
}
