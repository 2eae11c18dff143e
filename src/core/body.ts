import { BackworksError } from '../base/errors.ts';
import type { ClientRequest, ClientResponse } from './client-request.ts';
import type { HttpExchange } from './exchange.ts';

/**
 * What becomes of a request body that nobody reads, once its answer is given. `none`: there is none, or
 * somebody reads it. `discard`: Node reads it away. `count`: its length is unknown, so that it is read
 * away up to a bound. `cut`: too much of it, the connection ends instead; over HTTP/2 its stream does.
 */
export type UnreadBody = 'none' | 'discard' | 'count' | 'cut';

/** Bytes of an unwanted body that are read so that the connection can live on. */
const MAX_DISCARDED = 1024 * 1024;

/** How long, in ms, we listen to a client that still sends after its answer; RFC 9112, section 9.6. */
const LINGER_TIME = 1_000;

export function unreadBodyOf(exchange: HttpExchange): UnreadBody {
  const { headers, request } = exchange;
  if (request.session !== undefined) return request.complete ? 'none' : 'cut';
  const length = headers['content-length'];
  if (length === undefined)
    return headers['transfer-encoding'] === undefined ? 'none' : afterAsking(exchange, 'count');
  if (length === '0') return 'none';
  return afterAsking(exchange, Number(length) > MAX_DISCARDED ? 'cut' : 'discard');
}

/** A client that was never told to continue may send the body or not: only a new connection is clear. */
function afterAsking(exchange: HttpExchange, unread: UnreadBody): UnreadBody {
  return exchange.awaitsContinue ? 'cut' : unread;
}

/**
 * Reads the whole body into memory.
 *
 * @param limit in bytes; a body whose announced length is beyond it is refused before it is read
 * @throws BackworksError BW6007 when it is too large, BW6016 when the client goes away in the middle
 */
export async function readBody(
  exchange: HttpExchange,
  response: ClientResponse,
  limit: number,
): Promise<Buffer> {
  const { request } = exchange;
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  if (request.destroyed) throw incomplete();
  if (exchange.awaitsContinue) response.writeContinue();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (done: () => void) => {
      request.off('data', take).off('end', finish).off('close', lose);
      done();
    };
    const take = (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > limit) settle(() => reject(tooLarge(limit)));
    };
    const finish = () =>
      settle(() => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    const lose = () => settle(() => reject(incomplete()));
    request.on('data', take).on('end', finish).on('close', lose);
  });
}

function incomplete(): BackworksError {
  return new BackworksError('BW6016', 'the body ended before it was complete');
}

function tooLarge(limit: number): BackworksError {
  return new BackworksError('BW6007', `the request body is larger than ${limit} bytes`);
}

/** Reads a body away that nobody wants; one that does not end within the bound costs the connection. */
export function discardCounting(request: ClientRequest): void {
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAX_DISCARDED) request.socket.destroy();
  });
}

/**
 * Keeps reading for a moment what the client still sends, and then calls back to end the connection:
 * closing at once would reset it, and the client might lose the answer it has not read yet.
 */
export function linger(request: ClientRequest, done: () => void): void {
  let size = 0;
  const finish = () => {
    clearTimeout(timer);
    request.off('end', finish).off('close', finish).off('data', count);
    done();
  };
  const count = (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAX_DISCARDED * 16) finish();
  };
  const timer = setTimeout(finish, LINGER_TIME);
  timer.unref();
  request.on('data', count).once('end', finish).once('close', finish);
}
