import { stringify } from 'node:querystring';
import { readFields } from '../../base/fields.ts';
import { decodedSegments } from '../../base/route-match.ts';
import type { ExchangePatch, HookedExchange } from '../../contracts/hooks.ts';
import type { Phase } from '../../contracts/plugin.ts';
import { describe, isObject } from '../load/definition-shape.ts';
import { type ReadyAnswer, readAnswer } from './answer.ts';
import { bytesOf, jsonOf } from './body.ts';
import { type HeaderChanges, readHeaderPatch } from './header-patch.ts';
import { Nonsense, refuseUnknown } from './nonsense.ts';

/** What a `beforeRequest` hook wants, checked. */
export interface CheckedRequestPatch {
  readonly patch: ExchangePatch | undefined;
  readonly response: ReadyAnswer | undefined;
}

/** What the plugin may do. */
export interface PatchRights {
  readonly phase: Phase;
  readonly mayIdentify: boolean;
}

const KEYS = ['headers', 'query', 'path', 'body', 'principal', 'response'];
const WHAT = 'beforeRequest returned';

/** @throws Nonsense */
export function readRequestPatch(
  value: unknown,
  exchange: HookedExchange,
  rights: PatchRights,
): CheckedRequestPatch {
  if (!isObject(value))
    throw new Nonsense(`${WHAT} ${describe(value)}: return an object such as { headers }, or nothing`);
  refuseUnknown(value, KEYS, WHAT);
  const { headers, query, path, body, principal, response } = value;
  if (response !== undefined)
    return { patch: undefined, response: readAnswer(response, 'beforeRequest returned a response with') };
  if (body !== undefined && rights.phase === 'guard')
    throw new Nonsense(`${WHAT} a body, but guards run before the body is read: use the phase transform`);
  const changes = headers === undefined ? undefined : readHeaderPatch(headers, WHAT);
  const patch: ExchangePatch = {
    ...(changes !== undefined && { headers: changes }),
    ...(query !== undefined && { search: readQuery(query, exchange.search) }),
    ...(path !== undefined && { path: readPath(path) }),
    ...(body !== undefined && { body: readBody(body, changes, exchange) }),
    ...(principal !== undefined && { principal: readPrincipal(principal, rights) }),
  };
  return { patch, response: undefined };
}

function readQuery(query: unknown, search: string): string {
  if (!isObject(query)) throw new Nonsense(`${WHAT} a query that is ${describe(query)}, not an object`);
  // Has no prototype: any name is one.
  const fields: Record<string, readonly unknown[]> = readFields(search);
  for (const [name, given] of Object.entries(query)) {
    if (given === undefined) continue;
    const values = given === null ? [] : [given].flat();
    if (values.some((value) => typeof value !== 'string'))
      throw new Nonsense(
        `${WHAT} ${describe(given)} for the query's ${JSON.stringify(name)}: give a text, texts or null`,
      );
    if (values.length === 0) delete fields[name];
    else fields[name] = values;
  }
  return stringify(fields as Record<string, string[]>);
}

/** What may stand in a request's target before the query (RFC 3986, section 3.3). */
const PATH = /^\/[\w\-.~!$&'()*+,;=:@%/]*$/;

function readPath(path: unknown): string {
  if (typeof path !== 'string') throw new Nonsense(`${WHAT} a path that is ${describe(path)}, not a text`);
  const shown = JSON.stringify(path.slice(0, 60));
  const segments = PATH.test(path) ? decodedSegments(path) : undefined;
  if (segments === undefined)
    throw new Nonsense(`${WHAT} the path ${shown}: it starts with / and is percent-encoded`);
  // The router refuses them from clients, and whoever answers relies on that.
  if (segments.includes('.') || segments.includes('..'))
    throw new Nonsense(`${WHAT} the path ${shown}: it has no segment that is . or ..`);
  return path;
}

function readBody(
  body: unknown,
  changes: HeaderChanges | undefined,
  exchange: HookedExchange,
): NonNullable<ExchangePatch['body']> {
  const { bytes, type } = bytesOf(body, WHAT);
  const told = changes?.find(([name]) => name === 'content-type');
  if (told !== undefined) return { bytes, contentType: told[1][0] };
  // A text in place of a text keeps what the client called it; anything else would be called wrong.
  const kept = typeof body === 'string' || body instanceof Uint8Array;
  return { bytes, contentType: kept ? (exchange.headers['content-type'] ?? type) : type };
}

function readPrincipal(principal: unknown, { mayIdentify }: PatchRights): Readonly<Record<string, unknown>> {
  if (!mayIdentify)
    throw new Nonsense(`${WHAT} a principal, which only plugins with provides: { identity } may set`);
  // As another process would have sent it: nothing in it is the plugin's own any more.
  const sent: unknown = JSON.parse(jsonOf(principal, `${WHAT} a principal`));
  if (!isObject(sent)) throw new Nonsense(`${WHAT} a principal that is ${describe(sent)}, not an object`);
  return Object.freeze(sent);
}
