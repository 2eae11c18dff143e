import type { Loss } from '../contracts/command.ts';
import type { Stream } from './screen.ts';

/** Characters that are kept at least for `lastLines`. */
const KEPT = 16_384;

/**
 * One of our two streams. What it does not take is counted instead of thrown: a full disk under the log
 * must not end a server, and any other command says it in one sentence.
 *
 * A reader of stdout that is gone (EPIPE) is no loss: nobody is left to miss a line. It is noticed by the
 * next line and not before. The system would tell at once (POLLERR), but Node listens for that only on what
 * it may read: on the writing end of a pipe `read` fails with ENOTCONN, and an empty write succeeds although
 * nobody reads.
 */
export class Output implements Stream {
  readonly #name: Loss['stream'];
  readonly #stream: NodeJS.WriteStream;
  /** Lines lost since the last write that succeeded. */
  #lines = 0;
  /** What was written last, in two parts: the older one is dropped when the newer one is long enough. */
  #older = '';
  #newer = '';
  /** Why something was lost, if ever. */
  failure: Error | undefined;
  /** Hears of every loss, and when the stream takes lines again. */
  onLoss: ((loss: Loss) => void) | undefined;

  constructor(name: Loss['stream'], stream: NodeJS.WriteStream) {
    this.#name = name;
    this.#stream = stream;
    // Each write hears of its own end; without a listener the event would end the process.
    stream.on('error', () => {});
  }

  get isTTY(): boolean {
    return this.#stream.isTTY;
  }

  get columns(): number {
    return this.#stream.columns;
  }

  write(text: string): void {
    this.#newer += text;
    if (this.#newer.length > KEPT) {
      this.#older = this.#newer;
      this.#newer = '';
    }
    this.#stream.write(text, (error) => {
      if (error) this.#lose(text, error);
      else if (this.#lines > 0) this.#recover();
    });
  }

  /** The last lines that were to be written, for the report of a crash. */
  lastLines(count: number): string[] {
    return `${this.#older}${this.#newer}`.trimEnd().split('\n').slice(-count);
  }

  /** Resolves when everything that was written is delivered or lost. */
  flush(): Promise<void> {
    return new Promise((resolve) => void this.#stream.write('', () => resolve()));
  }

  #lose(text: string, error: NodeJS.ErrnoException): void {
    if (this.#name === 'stdout' && error.code === 'EPIPE') return;
    this.failure = error;
    this.#lines += text.split('\n').length - 1;
    this.#tell(error, false);
  }

  #recover(): void {
    if (this.failure !== undefined) this.#tell(this.failure, true);
    this.#lines = 0;
  }

  #tell({ message: reason }: Error, over: boolean): void {
    this.onLoss?.({ stream: this.#name, reason, lines: this.#lines, over });
  }
}
