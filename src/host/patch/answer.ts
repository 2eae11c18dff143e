import type { Sink } from '../../contracts/sink.ts';
import { describe, isObject } from '../load/definition-shape.ts';
import { type BodyBytes, bytesOf } from './body.ts';
import { type HeaderChanges, readHeaderPatch } from './header-patch.ts';
import { Nonsense, refuseUnknown } from './nonsense.ts';

/** An answer that a plugin gave, ready to be sent. */
export interface ReadyAnswer {
  readonly status: number;
  readonly headers: HeaderChanges;
  readonly body: BodyBytes;
}

const KEYS = ['status', 'headers', 'body'];

/** @param what such as `beforeRequest returned a response with` @throws Nonsense */
export function readAnswer(value: unknown, what: string): ReadyAnswer {
  if (!isObject(value)) throw new Nonsense(`${what} ${describe(value)}: give { status, headers, body }`);
  refuseUnknown(value, KEYS, what);
  return {
    status: readStatus(value.status ?? 200, what),
    headers: value.headers === undefined ? [] : readHeaderPatch(value.headers, what),
    body: bytesOf(value.body, what),
  };
}

export function readStatus(status: unknown, what: string): number {
  if (typeof status === 'number' && Number.isInteger(status) && status >= 200 && status <= 599) return status;
  const shown = typeof status === 'number' ? String(status) : describe(status);
  throw new Nonsense(`${what} the status ${shown}: it is a whole number from 200 to 599`);
}

export function sendAnswer({ status, headers, body }: ReadyAnswer, sink: Sink): void {
  const given = headers.flatMap(([name, values]) => values.flatMap((value) => [name, value]));
  const { bytes, type } = body;
  const typed = headers.some(([name]) => name === 'content-type') || bytes.length === 0;
  const framing = ['content-length', String(bytes.length)];
  sink.head(status, [...given, ...(typed ? [] : ['content-type', type]), ...framing]);
  if (bytes.length > 0) sink.data(bytes);
  sink.end();
}
