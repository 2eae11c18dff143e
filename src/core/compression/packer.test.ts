import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Sink } from '../../contracts/sink.ts';
import { codecFor } from './codecs.ts';
import { Packer } from './packer.ts';

const noise = (size: number) => Array.from({ length: size / 10 }, () => Math.random().toString(36)).join('');

/** A sink that is full after every chunk, and counts those that come although it is. */
class FullSink implements Sink {
  readonly chunks: Uint8Array[] = [];
  tooEarly = 0;
  #full = false;
  readonly #ended: () => void;

  constructor(ended: () => void) {
    this.#ended = ended;
  }

  head(): void {}

  data(chunk: Uint8Array): boolean {
    if (this.#full) this.tooEarly += 1;
    this.#full = true;
    this.chunks.push(chunk);
    return false;
  }

  onDrain(resume: () => void): void {
    setImmediate(() => {
      this.#full = false;
      resume();
    });
  }

  end(): void {
    this.#ended();
  }

  fail(error: unknown): void {
    throw error;
  }
}

describe('a compressed stream', () => {
  it.each([
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ])('of %s never goes to a client that is full', async (coding, decode) => {
    const codec = codecFor(coding)!;
    const sent: string[] = [];
    const sink = await new Promise<FullSink>((resolve) => {
      const full = new FullSink(() => resolve(full));
      const packer = new Packer(codec, { onAbort: () => {} }, full);
      const write = () => {
        while (sent.length < 50) {
          const chunk = noise(20_000);
          sent.push(chunk);
          if (!packer.write(chunk)) return packer.onDrain(write);
        }
        packer.end(full);
      };
      write();
    });
    expect(sink.tooEarly).toBe(0);
    expect(sink.chunks.length).toBeGreaterThan(10);
    expect(String(decode(Buffer.concat(sink.chunks)))).toBe(sent.join(''));
  });

  it('takes nothing more once its client is gone', () => {
    const callbacks: (() => void)[] = [];
    const sink = new FullSink(() => expect.unreachable());
    const packer = new Packer(codecFor('gzip')!, { onAbort: (one) => void callbacks.push(one) }, sink);
    expect(packer.write('hello')).toBe(true);
    for (const gone of callbacks) gone();
    expect(packer.write('hello')).toBe(false);
    packer.end(sink);
  });
});
