import type { IncomingHttpHeaders } from 'node:http';
import { constants, type IncomingHttpHeaders as Http2Headers, type ServerHttp2Stream } from 'node:http2';
import { Readable } from 'node:stream';
import type { ClientConnection, ClientRequest } from '../client-request.ts';

const { NGHTTP2_CANCEL, NGHTTP2_STREAM_STATE_HALF_CLOSED_REMOTE: ALL_RECEIVED } = constants;

/** The request of one HTTP/2 stream, in the shape that requests of HTTP/1 have. */
export class Http2Request extends Readable implements ClientRequest {
  readonly stream: ServerHttp2Stream;
  readonly session: object;
  readonly httpVersion = '2.0';
  readonly method: string;
  readonly url: string;
  /** Without pseudo-headers; `host` says what `:authority` does. */
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: string[];
  readonly socket: ClientConnection;
  #ended: boolean;
  #reading = false;

  constructor(stream: ServerHttp2Stream, headers: Http2Headers, rawHeaders: readonly string[]) {
    super({ highWaterMark: stream.readableHighWaterMark });
    this.stream = stream;
    this.session = stream.session as object;
    this.method = headers[':method'] ?? 'GET';
    this.url = headers[':path'] ?? '/';
    this.socket = new StreamConnection(stream);
    this.headers = plainHeaders(headers);
    this.rawHeaders = plainPairs(headers[':authority'], rawHeaders);
    this.#ended = stream.endAfterHeaders;
    stream.on('close', () => this.destroy());
  }

  /** Bytes of the headers as HTTP/1 would write them. */
  get headSize(): number {
    return this.rawHeaders.reduce((size, text) => size + text.length + 2, this.url.length);
  }

  /** All of the body has come, whether it was read or not. */
  get complete(): boolean {
    return this.#ended || (!this.stream.destroyed && this.stream.state.state === ALL_RECEIVED);
  }

  override _read(): void {
    if (this.#reading) {
      this.stream.resume();
      return;
    }
    this.#reading = true;
    this.stream
      .on('data', (chunk: Buffer) => {
        if (!this.push(chunk)) this.stream.pause();
      })
      .on('end', () => {
        // A stream that was cut off ends like any other; what tells is whether it was aborted.
        if (this.stream.aborted) return;
        this.#ended = true;
        this.push(null);
      });
  }
}

/** Ending a request's connection ends its stream: others share the rest. */
class StreamConnection implements ClientConnection {
  readonly #stream: ServerHttp2Stream;
  /** Kept: when the connection is gone it says nothing about itself any more. */
  readonly remoteAddress: string | undefined;
  readonly remotePort: number | undefined;
  readonly localPort: number | undefined;
  readonly encrypted = true;

  constructor(stream: ServerHttp2Stream) {
    this.#stream = stream;
    const { remoteAddress, remotePort, localPort } = stream.session?.socket ?? {};
    this.remoteAddress = remoteAddress;
    this.remotePort = remotePort;
    this.localPort = localPort;
  }

  get destroyed(): boolean {
    return this.#stream.destroyed;
  }

  destroy(): void {
    this.#stream.close(NGHTTP2_CANCEL);
  }

  /** With no error: the answer stands, only the rest of the request is not wanted (RFC 9113, section 8.1). */
  destroySoon(): void {
    const close = () => this.#stream.close(constants.NGHTTP2_NO_ERROR);
    if (this.#stream.writableFinished) close();
    else this.#stream.once('finish', close);
  }
}

/** RFC 9113, section 8.3.1: the authority of the target is what HTTP/1 calls Host. */
function plainHeaders(headers: Http2Headers): IncomingHttpHeaders {
  const plain: IncomingHttpHeaders = {};
  const authority = headers[':authority'];
  if (authority !== undefined) plain.host = authority;
  for (const name of Object.keys(headers)) {
    if (!name.startsWith(':') && (name !== 'host' || authority === undefined)) plain[name] = headers[name];
  }
  return plain;
}

/**
 * A Host beside the authority stays only when it says something else, so that it is refused as a second one.
 * Cookies that came one by one are one header again (RFC 9113, section 8.2.3).
 */
function plainPairs(authority: string | undefined, raw: readonly string[]): string[] {
  const pairs: string[] = authority === undefined ? [] : ['host', authority];
  let cookies = -1;
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const [name, value] = [raw[i] as string, raw[i + 1] as string];
    if (name.startsWith(':') || (name === 'host' && value === authority)) continue;
    if (name === 'cookie' && cookies !== -1) pairs[cookies] += `; ${value}`;
    else pairs.push(name, value);
    if (name === 'cookie' && cookies === -1) cookies = pairs.length - 1;
  }
  return pairs;
}
