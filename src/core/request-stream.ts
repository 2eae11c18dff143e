import { Readable } from 'node:stream';
import { discardCounting } from './body.ts';
import type { BodyProgress, HttpExchange } from './exchange.ts';
import type { ClientSink } from './sink.ts';

/** Lets the endpoint read the body as it comes; nothing is read before it asks. */
export function offerBody(exchange: HttpExchange, sink: ClientSink): void {
  if (sink.unread === 'none') return;
  let taken: RequestStream | undefined;
  exchange.bodySource = () => {
    taken ??= new RequestStream(exchange, sink);
    return taken;
  };
}

/** Lets the endpoint read a body as it was sent that is in memory, because its schema wanted to see it first. */
export function offerBuffered(exchange: HttpExchange): void {
  const { sent } = exchange.received;
  if (sent.length === 0) return;
  let taken: Readable | undefined;
  exchange.bodySource = () => {
    taken ??= Readable.from([sent], { objectMode: false });
    return taken;
  };
}

/**
 * A request's body for one reader. Node's own request ends its connection when it is destroyed; this one
 * lets go of it, so that a reader who gives up leaves a client that can still be answered.
 */
class RequestStream extends Readable implements BodyProgress {
  readonly #exchange: HttpExchange;
  readonly #sink: ClientSink;
  #reading = false;
  #received = 0;

  constructor(exchange: HttpExchange, sink: ClientSink) {
    super({ highWaterMark: exchange.request.readableHighWaterMark });
    this.#exchange = exchange;
    this.#sink = sink;
  }

  get awaited(): number | undefined {
    return this.destroyed || this.#exchange.request.isPaused() ? undefined : this.#received;
  }

  override _read(): void {
    const { request } = this.#exchange;
    if (this.#reading) {
      request.resume();
      return;
    }
    // Gone before anybody asked: it says so to nobody any more.
    if (request.destroyed) {
      this.destroy(clientLeft());
      return;
    }
    this.#reading = true;
    this.#exchange.bodyProgress = this;
    this.#sink.unread = 'none';
    if (this.#exchange.awaitsContinue && !this.#sink.response.headersSent)
      this.#sink.response.writeContinue();
    request.on('data', this.#take).on('end', this.#finish).on('close', this.#lose);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const { request } = this.#exchange;
    request.off('data', this.#take).off('end', this.#finish).off('close', this.#lose);
    if (this.#reading && !request.readableEnded && !request.destroyed) this.#leave();
    done(error);
  }

  /** What is left of the body would be taken for the next request: the connection ends with this answer. */
  #leave(): void {
    const { request } = this.#exchange;
    if (this.#sink.response.writableEnded) discardCounting(request);
    else this.#sink.unread = 'cut';
  }

  readonly #take = (chunk: Buffer): void => {
    this.#received += chunk.length;
    this.#exchange.tapped(chunk);
    if (!this.push(chunk)) this.#exchange.request.pause();
  };

  readonly #finish = (): void => {
    this.#exchange.tapEnd(true);
    this.push(null);
  };

  readonly #lose = (): void => {
    if (!this.#exchange.request.complete) this.destroy(clientLeft());
  };
}

function clientLeft(): Error {
  return new Error('the client went away in the middle of its body');
}
