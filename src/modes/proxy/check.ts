import type { ModeFinding } from '../../contracts/mode.ts';
import { checkHeaders, computedFrom } from '../headers.ts';
import type { ProxyBlock } from './schema.ts';

/** What the schema of a `proxy:` block cannot say. */
export function checkProxy(block: unknown): readonly ModeFinding[] {
  const { target, strip_prefix, add_prefix, headers } = block as Partial<ProxyBlock>;
  return [
    ...(target === undefined ? [] : checkTarget(target)),
    ...checkPrefix('strip_prefix', strip_prefix),
    ...checkPrefix('add_prefix', add_prefix),
    ...checkHeaders(headers, (name) => (name === 'host' ? 'see `preserve_host`' : ownHint(name))),
  ];
}

/** @returns what is wrong with the URL of a target, if anything is, and the fix */
export function targetMistake(
  target: string,
): { readonly message: string; readonly hint: string } | undefined {
  const url = parse(target);
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    const guess = /^[\w.-]+(?::\d+)?(?:\/|$)/.test(target) ? `http://${target}` : 'http://127.0.0.1:9000';
    return {
      message: 'the target is no http or https URL',
      hint: `write the whole URL, such as \`${guess}\``,
    };
  }
  if (url.username !== '' || url.password !== '') {
    return {
      message: 'the target has a user name or password',
      hint: 'send credentials as a header: `headers: { authorization: ... }`',
    };
  }
  if (url.search !== '' || url.hash !== '') {
    return {
      message: 'the target has a query or fragment',
      hint: `keep scheme, host, port and path: \`${url.origin}${url.pathname}\``,
    };
  }
  return undefined;
}

function* checkTarget(target: string): Generator<ModeFinding> {
  const mistake = targetMistake(target);
  if (mistake !== undefined) yield { code: 'BW3331', ...mistake, at: ['target'] };
}

function* checkPrefix(key: string, prefix: string | undefined): Generator<ModeFinding> {
  if (prefix === undefined || /^\/[^?#\s]*$/.test(prefix)) return;
  const path = prefix.replace(/[?#\s].*$/, '');
  yield {
    code: 'BW2006',
    message: `\`${key}\` is no path`,
    at: [key],
    hint: `write the beginning of a path, such as \`${path.startsWith('/') ? path : `/${path}`}\``,
  };
}

/** Fields that follow from the request, its sender and the target. */
const OWN: ReadonlySet<string> = new Set(['expect', 'te', 'via', 'proxy-connection', 'http2-settings']);

const ownHint = computedFrom('the request', OWN);

function parse(target: string): URL | undefined {
  try {
    return new URL(target);
  } catch {
    return undefined;
  }
}
