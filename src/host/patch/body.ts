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
  return { bytes: Buffer.from(jsonOf(body, what)), type: 'application/json' };
}

function jsonOf(body: unknown, what: string): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(body);
  } catch (cause) {
    throw new Nonsense(`${what} a body that cannot be sent as JSON: ${(cause as Error).message}`, { cause });
  }
  if (text === undefined) throw new Nonsense(`${what} a body that cannot be sent as JSON`);
  return text;
}
