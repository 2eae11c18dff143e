import { bodyKindOf } from '../../base/decode-body.ts';
import { BackworksError } from '../../base/errors.ts';
import { headerValue } from '../../base/headers.ts';
import type { Exchange } from '../../contracts/exchange.ts';
import type { RawHeaders, Sink } from '../../contracts/sink.ts';
import type { Mismatch } from '../input/schema-errors.ts';
import { type AnswerRules, sayAll } from './answer-rules.ts';

/** An answer's head that waits for its body to be found right. */
interface Head {
  readonly status: number;
  readonly headers: RawHeaders;
}

/**
 * Collects an answer's body for the check. When answers that do not match are only reported, everything passes
 * at once, and the check comes after the end; else nothing passes before the check.
 */
export class CheckedSink implements Sink {
  readonly #exchange: Exchange;
  readonly #sink: Sink;
  readonly #limit: number;
  readonly #rules: AnswerRules;
  #contentType: string | undefined;
  #coding: string | undefined;
  /** Undefined when this answer is not, or no longer, looked at. */
  #chunks: Buffer[] | undefined;
  #size = 0;
  #held: Head | undefined;

  /** @param limit bytes of a body that is looked at */
  constructor(exchange: Exchange, sink: Sink, limit: number, rules: AnswerRules) {
    this.#exchange = exchange;
    this.#sink = sink;
    this.#limit = limit;
    this.#rules = rules;
  }

  inform(status: number, headers: RawHeaders): void {
    this.#sink.inform?.(status, headers);
  }

  head(status: number, headers: RawHeaders): void {
    this.#contentType = headerValue(headers, 'content-type');
    this.#coding = headerValue(headers, 'content-encoding');
    if (this.#isChecked(status, headers)) this.#chunks = [];
    if (this.#chunks !== undefined && this.#rules.fails) this.#held = { status, headers };
    else this.#sink.head(status, headers);
  }

  data(chunk: Uint8Array | string): boolean {
    if (this.#chunks === undefined) return this.#sink.data(chunk);
    const bytes =
      typeof chunk === 'string'
        ? Buffer.from(chunk)
        : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.#size += bytes.length;
    if (this.#size > this.#limit) {
      this.#rules.skip(`of more than ${this.#limit} bytes`);
      this.#letGo();
      return this.#sink.data(chunk);
    }
    this.#chunks.push(bytes);
    return this.#held === undefined ? this.#sink.data(chunk) : true;
  }

  onDrain(resume: () => void): void {
    if (this.#held === undefined) this.#sink.onDrain(resume);
    else process.nextTick(resume);
  }

  end(trailers?: RawHeaders): void {
    const chunks = this.#chunks;
    if (chunks === undefined) {
      this.#sink.end(trailers);
      return;
    }
    this.#chunks = undefined;
    const body = Buffer.concat(chunks);
    if (this.#held === undefined) this.#endAndReport(body, trailers);
    else this.#endIfSound(this.#held, body, trailers);
  }

  fail(error: unknown): void {
    this.#chunks = undefined;
    this.#held = undefined;
    this.#sink.fail(error);
  }

  /** A schema describes what the endpoint answers when all went well. */
  #isChecked(status: number, headers: RawHeaders): boolean {
    if (status < 200 || status > 299 || status === 204 || status === 205) return false;
    if (this.#exchange.method === 'HEAD') return false;
    const kind = bodyKindOf(this.#contentType);
    const isStream = this.#contentType?.toLowerCase().startsWith('text/event-stream') === true;
    if (isStream || (kind !== 'json' && kind !== 'text')) {
      this.#rules.skip(`of type ${this.#contentType ?? 'unknown'}`);
      return false;
    }
    if (Number(headerValue(headers, 'content-length') ?? 0) <= this.#limit) return true;
    this.#rules.skip(`of more than ${this.#limit} bytes`);
    return false;
  }

  /** What was held back goes out, and everything else follows it. */
  #letGo(): void {
    const chunks = this.#chunks ?? [];
    const held = this.#held;
    this.#chunks = undefined;
    this.#held = undefined;
    if (held === undefined) return;
    this.#sink.head(held.status, held.headers);
    for (const chunk of chunks) this.#sink.data(chunk);
  }

  #endAndReport(body: Buffer, trailers: RawHeaders | undefined): void {
    this.#sink.end(trailers);
    this.#check(body, (mismatches) => {
      if (mismatches.length > 0) this.#rules.report(mismatches);
    });
  }

  #endIfSound({ status, headers }: Head, body: Buffer, trailers: RawHeaders | undefined): void {
    this.#held = undefined;
    this.#check(body, (mismatches) => {
      if (mismatches.length > 0) {
        this.#rules.report(mismatches);
        const message = `${this.#exchange.endpoint.key}: ${sayAll(mismatches)}`;
        this.#sink.fail(new BackworksError('BW6054', message, { members: { errors: mismatches } }));
        return;
      }
      this.#sink.head(status, headers);
      if (body.length > 0) this.#sink.data(body);
      this.#sink.end(trailers);
    });
  }

  /** Waits only for a body that is compressed. */
  #check(body: Buffer, done: (mismatches: readonly Mismatch[]) => void): void {
    if (this.#coding === undefined) {
      done(this.#mismatchesIn(body));
      return;
    }
    this.#decompressed(body, this.#coding)
      .then((plain) => done(plain === undefined ? [] : this.#mismatchesIn(plain)))
      .catch((error: unknown) => this.#sink.fail(error));
  }

  async #decompressed(body: Buffer, coding: string): Promise<Buffer | undefined> {
    const { undoCodings } = await import('../input/content-coding.ts');
    const codings = coding.split(',').map((name) => name.trim().toLowerCase());
    try {
      return await undoCodings(
        body,
        codings.filter((name) => name !== 'identity'),
        this.#limit,
      );
    } catch {
      // Why it is not readable would be told in the words for requests.
      this.#rules.skip(`with the content coding ${coding}`);
      return undefined;
    }
  }

  #mismatchesIn(body: Buffer): readonly Mismatch[] {
    try {
      return this.#rules.validate(body, this.#contentType);
    } catch (error) {
      if (!(error instanceof BackworksError)) throw error;
      return [{ pointer: '', message: 'is not valid JSON' }];
    }
  }
}
