import { describe, expect, it } from 'vitest';
import { Memos } from './remote-call.ts';

describe('memos', () => {
  it('are those of the newest exchanges when ends were lost', () => {
    const memos = new Memos();
    for (let n = 0; n < 10_000; n += 1) memos.set(`r${n}`, n);
    memos.set('r0', 'again');
    expect([memos.size, memos.get('r0')]).toEqual([10_000, 'again']);
    memos.set('r10000', 1).set('r10001', 2);
    expect([memos.size, memos.has('r0'), memos.has('r1'), memos.get('r2')]).toEqual([
      10_000,
      false,
      false,
      2,
    ]);
    expect([memos.get('r10000'), memos.get('r10001')]).toEqual([1, 2]);
  });
});
