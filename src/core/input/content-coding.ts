import zlib from 'node:zlib';
import { BackworksError } from '../../base/errors.ts';

type Decoder = NodeJS.ReadWriteStream & { destroy(): unknown };

type CreateDecoder = (bytes: Buffer) => Decoder;

/** Zstandard came to Node.js later than the floor we keep: 22.15 and 23.8. */
const { createZstdDecompress } = zlib as { createZstdDecompress?: () => Decoder };

/** Codings that can be undone (RFC 9110, section 8.4.1), the ones clients should rather use first. */
const DECODERS: ReadonlyMap<string, CreateDecoder> = new Map<string, CreateDecoder>([
  ['gzip', () => zlib.createGunzip()],
  ['x-gzip', () => zlib.createGunzip()],
  ['deflate', (bytes) => (isZlib(bytes) ? zlib.createInflate() : zlib.createInflateRaw())],
  ['br', () => zlib.createBrotliDecompress()],
  ...zstd(),
]);

function zstd(): [string, CreateDecoder][] {
  return createZstdDecompress === undefined ? [] : [['zstd', () => createZstdDecompress()]];
}

/** Many send `deflate` without the wrapper that it should have (RFC 9110, section 8.4.1.2). */
function isZlib(bytes: Buffer): boolean {
  return bytes.length > 1 && (bytes.readUInt8(0) & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;
}

/** What we say we take (RFC 9110, section 12.5.3). */
export const SUPPORTED_CODINGS = [...DECODERS.keys()].filter((name) => name !== 'x-gzip').join(', ');

/** More in a row are no compression but an attack. */
const MAX_CODINGS = 3;

/**
 * Undoes content codings, the last one first. Stops as soon as there is too much of it.
 *
 * @param limit of what comes out, in bytes
 * @throws BackworksError BW6052 for a coding that is not known or too many of them, BW6007 when more comes out
 *   than the limit, BW6053 when the bytes are not coded as said
 */
export async function undoCodings(bytes: Buffer, codings: readonly string[], limit: number): Promise<Buffer> {
  const decoders = codings.map((name) => DECODERS.get(name));
  if (codings.length > MAX_CODINGS || decoders.includes(undefined)) throw unsupported(codings);
  let decoded = bytes;
  for (const create of decoders.toReversed())
    if (create !== undefined) decoded = await run(create(decoded), decoded, limit);
  return decoded;
}

function run(decoder: Decoder, bytes: Buffer, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    decoder.on('data', (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= limit) return;
      decoder.destroy();
      reject(
        new BackworksError(
          'BW6007',
          `the request body is larger than ${limit} bytes once it is decompressed`,
        ),
      );
    });
    decoder.on('end', () => resolve(Buffer.concat(chunks)));
    decoder.on('error', (cause) => {
      const message = 'the request body is not compressed as its Content-Encoding says';
      reject(new BackworksError('BW6053', message, { cause }));
    });
    decoder.end(bytes);
  });
}

function unsupported(codings: readonly string[]): BackworksError {
  const message =
    codings.length > MAX_CODINGS
      ? `the request body has more than ${MAX_CODINGS} content codings`
      : 'the request body has a content coding that this server does not undo';
  return new BackworksError('BW6052', message, { headers: ['accept-encoding', SUPPORTED_CODINGS] });
}
