import { constants, type FileHandle, open } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { ErrorCode } from '../base/errors.ts';

/** Larger files are refused: 100,000 endpoints fit, and the worst YAML of this size fits into memory. */
export const MAX_FILE_BYTES = 8 * 1024 * 1024;

const CHUNK_BYTES = 64 * 1024;

/** How long a pipe may give nothing, and how often it is asked; in ms. */
const PIPE_PATIENCE = 5_000;
const PIPE_POLL = 10;

/** Why a file cannot be used. */
export interface ReadFailure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string;
  /** Where in `text` the mistake stands, when it has a place. */
  readonly offset?: number;
  /** What could be read. */
  readonly text?: string;
  /** There is no such file. */
  readonly missing?: boolean;
}

export type ReadReport = { readonly text: string } | ReadFailure;

/** Reads a configuration as UTF-8, without its byte order mark; a pipe will do. Never throws. */
export async function readConfig(path: string): Promise<ReadReport> {
  try {
    // One byte more than allowed tells a file that is too large from one that just fits.
    return decode(await readAtMost(path, MAX_FILE_BYTES + 1));
  } catch (error) {
    return explainFailure(error);
  }
}

/**
 * Reads piece by piece, as what is no regular file does not say how long it is. Opened without blocking:
 * a named pipe that nobody writes to is empty, instead of holding the process until somebody does.
 */
async function readAtMost(path: string, limit: number): Promise<Buffer> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const chunks: Buffer[] = [];
    let left = limit;
    while (left > 0) {
      const { bytesRead, buffer } = await readPiece(file, Math.min(left, CHUNK_BYTES));
      if (bytesRead === 0) break;
      chunks.push(buffer.subarray(0, bytesRead));
      left -= bytesRead;
    }
    return Buffer.concat(chunks);
  } finally {
    await file.close();
  }
}

/** @throws the error EAGAIN when a pipe gives nothing for a while, though somebody holds its other end. */
async function readPiece(file: FileHandle, size: number): Promise<{ bytesRead: number; buffer: Buffer }> {
  for (let waited = 0; ; waited += PIPE_POLL) {
    try {
      return await file.read(Buffer.allocUnsafe(size));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || waited >= PIPE_PATIENCE) throw error;
      await wait(PIPE_POLL);
    }
  }
}

/** Turns bytes into text, or says which encoding they have instead of UTF-8. */
export function decode(bytes: Uint8Array): ReadReport {
  if (bytes.length > MAX_FILE_BYTES) return tooLarge();
  if (isUtf16(bytes)) {
    return { code: 'BW1005', message: 'the file is UTF-16', hint: 'save it as UTF-8' };
  }
  try {
    return checkText(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    const valid = validPrefix(bytes);
    const offset = new TextDecoder().decode(bytes.subarray(0, valid), { stream: true }).length;
    const text = new TextDecoder().decode(bytes);
    return { code: 'BW1006', message: 'this is not UTF-8', hint: 'save the file as UTF-8', offset, text };
  }
}

/** Checks what a decoded text must not have; standard input arrives like this. */
export function checkText(given: string): ReadReport {
  const text = given.replace(/^\uFEFF/, '');
  if (text.length > MAX_FILE_BYTES) return tooLarge();
  const nul = text.indexOf('\0');
  if (nul === -1) return { text };
  return { code: 'BW1006', message: 'a NUL character cannot stand in a text', offset: nul, text };
}

function tooLarge(): ReadReport {
  const megabytes = MAX_FILE_BYTES / 1024 / 1024;
  return { code: 'BW1007', message: `the file is larger than ${megabytes} MiB` };
}

/** A byte order mark of UTF-16, or every second byte of the beginning zero. */
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const head = bytes.subarray(0, 64);
  const zeros = (parity: number) => head.filter((byte, index) => index % 2 === parity && byte === 0).length;
  const half = Math.floor(head.length / 2);
  return half > 1 && [0, 1].some((parity) => zeros(parity) >= half * 0.7 && zeros(1 - parity) === 0);
}

/** How many bytes from the start are UTF-8; found by halving, since a cut character does not count as wrong. */
function validPrefix(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isValid(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}

function isValid(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

const RIGHTS = 'give yourself the right to read it, such as with `chmod u+r`';

/** Code, message and what to do, by the error names of the system. */
const FAILURES: Readonly<Record<string, readonly [ErrorCode, string, string]>> = {
  ENOENT: ['BW1004', 'the file does not exist', 'check the name, or begin one with `backworks init`'],
  ENOTDIR: ['BW1004', 'a part of the path is a file, not a folder', 'check the folders of the path'],
  EISDIR: ['BW1003', 'this is a folder, not a file', 'name the file in it, such as backworks.yaml'],
  EACCES: ['BW1004', 'you may not read this file', RIGHTS],
  EPERM: ['BW1004', 'you may not read this file', RIGHTS],
  ELOOP: [
    'BW1004',
    'the symbolic links of this path lead in a circle',
    'name the file itself, or mend the links',
  ],
  ENAMETOOLONG: ['BW1004', 'the path is too long', 'name the file with a shorter path'],
};

function explainFailure(error: unknown): ReadReport {
  const name = (error as NodeJS.ErrnoException).code ?? '';
  const [code, message, hint] = FAILURES[name] ?? [
    'BW1004',
    `the file cannot be read (${name || String(error)})`,
  ];
  return { code, message, ...(hint !== undefined && { hint }), ...(name === 'ENOENT' && { missing: true }) };
}
