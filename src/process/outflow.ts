import type { Readable } from 'node:stream';
import { FIRST_WINDOW } from './frames.ts';

/** Bytes of one frame. */
const PIECE = 65_536;

/** What a stream needs of its channel. */
export interface OutflowPort {
  data(id: number, bytes: Uint8Array): void;
  /** Nothing more will come. @param error when the source broke */
  over(id: number, error?: Error): void;
}

/** A stream of ours, sent as fast as the other side grants. */
export class Outflow {
  readonly #id: number;
  readonly #source: Readable;
  readonly #port: OutflowPort;
  #window = FIRST_WINDOW;
  /** What the window had no room for. */
  #rest: Uint8Array | undefined;
  #isEnded = false;
  #isOver = false;

  constructor(id: number, source: Readable, port: OutflowPort) {
    this.#id = id;
    this.#source = source;
    this.#port = port;
  }

  start(): void {
    const source = this.#source;
    source.on('error', this.#onError);
    source.on('close', this.#onClose);
    source.on('end', this.#onEnd);
    source.on('data', this.#onData);
    // Nobody hears again what was said before.
    if (source.readableEnded) this.#onEnd();
    else if (source.destroyed) this.#onClose();
  }

  credit(bytes: number): void {
    this.#window += bytes;
    const rest = this.#rest;
    if (rest === undefined) return;
    this.#rest = undefined;
    this.#send(rest);
    if (this.#rest !== undefined) return;
    if (this.#isEnded) this.#finish();
    else this.#source.resume();
  }

  /** Nobody wants the rest. */
  stop(): void {
    this.#leave();
    this.#source.destroy();
  }

  readonly #onData = (chunk: Uint8Array | string) => {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) {
      this.#fail(new TypeError('a stream of a call has to consist of bytes or text'));
      return;
    }
    this.#send(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
    if (this.#rest !== undefined) this.#source.pause();
  };

  readonly #onEnd = () => {
    this.#isEnded = true;
    if (this.#rest === undefined) this.#finish();
  };

  readonly #onError = (error: Error) => this.#fail(error);

  readonly #onClose = () => {
    if (!this.#isEnded) this.#fail(new Error('the stream was closed before its end'));
  };

  #send(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length && this.#window > 0) {
      const size = Math.min(PIECE, bytes.length - at, this.#window);
      this.#port.data(this.#id, bytes.subarray(at, at + size));
      this.#window -= size;
      at += size;
    }
    if (at < bytes.length) this.#rest = bytes.subarray(at);
  }

  #finish(error?: Error): void {
    this.#leave();
    this.#port.over(this.#id, error);
  }

  #fail(error: Error): void {
    if (this.#isOver) return;
    this.#finish(error);
    this.#source.destroy();
  }

  #leave(): void {
    this.#isOver = true;
    this.#rest = undefined;
    this.#source.off('close', this.#onClose);
    this.#source.off('end', this.#onEnd);
    this.#source.off('data', this.#onData);
    // What the source still has to say must not end the process: the listener for errors stays.
  }
}
