import { describe, expect, it } from 'vitest';
import { gone, isAlive, startChild } from './children.ts';

describe('a hardened child', () => {
  it('cannot signal its parent or anybody else', async () => {
    const child = await startChild();
    for (const pid of [process.pid, -process.pid, 1, 0, -1]) {
      const call = child.channel.call('kill', { pid, signal: 'SIGTERM' });
      await expect(call).rejects.toMatchObject({
        code: 'EPERM',
        message: expect.stringMatching(/did not start/),
      });
    }
    const byName = child.channel.call('killByName', { pid: process.pid, signal: 'SIGWINCH' });
    await expect(byName).rejects.toMatchObject({ code: 'EPERM' });
  });

  it('may ask whether a process lives', async () => {
    const child = await startChild();
    await child.channel.call('kill', { pid: process.pid, signal: 0 });
  });

  it('signals what it started, until that ends', async () => {
    const child = await startChild();
    const pid = (await child.channel.call('start', null)).value as number;
    expect(isAlive(pid)).toBe(true);
    await child.channel.call('kill', { pid, signal: 'SIGKILL' });
    await gone(pid);
  });

  it.each([
    ['abort', 'process.abort'],
    ['addon', 'a native addon'],
    ['binding', 'process.binding'],
  ])('is told what it may not do: %s', async (method, what) => {
    const child = await startChild();
    const error = await child.channel.call(method, null).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'EPERM' });
    expect((error as Error).message).toContain(what);
    expect((await child.channel.call('echo', 1)).value).toBe(1);
  });
});
