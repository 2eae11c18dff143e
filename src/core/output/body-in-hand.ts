import { headerValue, withoutHeader } from '../../base/headers.ts';
import type { HookedAnswer } from '../../contracts/hooks.ts';

/** Fields that speak of the bytes of a body, and are wrong for another one. */
const ABOUT_BYTES = [
  'content-length',
  'content-encoding',
  'etag',
  'content-digest',
  'repr-digest',
  'digest',
  'content-md5',
  'accept-ranges',
];

/**
 * Whether a hook can read the body of an answer.
 *
 * @returns `empty` when there is none, or why it cannot; undefined when it can
 */
export function mayBeRead(
  { status, headers }: HookedAnswer,
  method: string,
  limit: number,
): string | undefined {
  if (method === 'HEAD' || status === 204 || status === 205 || status === 304) return 'empty';
  if (status === 206) return 'that are a part of something';
  if (headerValue(headers, 'content-type')?.toLowerCase().startsWith('text/event-stream') === true)
    return 'that are a stream of events';
  if (Number(headerValue(headers, 'content-length') ?? 0) > limit) return `of more than ${limit} bytes`;
  return undefined;
}

/** An answer whose body is kept until it is complete, and then read and maybe replaced by hooks. */
export class BodyInHand {
  /** The most bytes that are kept. */
  readonly limit: number;
  /** Of the hook that asked for it first. */
  readonly index: number;
  answer: HookedAnswer;
  /** The body as it is sent. */
  chunks: readonly (Uint8Array | string)[] = [];
  #collecting: (Uint8Array | string)[] = [];
  #size = 0;
  /** Decoded; undefined when its content codings cannot be undone. */
  #body: Buffer | undefined;

  constructor(answer: HookedAnswer, limit: number, index: number) {
    this.answer = answer;
    this.limit = limit;
    this.index = index;
  }

  /** @returns false when that is too much */
  add(chunk: Uint8Array | string): boolean {
    this.#collecting.push(chunk);
    this.chunks = this.#collecting;
    this.#size += typeof chunk === 'string' ? Buffer.byteLength(chunk) : chunk.length;
    return this.#size <= this.limit;
  }

  /** Undoes the content codings; waits only where there are some. */
  open(): void | Promise<void> {
    const sent = Buffer.concat(
      this.#collecting.map((chunk) => (typeof chunk === 'string' ? Buffer.from(chunk) : chunk)),
    );
    const codings = (headerValue(this.answer.headers, 'content-encoding') ?? '')
      .split(',')
      .map((name) => name.trim().toLowerCase())
      .filter((name) => name !== '' && name !== 'identity');
    if (codings.length === 0) {
      this.#body = sent;
      return;
    }
    return this.#decode(sent, codings);
  }

  async #decode(sent: Buffer, codings: readonly string[]): Promise<void> {
    const { undoCodings } = await import('../input/content-coding.ts');
    // What cannot be undone is passed on as it came.
    this.#body = await undoCodings(sent, codings, this.limit).catch(() => undefined);
  }

  get body(): Buffer | undefined {
    return this.#body;
  }

  /** Why a hook cannot read it; undefined when it can. */
  obstacleFor(limit: number): string | undefined {
    if (this.#body === undefined) return 'whose content coding cannot be undone';
    return this.#body.length > limit ? `of more than ${limit} bytes` : undefined;
  }

  /** What a hook made of it. */
  take({ status, headers, body }: HookedAnswer): void {
    this.answer = { status, headers };
    if (body === undefined || body === this.#body) return;
    this.#body = body;
    this.chunks = body.length === 0 ? [] : [body];
    const kept = ABOUT_BYTES.reduce((rest: readonly string[], name) => withoutHeader(rest, name), headers);
    this.answer = { status, headers: [...kept, 'content-length', String(body.length)] };
  }
}
