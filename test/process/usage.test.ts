import { describe, expect, it, vi } from 'vitest';
import { ownFigures, usageFrom, usageOf } from '../../src/process/usage.ts';
import { lacks } from '../require.ts';
import { gone, startChild } from './children.ts';

describe.skipIf(lacks('/proc', process.platform === 'linux'))('the use of a child, from outside', () => {
  it('tells its memory, processor time and open files', async () => {
    const child = await startChild();
    const before = usageOf(child.pid);
    await child.channel.call('buffers', { megabytes: 64 });
    await child.channel.call('open', 20);
    await child.channel.call('spin', 200);
    const after = usageOf(child.pid);
    const growth = (key: 'rss' | 'cpu' | 'handles') => (after?.[key] ?? 0) - (before?.[key] ?? 0);
    expect(growth('rss')).toBeGreaterThan(60 * 1_048_576);
    expect(growth('rss')).toBeLessThan(100 * 1_048_576);
    expect(growth('cpu')).toBeGreaterThan(0.1);
    expect(growth('handles')).toBeGreaterThanOrEqual(20);
  });

  it('includes what it started', async () => {
    const child = await startChild();
    const alone = usageOf(child.pid)?.rss ?? 0;
    await child.channel.call('start', null);
    await vi.waitFor(() => expect(usageOf(child.pid)?.rss).toBeGreaterThan(alone + 5 * 1_048_576), 10_000);
  });

  it('is unknown once it is gone', async () => {
    const child = await startChild();
    child.kill('test');
    await child.exited;
    await gone(child.pid);
    expect(usageOf(child.pid)).toBeUndefined();
  });
});

describe('the use of a child, as it tells', () => {
  it('comes with a pong', async () => {
    const child = await startChild();
    await child.channel.ping();
    expect(usageFrom(child.channel.figures).cpu).toBeGreaterThan(0);
  });

  it('is believed as far as it makes sense', () => {
    expect(usageFrom(undefined)).toEqual({ rss: undefined, cpu: undefined, handles: undefined });
    expect(usageFrom({ rss: 'much', cpu: -1, handles: 3 })).toEqual({
      rss: undefined,
      cpu: undefined,
      handles: 3,
    });
  });

  it('has all figures where the parent cannot look', () => {
    const platform = Object.getOwnPropertyDescriptor(process, 'platform') as PropertyDescriptor;
    Object.defineProperty(process, 'platform', { ...platform, value: 'darwin' });
    try {
      expect(usageOf(process.pid)).toBeUndefined();
      expect(ownFigures()).toEqual({
        rss: expect.any(Number),
        cpu: expect.any(Number),
        handles: expect.any(Number),
      });
    } finally {
      Object.defineProperty(process, 'platform', platform);
    }
  });
});
