import { Readable } from 'node:stream';
import type { HandlerAnswer } from '../answering.ts';
import { isObject } from '../load/definition-shape.ts';
import { readStatus } from './answer.ts';
import { bytesOf } from './body.ts';
import { type HeaderChanges, readHeaderPatch } from './header-patch.ts';
import { Nonsense } from './nonsense.ts';

const KEYS = ['status', 'headers', 'body'];
const WHAT = 'the handler returned';

/**
 * What a handler returned, as an answer: an object with nothing but status, headers and body is one already, and
 * anything else is a body. Nothing at all is an answer without one.
 *
 * @throws Nonsense for what cannot be sent
 */
export function readHandlerAnswer(value: unknown): HandlerAnswer {
  if (value instanceof Response) return ofResponse(value);
  if (isHeadless(value))
    throw new Nonsense(
      `${WHAT} headers without a status: an answer in full has one, such as { status: 200, headers, body }`,
    );
  if (!isEnvelope(value)) return withBody(value === undefined ? 204 : 200, [], value);
  const headers = value.headers === undefined ? [] : readHeaderPatch(value.headers, WHAT);
  return withBody(readStatus(value.status, WHAT), headers, value.body);
}

function isEnvelope(value: unknown): value is Record<string, unknown> {
  if (!isObject(value)) return false;
  const { status } = value;
  const isStatus = typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599;
  return isStatus && Object.keys(value).every((key) => KEYS.includes(key));
}

/** Nobody means headers to be a part of a value. */
function isHeadless(value: unknown): boolean {
  if (!isObject(value) || !isObject(value.headers) || value.status !== undefined) return false;
  return Object.keys(value).every((key) => KEYS.includes(key));
}

function withBody(status: number, headers: HeaderChanges, body: unknown): HandlerAnswer {
  if (isIterable(body)) {
    const stream = body instanceof Readable ? body : Readable.from(body, { objectMode: false });
    return { status, headers, type: 'application/octet-stream', body: stream };
  }
  if (body === undefined) return { status, headers, type: undefined, body: Buffer.alloc(0) };
  const { bytes, type } = bytesOf(body, WHAT);
  return { status, headers, type, body: bytes };
}

/** Bytes and lists are values, though one can go through them. */
function isIterable(body: unknown): body is AsyncIterable<unknown> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

function ofResponse({ status, headers, body }: Response): HandlerAnswer {
  const pairs = Object.fromEntries([...headers].filter(([name]) => name !== 'content-length'));
  const stream = body === null ? undefined : Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
  return withBody(status, readHeaderPatch(pairs, WHAT), stream);
}
