import type { Readable } from 'node:stream';

/** Bytes of a line; the rest of a longer one is cut off. */
const LONGEST = 8_192;
/** Milliseconds in which so many lines and bytes are let through. */
const WINDOW = 1_000;
const MOST_LINES = 1_000;
const MOST_BYTES = 1_048_576;
/**
 * Milliseconds between two looks at a flood. A child that floods waits in between, so that reading it costs next to
 * nothing; it is not held for the rest of the window, because it could answer nothing for so long.
 */
const SIP = 20;
const NEWLINE = 0x0a;

/** Cuts what a child prints into lines, lets only so many through, and tells once a second how many it dropped. */
export class OutputGate {
  readonly #stream: Readable;
  readonly #say: (line: string) => void;
  #windowEnd = 0;
  #lines = 0;
  #bytes = 0;
  #dropped = 0;
  /** The beginning of a line whose end has not come. */
  #parts: Buffer[] = [];
  #size = 0;
  #isSkipping = false;

  constructor(stream: Readable, say: (line: string) => void) {
    this.#stream = stream;
    this.#say = say;
    stream.on('data', this.#onData);
    stream.on('end', () => this.#finish());
    // A pipe that breaks ends; nothing else is to be done about it.
    stream.on('error', () => this.#finish());
  }

  readonly #onData = (chunk: Buffer) => {
    const now = performance.now();
    if (now >= this.#windowEnd) this.#openWindow(now);
    this.#bytes += chunk.length;
    const taken = this.#bytes > MOST_BYTES ? 0 : this.#take(chunk);
    if (taken < chunk.length) this.#drop(chunk, taken);
  };

  #openWindow(now: number): void {
    this.#windowEnd = now + WINDOW;
    this.#lines = 0;
    this.#bytes = 0;
  }

  /** @returns how many bytes were let through */
  #take(chunk: Buffer): number {
    let start = 0;
    while (this.#lines < MOST_LINES) {
      const end = chunk.indexOf(NEWLINE, start);
      if (end < 0) {
        this.#keep(chunk.subarray(start));
        return chunk.length;
      }
      this.#keep(chunk.subarray(start, end));
      this.#sayLine();
      start = end + 1;
    }
    return start;
  }

  #keep(part: Buffer): void {
    if (this.#isSkipping || part.length === 0) return;
    const room = LONGEST - this.#size;
    // A copy: a short part would keep alive all that was read with it.
    if (room > 0) this.#parts.push(Buffer.from(part.subarray(0, room)));
    this.#size += part.length;
  }

  #sayLine(): void {
    const text = Buffer.concat(this.#parts).toString('utf8');
    const [isCut, isRest] = [this.#size > LONGEST, this.#isSkipping];
    this.#parts = [];
    this.#size = 0;
    this.#isSkipping = false;
    // The end of a line whose beginning was dropped.
    if (isRest) return;
    this.#lines++;
    this.#say(isCut ? `${text}…` : text.replace(/\r$/, ''));
  }

  #drop(chunk: Buffer, start: number): void {
    if (this.#dropped === 0) setTimeout(() => this.#report(), this.#windowEnd - performance.now()).unref();
    let lines = 0;
    for (let at = start; at < chunk.length; at++) if (chunk[at] === NEWLINE) lines++;
    this.#dropped += Math.max(1, lines);
    this.#parts = [];
    this.#size = 0;
    this.#isSkipping = chunk[chunk.length - 1] !== NEWLINE;
    this.#stream.pause();
    setTimeout(() => this.#stream.resume(), SIP).unref();
  }

  #report(): void {
    if (this.#dropped === 0) return;
    this.#say(`… ${this.#dropped} lines dropped`);
    this.#dropped = 0;
  }

  #finish(): void {
    if (this.#size > 0) this.#sayLine();
    this.#report();
  }
}
