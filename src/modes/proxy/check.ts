import type { ModeFinding } from '../../contracts/mode.ts';
import { checkHeaders, computedFrom } from '../check-headers.ts';
import type { ProxyBlock } from './schema.ts';

/** What the schema of a `proxy:` block cannot say. */
export function checkProxy(block: unknown): readonly ModeFinding[] {
  const { target, strip_prefix, add_prefix, headers, tls } = block as Partial<ProxyBlock>;
  return [
    ...(target === undefined ? [] : checkTarget(target)),
    ...(target === undefined || tls === undefined ? [] : checkTls(target)),
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
  const port = wrongPort(target, url);
  if (port !== undefined) {
    return { message: `the target has no port ${port}`, hint: 'ports go from 1 to 65535, such as `:9000`' };
  }
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

/** The port of an http or https URL that no server can have. */
function wrongPort(target: string, url: URL | undefined): string | undefined {
  const [, port] = /^https?:\/\/[^/?#]*:(\d+)(?:[/?#]|$)/i.exec(target) ?? [];
  return url === undefined || url.port === '0' ? port : undefined;
}

/** The certificate of a server that shows none cannot be checked. */
function* checkTls(target: string): Generator<ModeFinding> {
  if (parse(target)?.protocol !== 'http:') return;
  yield {
    code: 'BW3014',
    message: '`tls` means nothing for a target that begins with http:',
    at: ['tls'],
    mark: 'key',
    hint: 'remove `tls`, or write a target that begins with https:',
    severity: 'warning',
  };
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
