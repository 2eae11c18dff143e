import { domainToASCII } from 'node:url';
import { writeScalar } from '../../base/yaml-text.ts';
import type { ConfigDocument } from '../document.ts';
import { replaceValue } from '../edits.ts';
import type { Problem } from '../problem.ts';

/** Labels of letters, digits and inner dashes (RFC 1123, section 2.1), with the underscores that container names have. */
const NAME =
  /^(?!.{254})(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*(?![0-9]+\.?$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.?$/i;

const PATH = ['server', 'host'] as const;

/** Finds a `server.host` that is neither the name nor the IP address of a machine. */
export function checkHost(host: unknown, document: ConfigDocument): Problem[] {
  if (typeof host !== 'string' || isHost(host)) return [];
  const meant = document.valueAt(PATH) === host ? hostWithin(host) : undefined;
  return [
    document.problem('BW2006', `\`${document.excerptOf(PATH)}\` is no host name or IP address`, PATH, {
      label: 'expected a name or an address such as 127.0.0.1, 0.0.0.0 or localhost',
      edits:
        meant === undefined ? [] : replaceValue(document, PATH, writeScalar(meant), `write \`${meant}\``),
    }),
  ];
}

function isHost(text: string): boolean {
  // Loaded here: few files name a host, and sockets take long to load for those who only check.
  const { isIP } = process.getBuiltinModule('node:net');
  return isIP(text) !== 0 || NAME.test(domainToASCII(text));
}

/** The host of what was written as a URL, with a port or in brackets. */
function hostWithin(text: string): string | undefined {
  const [, bracketed, plain] =
    /^(?:[a-z]+:\/\/)?(?:\[([^\]]*)\]|([^:/?#[\]]*))(?::\d*)?(?:\/.*)?$/i.exec(text.trim()) ?? [];
  const host = bracketed ?? plain;
  return host !== undefined && isHost(host) ? host : undefined;
}
