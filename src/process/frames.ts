import { ProtocolError } from './process-error.ts';

/**
 * The protocol between Backworks and a child process, version 1. Both sides write frames into one duplex byte
 * stream. A frame is a head, one line of JSON in UTF-8 that ends with `\n`, then as many raw bytes as its `n`
 * says. Nothing stands between frames. The kind of a frame is its `t`:
 *
 * | t      | other keys       | meaning                                                                    |
 * |--------|------------------|----------------------------------------------------------------------------|
 * | hello  | v                | the first frame of both sides; `v` is the version of the protocol          |
 * | call   | i, m, p?, n?, s? | asks the other side for method `m` with parameters `p`                     |
 * | ok     | i, p?, n?, s?    | the answer to call `i` is `p`                                              |
 * | err    | i, e             | call `i` failed; after an `ok` with `s`: the stream of its answer broke    |
 * | data   | i, n             | the next bytes of the sender's stream of call `i`                          |
 * | end    | i                | the sender's stream of call `i` is complete                                |
 * | cancel | i, r?            | from the caller: the call is given up, with everything that belongs to it; |
 * |        |                  | from the one who answers: no more of the caller's stream is wanted         |
 * | credit | i, b             | `b` more bytes of the other side's stream of call `i` may be sent          |
 * | note   | m, p?, n?        | tells something; there is no answer                                        |
 * | ping   | i                | is answered at once by a pong with the same `i`                            |
 * | pong   | i, p?            | `p` may tell the sender's use of the machine: see below                    |
 *
 * | key | type                          | meaning                                                              |
 * |-----|-------------------------------|----------------------------------------------------------------------|
 * | i   | integer >= 0                  | number of a call: even from the parent, odd from the child, growing  |
 * | m   | string                        | name of the method                                                   |
 * | p   | any JSON                      | parameters, or the result                                            |
 * | n   | integer >= 0                  | bytes of the payload that follows the head; absent: no payload       |
 * | s   | 1                             | a stream follows in data frames, until `end` (or `err`, `cancel`)    |
 * | e   | {name, message, stack?, code?} | what was thrown                                                      |
 * | r   | string                        | why, for people                                                      |
 * | b   | integer > 0                   | bytes                                                                |
 * | v   | integer                       | version                                                              |
 *
 * A sender may have sent 65,536 bytes of a stream before the first credit, and never more than it was granted.
 * Whoever got a cancel sends nothing more about that call, or of that stream; not even an end.
 * Heads have at most 1 MiB, payloads 1 MiB; longer bodies are streams. Frames about a call that is over are
 * ignored: they were on their way. A pong's `p` is `{rss, cpu, handles}` in bytes, seconds and a count, each of
 * them optional. When the stream ends, the child ends.
 */
export type Frame =
  | { readonly t: 'hello'; readonly v: number }
  | CallFrame
  | OkFrame
  | { readonly t: 'err'; readonly i: number; readonly e: ErrorShape }
  | { readonly t: 'data'; readonly i: number; readonly n: number }
  | { readonly t: 'end'; readonly i: number }
  | { readonly t: 'cancel'; readonly i: number; readonly r?: string }
  | { readonly t: 'credit'; readonly i: number; readonly b: number }
  | NoteFrame
  | { readonly t: 'ping'; readonly i: number }
  | { readonly t: 'pong'; readonly i: number; readonly p?: unknown };

export interface CallFrame {
  readonly t: 'call';
  readonly i: number;
  readonly m: string;
  readonly p?: unknown;
  readonly n?: number;
  readonly s?: 1;
}

export interface OkFrame {
  readonly t: 'ok';
  readonly i: number;
  readonly p?: unknown;
  readonly n?: number;
  readonly s?: 1;
}

export interface NoteFrame {
  readonly t: 'note';
  readonly m: string;
  readonly p?: unknown;
  readonly n?: number;
}

/** An error as it travels. */
export interface ErrorShape {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string;
}

export const PROTOCOL_VERSION = 1;

/** Bytes of a stream that may be sent before the first credit. */
export const FIRST_WINDOW = 65_536;

/** Which keys a kind of frame must have; what else there is, is ignored, so that later versions may add keys. */
const KEYS: Readonly<Record<Frame['t'], readonly (keyof typeof CHECKS)[]>> = {
  hello: ['v'],
  call: ['i', 'm'],
  ok: ['i'],
  err: ['i', 'e'],
  data: ['i', 'n'],
  end: ['i'],
  cancel: ['i'],
  credit: ['i', 'b'],
  note: ['m'],
  ping: ['i'],
  pong: ['i'],
};

const CHECKS = {
  i: isCount,
  n: isCount,
  v: isCount,
  b: (value: unknown) => isCount(value) && value > 0,
  m: (value: unknown) => typeof value === 'string',
  e: isErrorShape,
} as const;

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isErrorShape(value: unknown): value is ErrorShape {
  if (typeof value !== 'object' || value === null) return false;
  const { name, message, stack, code } = value as Record<string, unknown>;
  const isText = (text: unknown) => text === undefined || typeof text === 'string';
  return typeof name === 'string' && typeof message === 'string' && isText(stack) && isText(code);
}

/**
 * Reads a head.
 *
 * @param text without the newline
 * @throws ProtocolError when it is no head of this protocol
 */
export function readHead(text: string): Frame {
  const head = parse(text);
  const keys = Object.hasOwn(KEYS, head.t as string) ? KEYS[head.t as Frame['t']] : undefined;
  if (keys === undefined) throw new ProtocolError(`there is no frame of type ${excerpt(head.t)}`);
  for (const key of keys) {
    if (!CHECKS[key](head[key]))
      throw new ProtocolError(`a ${head.t} frame has ${key} ${excerpt(head[key])}`);
  }
  if (head.n !== undefined && !isCount(head.n)) {
    throw new ProtocolError(`a ${head.t} frame has n ${excerpt(head.n)}`);
  }
  return head as unknown as Frame;
}

function parse(text: string): Record<string, unknown> {
  let head: unknown;
  try {
    head = JSON.parse(text);
  } catch (error) {
    throw new ProtocolError(`a head is not JSON: ${excerpt(text)}`, { cause: error });
  }
  if (typeof head !== 'object' || head === null) {
    throw new ProtocolError(`a head is not a JSON object: ${excerpt(text)}`);
  }
  return head as Record<string, unknown>;
}

/** Enough to recognise it in a log. */
function excerpt(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/**
 * The head of a frame as it is written. Its payload, if any, has to follow.
 *
 * @throws TypeError for what JSON cannot say, such as a cycle
 */
export function writeHead(frame: Frame): string {
  return `${JSON.stringify(frame)}\n`;
}
