import type { Socket } from 'node:net';
import type { ErrorCode } from '../base/errors.ts';
import { BackworksError } from '../base/errors.ts';
import { answerRaw } from './fail.ts';
import { MAX_TARGET } from './head.ts';
import { requestId } from './request-id.ts';
import type { Site } from './site.ts';

/** What Node's parser and timers say about bytes that are no request. */
export type ClientError = Error & {
  readonly code?: string;
  readonly reason?: string;
  readonly rawPacket?: Buffer;
};

/** Answers on the bare socket, ends it, and reports the request that it might have been. */
export function refuseSocket(
  refusal: BackworksError,
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
};

/** Undefined when the connection itself broke, so that nobody could read an answer. */
export function refusalFor(error: ClientError): BackworksError | undefined {
  const { code = '', reason = 'it breaks the protocol' } = error;
  if (code === 'HPE_HEADER_OVERFLOW' && isInFirstLine(error.rawPacket)) {
    return new BackworksError('BW6006', 'the request target is too long');
  }
  const known = BY_CODE[code];
  if (known !== undefined) return new BackworksError(...known);
  if (!code.startsWith('HPE_')) return undefined;
  // The parser has the same code for a line that ends in the wrong way.
  if (code === 'HPE_INVALID_VERSION' && reason === 'Invalid HTTP version') {
    return new BackworksError('BW6017', 'the HTTP version is not supported');
  }
  return new BackworksError('BW6010', `the request cannot be read: ${reason}`);
}

/** True when the bytes that were too many belong to the request line and not to the headers. */
function isInFirstLine(packet: Buffer | undefined): boolean {
  const end = packet?.indexOf('\n') ?? 0;
  return end === -1 || end > MAX_TARGET;
}
