import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';

/** The connection a request came on; over HTTP/2 what of it belongs to the request's own stream. */
export interface ClientConnection {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
  readonly localPort?: number | undefined;
  readonly encrypted?: boolean;
  readonly destroyed: boolean;
  /** Bytes that the system has not taken yet; only HTTP/1 tells. */
  readonly writableLength?: number;
  destroy(): unknown;
  /** Ends it once what was written is out. */
  destroySoon(): void;
}

/** A request as its protocol hands it over: Node's own for HTTP/1, ours for HTTP/2. */
export interface ClientRequest
  extends Readable,
    Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'rawHeaders' | 'httpVersion' | 'complete'> {
  readonly socket: ClientConnection;
  /** What all streams of an HTTP/2 connection share; HTTP/1 has none. */
  readonly session?: object;
}

/** What an answer needs of Node's ServerResponse; ours for HTTP/2 has the same. */
export interface ClientResponse {
  /** Null while it waits behind another one on the same connection. */
  readonly socket?: unknown;
  readonly headersSent: boolean;
  readonly statusCode: number;
  readonly destroyed: boolean;
  readonly writableEnded: boolean;
  readonly writableFinished: boolean;
  readonly writableNeedDrain: boolean;
  strictContentLength: boolean;
  /** Of an HTTP/2 answer: pieces the client took; undefined while none wait for it. */
  readonly taken?: number | undefined;
  writeHead(status: number, headers: string[]): unknown;
  writeContinue(): void;
  writeProcessing(): void;
  writeEarlyHints(hints: Record<string, string | string[]>): void;
  flushHeaders(): void;
  /** @param sent is called, over HTTP/1, once the system has the bytes */
  write(chunk: Uint8Array | string, sent?: (error?: Error | null) => void): boolean;
  addTrailers(trailers: [string, string][]): void;
  end(done?: () => void): unknown;
  end(chunk: Uint8Array | string, encoding?: BufferEncoding): unknown;
  destroy(): unknown;
  once(event: 'drain', listener: () => void): unknown;
  on(event: 'close', listener: () => void): unknown;
}
