import type { IncomingHttpHeaders } from 'node:http';
import { type BodyKind, bodyKindOf, decodeBody } from '../../base/decode-body.ts';
import { type Fields, pickFields, readFields } from '../../base/fields.ts';

const EMPTY = Buffer.alloc(0);

/** What was made of a body, or why that was impossible: whoever never looks at it is not bothered. */
type Outcome<Value> = { readonly value: Value } | { readonly error: unknown };

function settled<Value>(outcome: Outcome<Value>): Value {
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}

/** A body in memory: as it was sent, without its content codings, and as a value. */
export class RequestBody {
  static readonly none = new RequestBody(EMPTY, undefined, { value: EMPTY });
  /** The bytes as they were sent. */
  readonly sent: Buffer;
  readonly #contentType: string | undefined;
  readonly #bytes: Outcome<Buffer>;
  readonly #multipart: Outcome<Fields> | undefined;
  #decoded: Outcome<unknown> | undefined;

  constructor(
    sent: Buffer,
    contentType: string | undefined,
    bytes: Outcome<Buffer>,
    multipart?: Outcome<Fields>,
  ) {
    this.sent = sent;
    this.#contentType = contentType;
    this.#bytes = bytes;
    this.#multipart = multipart;
  }

  get kind(): BodyKind {
    return bodyKindOf(this.#contentType);
  }

  /** @throws BackworksError BW6052, BW6053 or BW6007 when the content codings cannot be undone */
  get bytes(): Buffer {
    return settled(this.#bytes);
  }

  /** @throws BackworksError as `bytes` does, and BW6051 or BW6053 for what cannot be decoded */
  get value(): unknown {
    this.#decoded ??= attempt(() => this.#decode());
    return settled(this.#decoded);
  }

  /** Has each repeated field of a form as a list where one is wanted; other bodies stay as they are. */
  pickFields(wantsList: (name: string) => boolean): void {
    const fields = this.kind === 'form' ? readFields(this.bytes.toString('utf8')) : this.#fields;
    if (fields !== undefined && this.bytes.length > 0)
      this.#decoded = { value: pickFields(fields, wantsList) };
  }

  get #fields(): Fields | undefined {
    return this.#multipart === undefined ? undefined : settled(this.#multipart);
  }

  #decode(): unknown {
    const { bytes } = this;
    const fields = this.#fields;
    return fields === undefined ? decodeBody(bytes, this.#contentType) : pickFields(fields, () => false);
  }
}

function attempt<Value>(work: () => Value): Outcome<Value> {
  try {
    return { value: work() };
  } catch (error) {
    return { error };
  }
}

/**
 * Makes a body of the bytes that were sent; waits only where content codings are to be undone or a
 * multipart form is to be read.
 *
 * @param limit of the body without its content codings, in bytes
 */
export function openBody(
  sent: Buffer,
  headers: IncomingHttpHeaders,
  limit: number,
): RequestBody | Promise<RequestBody> {
  const contentType = headers['content-type'];
  const codings = readCodings(headers['content-encoding']);
  const isMultipart = bodyKindOf(contentType) === 'multipart';
  if (sent.length === 0 || (codings.length === 0 && !isMultipart)) {
    return new RequestBody(sent, contentType, { value: sent });
  }
  return decodeInSteps();

  async function decodeInSteps(): Promise<RequestBody> {
    const bytes = await settle(decompress(sent, codings, limit));
    if (!isMultipart || 'error' in bytes) return new RequestBody(sent, contentType, bytes);
    const { readMultipart } = await import('./multipart.ts');
    const fields = await settle(readMultipart(bytes.value, contentType ?? ''));
    return new RequestBody(sent, contentType, bytes, fields);
  }
}

/** The codings of a body in the order they were applied; none when it is as it was. */
function readCodings(contentEncoding: string | undefined): readonly string[] {
  if (contentEncoding === undefined) return [];
  const names = contentEncoding.split(',').map((name) => name.trim().toLowerCase());
  return names.filter((name) => name !== '' && name !== 'identity');
}

async function decompress(sent: Buffer, codings: readonly string[], limit: number): Promise<Buffer> {
  if (codings.length === 0) return sent;
  const { undoCodings } = await import('./content-coding.ts');
  return undoCodings(sent, codings, limit);
}

async function settle<Value>(work: Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { value: await work };
  } catch (error) {
    return { error };
  }
}
