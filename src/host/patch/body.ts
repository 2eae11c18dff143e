import { messageOf } from '../../base/thrown.ts';
import { Nonsense } from './nonsense.ts';

/** A body as it is sent: its bytes, and its type where nobody says another. */
export interface BodyBytes {
  readonly bytes: Buffer;
  readonly type: string;
}

/** Text and bytes as they are; anything else as JSON. @throws Nonsense for what JSON cannot say */
export function bytesOf(body: unknown, what: string): BodyBytes {
  if (typeof body === 'string') return { bytes: Buffer.from(body), type: 'text/plain; charset=utf-8' };
  if (body instanceof Uint8Array)
    return {
      bytes: Buffer.from(body.buffer, body.byteOffset, body.byteLength),
      type: 'application/octet-stream',
    };
  if (body === undefined) return { bytes: Buffer.alloc(0), type: 'text/plain; charset=utf-8' };
  return { bytes: Buffer.from(jsonOf(body, `${what} a body`)), type: 'application/json' };
}

/** @param what such as `beforeRequest returned a body` @throws Nonsense for what JSON cannot say */
export function jsonOf(value: unknown, what: string): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (cause) {
    throw new Nonsense(`${what} that cannot be sent as JSON: ${messageOf(cause)}`, { cause });
  }
  if (text === undefined) throw new Nonsense(`${what} that cannot be sent as JSON`);
  return text;
}
