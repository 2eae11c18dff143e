import { describe, expect, it } from 'vitest';
import { Frames, goingAway } from './frames.ts';

/** A frame of the given size as ends send it. */
function frame(size: number, masked: boolean, opcode = 1): Buffer {
  const length =
    size < 126 ? [size] : size < 65_536 ? [126, size >> 8, size & 255] : [127, 0, 0, 0, 0, ...bytesOf(size)];
  if (masked) length[0] = (length[0] as number) | 0x80;
  const mask = masked ? [1, 2, 3, 4] : [];
  return Buffer.concat([Buffer.from([0x80 | opcode, ...length, ...mask]), Buffer.alloc(size, 0x88)]);
}

function bytesOf(size: number): number[] {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(size);
  return [...buffer];
}

const SIZES = [0, 1, 125, 126, 65_535, 65_536, 70_000];

describe('frames', () => {
  it.each([true, false])('end where their heads say, however they are cut: masked %s', (masked) => {
    for (const pieces of [1, 2, 3, 7, 4096]) {
      const frames = new Frames();
      const all = Buffer.concat(SIZES.map((size) => frame(size, masked)));
      for (let at = 0; at < all.length; at += pieces) frames.take(all.subarray(at, at + pieces));
      expect(frames.between).toBe(true);
      expect(frames.closed).toBe(false);
    }
  });

  it.each(SIZES)('of %d bytes are half sent until their last byte', (size) => {
    const frames = new Frames();
    const whole = frame(size, true);
    frames.take(whole.subarray(0, -1));
    expect(frames.between).toBe(false);
    expect(frames.take(Buffer.concat([whole.subarray(-1), frame(3, true)]), true)).toBe(1);
    expect(frames.between).toBe(true);
  });

  it('that close are noticed', () => {
    for (const masked of [true, false]) {
      const frames = new Frames();
      frames.take(goingAway(masked));
      expect(frames).toMatchObject({ between: true, closed: true });
    }
    expect(goingAway(false).toString('hex')).toBe('880203e9');
  });
});
