import type { Socket } from 'node:net';
import type { ErrorCode } from '../base/errors.ts';
import { MAX_TARGET } from './dispatch.ts';
import { answerRaw } from './fail.ts';
import type { Flights } from './flights.ts';
import { RequestError } from './problem.ts';
import { requestId } from './request-id.ts';
import type { Site } from './site.ts';

/** What Node's parser and timers say about bytes that are no request. */
type ClientError = Error & { readonly code?: string; readonly reason?: string; readonly rawPacket?: Buffer };

/** Answers bytes that never became a request, as clearly as a request would be answered. */
export function refuseBytes(error: ClientError, socket: Socket, flights: Flights, site: Site): void {
  const refusal = refusalFor(error);
  const pending = [...flights].filter(({ exchange }) => exchange.request.socket === socket);
  if (refusal === undefined || !socket.writable) {
    socket.destroy();
    return;
  }
  if (pending.length === 0) {
    refuseSocket(refusal, socket, site);
    return;
  }
  // The bad bytes are behind requests that still wait for their answers, or in the last one's body.
  for (const { sink } of pending) sink.closes = true;
  const last = pending[pending.length - 1];
  if (last !== undefined && !last.exchange.request.complete) last.sink.fail(refusal);
}

/** Answers on the bare socket, ends it, and reports the request that it might have been. */
export function refuseSocket(
  refusal: RequestError,
  socket: Socket,
  site: Site,
  method = '',
  path = '',
): void {
  socket.on('error', () => socket.destroy());
  const { status, code } = answerRaw(refusal, socket, site.development);
  if (!site.bus.wanted) return;
  site.bus.publish({
    type: 'request.end',
    id: requestId(undefined),
    method,
    path,
    status,
    duration: 0,
    endpoint: undefined,
    mode: undefined,
    outcome: 'answered',
    code,
    note: refusal.message,
  });
}

const BY_CODE: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['BW6009', 'the request did not arrive in time'],
  HPE_HEADER_OVERFLOW: ['BW6008', 'the request headers are too large'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['BW6007', 'the chunk extensions are too large'],
  HPE_INVALID_EOF_STATE: ['BW6016', 'the request ended before it was complete'],
  HPE_INVALID_VERSION: ['BW6017', 'the HTTP version is not supported'],
};

/** Undefined when the connection itself broke, so that nobody could read an answer. */
function refusalFor(error: ClientError): RequestError | undefined {
  const { code = '', reason = 'it breaks the protocol' } = error;
  if (code === 'HPE_HEADER_OVERFLOW' && isInFirstLine(error.rawPacket)) {
    return new RequestError('BW6006', 'the request target is too long');
  }
  const known = BY_CODE[code];
  if (known !== undefined) return new RequestError(...known);
  if (!code.startsWith('HPE_')) return undefined;
  return new RequestError('BW6010', `the request cannot be read: ${reason}`);
}

/** True when the bytes that were too many belong to the request line and not to the headers. */
function isInFirstLine(packet: Buffer | undefined): boolean {
  const end = packet?.indexOf('\n') ?? 0;
  return end === -1 || end > MAX_TARGET;
}
