import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import type { ClientConnection, ClientRequest } from '../client-request.ts';

/** A request that comes from inside this process, in the shape that requests of clients have. */
export class InnerRequest extends Readable implements ClientRequest {
  readonly httpVersion = '1.1';
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: string[];
  readonly complete = true;
  readonly socket: ClientConnection;
  readonly #body: Buffer;

  /** @param headers names in lower case */
  constructor(
    target: { readonly method: string; readonly url: string },
    headers: readonly (readonly [string, readonly string[]])[],
    body: Buffer,
    socket: ClientConnection,
  ) {
    super();
    this.method = target.method;
    this.url = target.url;
    this.rawHeaders = headers.flatMap(([name, values]) => values.flatMap((value) => [name, value]));
    this.headers = Object.fromEntries(headers.map(([name, values]) => [name, values.join(', ')]));
    this.socket = socket;
    this.#body = body;
  }

  override _read(): void {
    if (this.#body.length > 0) this.push(this.#body);
    this.push(null);
  }
}

/** There is no connection; ending it ends the request. */
export class NoConnection implements ClientConnection {
  readonly remoteAddress = '127.0.0.1';
  readonly remotePort = 0;
  readonly #end: () => void;
  destroyed = false;

  constructor(end: () => void) {
    this.#end = end;
  }

  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.#end();
  }

  destroySoon(): void {
    this.destroy();
  }
}
