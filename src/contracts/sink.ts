/** Names and values in turn, as in Node's raw headers: `['content-type', 'text/plain', ...]`. */
export type RawHeaders = readonly string[];

/**
 * Where an answer goes. Calls come in this order: `head`, then any `data`, then `end`;
 * `fail` may come instead of any of them.
 *
 * `head` on the client's sink is the commit point: a failure before it becomes an error answer,
 * a failure after it cuts the connection.
 */
export interface Sink {
  /** An interim answer (1xx) before the head, for clients that can take one; 101 is none. */
  inform?(status: number, headers: RawHeaders): void;
  head(status: number, headers: RawHeaders): void;
  /** False when the receiver is full: wait for `onDrain` before sending more. */
  data(chunk: Uint8Array | string): boolean;
  /** Calls back once, when more data is welcome. */
  onDrain(resume: () => void): void;
  end(trailers?: RawHeaders): void;
  fail(error: unknown): void;
}
