import { BackworksError } from '../../base/errors.ts';
import type { Fields } from '../../base/fields.ts';

/** A file of a form: what is known of it; its bytes stay in the raw body. */
export interface FormFile {
  readonly filename: string;
  readonly content_type: string;
  /** In bytes. */
  readonly size: number;
}

/** Bounds of one form: each part costs memory beyond its bytes. */
const LIMITS = { parts: 1_000, headerPairs: 100, headerSize: 16_384 } as const;

/**
 * Reads a multipart/form-data body (RFC 7578): texts as strings, files by what is known of them.
 *
 * @throws BackworksError BW6053 when it is malformed, BW6007 when it has too many parts
 */
export async function readMultipart(bytes: Buffer, contentType: string): Promise<Fields> {
  const { Busboy } = await import('@fastify/busboy');
  const fields: Record<string, unknown[]> = Object.create(null);
  const add = (name: string | undefined, value: unknown) => {
    // A part without a name is no field.
    if (name === undefined) return;
    const values = fields[name] ?? [];
    values.push(value);
    fields[name] = values;
  };
  return new Promise((resolve, reject) => {
    const refuse = (cause: unknown) => reject(malformed(cause));
    try {
      const limits = { ...LIMITS, fieldSize: bytes.length + 1 };
      const parser = new Busboy({ headers: { 'content-type': contentType }, limits, preservePath: false });
      parser.on('field', (name: string | undefined, value: string) => add(name, value));
      parser.on('file', (name, stream, filename, _encoding, type) => {
        let size = 0;
        stream.on('data', (chunk: Buffer) => {
          size += chunk.length;
        });
        stream.on('error', refuse);
        stream.on('end', () =>
          add(name, { filename: filename ?? '', content_type: type, size } satisfies FormFile),
        );
      });
      parser.on('partsLimit', () => reject(tooMany()));
      parser.on('error', refuse);
      parser.on('finish', () => resolve(fields));
      parser.end(bytes);
    } catch (cause) {
      refuse(cause);
    }
  });
}

function malformed(cause: unknown): BackworksError {
  return new BackworksError('BW6053', 'the request body is not well-formed multipart/form-data', { cause });
}

function tooMany(): BackworksError {
  return new BackworksError('BW6007', `the form has more than ${LIMITS.parts} parts`);
}
