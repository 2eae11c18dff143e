import { BackworksError } from '../../base/errors.ts';
import type { ByteRange } from '../../base/http-range.ts';
import type { Sink } from '../../contracts/sink.ts';
import { isUnwritten } from './content.ts';
import { fstat, read } from './files.ts';
import type { OpenFile } from './open-below.ts';
import type { Piece } from './pieces.ts';

/** Bytes that are in memory for one download. */
const CHUNK = 64 * 1024;

/** Sends pieces of bytes that are in memory, in one go. */
export function sendBytes(bytes: Buffer, pieces: readonly Piece[], sink: Sink): void {
  const parts = pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : cut(bytes, piece)));
  const [first] = parts;
  if (first !== undefined) sink.data(parts.length === 1 ? first : Buffer.concat(parts));
  sink.end();
}

function cut(bytes: Buffer, { first, last }: ByteRange): Buffer {
  return first === 0 && last === bytes.length - 1 ? bytes : bytes.subarray(first, last + 1);
}

/**
 * Sends pieces of an open file, as fast as the client takes them, and stops when it goes away.
 *
 * @throws BackworksError BW6033 before the last bytes when the file is no longer what it was at the start
 */
export async function sendFile(
  file: OpenFile,
  pieces: readonly Piece[],
  sink: Sink,
  signal: AbortSignal,
): Promise<void> {
  for (const [index, piece] of pieces.entries()) {
    if (signal.aborted) return;
    if (typeof piece === 'string') sink.data(piece);
    else await sendRange(file, piece, { sink, signal, isLast: pieces.slice(index + 1).every(isText) });
  }
  if (!signal.aborted) sink.end();
}

function isText(piece: Piece): boolean {
  return typeof piece === 'string';
}

async function sendRange(
  file: OpenFile,
  { first, last }: ByteRange,
  { sink, signal, isLast }: { sink: Sink; signal: AbortSignal; isLast: boolean },
): Promise<void> {
  for (let position = first; position <= last; ) {
    const length = Math.min(CHUNK, last - position + 1);
    // A new one each time: the one before may still wait to be written.
    const buffer = Buffer.allocUnsafeSlow(length);
    const count = await read(file.descriptor, buffer, { offset: 0, length, position });
    if (count === 0) throw changed();
    position += count;
    if (isLast && position > last) await checkUnwritten(file);
    if (signal.aborted) return;
    if (!sink.data(count === length ? buffer : buffer.subarray(0, count))) await drained(sink, signal);
    if (signal.aborted) return;
  }
}

/** A client must not take a mixture for the file: it gets less than was announced, and knows. */
async function checkUnwritten({ descriptor, stats }: OpenFile): Promise<void> {
  if (!isUnwritten(stats, await fstat(descriptor))) throw changed();
}

function changed(): BackworksError {
  return new BackworksError('BW6033', 'the file changed while it was sent');
}

/** Waits until the client takes more, or went away. */
function drained(sink: Sink, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      signal.removeEventListener('abort', done);
      resolve();
    };
    signal.addEventListener('abort', done, { once: true });
    sink.onDrain(done);
  });
}
