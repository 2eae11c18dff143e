import { describe, expect, it } from 'vitest';
import { RateLimiter } from './rate-limiter.ts';

const settings = { requests: 2, per: 60_000, burst: 2, header: undefined };

const from = (ip: string, headers: Record<string, string> = {}) => ({ client: { ip, port: 1 }, headers });

/** How many of some requests at the same moment are admitted. */
function admitted(limiter: RateLimiter, exchanges: readonly ReturnType<typeof from>[]): number {
  return exchanges.filter((exchange) => limiter.judge(exchange, 0).admitted).length;
}

describe('a rate limiter', () => {
  it('counts by address', () => {
    const limiter = new RateLimiter(settings);
    expect(admitted(limiter, Array(5).fill(from('192.0.2.1')))).toBe(2);
    expect(admitted(limiter, [from('::ffff:192.0.2.1')])).toBe(0);
    expect(admitted(limiter, Array(5).fill(from('192.0.2.2')))).toBe(2);
  });

  it('counts one network of IPv6 as one client', () => {
    const limiter = new RateLimiter(settings);
    const hosts = Array.from({ length: 50 }, (_, index) => from(`2001:db8::${index.toString(16)}`));
    expect(admitted(limiter, hosts)).toBe(2);
    expect(admitted(limiter, [from('2001:db8:0:1::1')])).toBe(1);
  });

  it('counts by a header where it is sent, else by address', () => {
    const limiter = new RateLimiter({ ...settings, header: 'x-api-key' });
    expect(admitted(limiter, Array(5).fill(from('192.0.2.1', { 'x-api-key': 'a' })))).toBe(2);
    expect(admitted(limiter, Array(5).fill(from('192.0.2.2', { 'x-api-key': 'a' })))).toBe(0);
    expect(admitted(limiter, Array(5).fill(from('192.0.2.1', { 'x-api-key': '192.0.2.1' })))).toBe(2);
    expect(admitted(limiter, Array(5).fill(from('192.0.2.1')))).toBe(2);
  });

  it('tells long values of a header apart', () => {
    const limiter = new RateLimiter({ ...settings, header: 'x-api-key' });
    const key = 'k'.repeat(10_000);
    expect(admitted(limiter, Array(5).fill(from('192.0.2.1', { 'x-api-key': `${key}a` })))).toBe(2);
    expect(admitted(limiter, Array(5).fill(from('192.0.2.1', { 'x-api-key': `${key}b` })))).toBe(2);
  });

  it('lets newcomers share one bucket when there is no room, and those it knows keep theirs', () => {
    const limiter = new RateLimiter(settings, 100);
    const known = Array.from({ length: 100 }, (_, index) => from(`192.0.2.${index}`));
    expect(admitted(limiter, known)).toBe(100);
    const newcomers = Array.from({ length: 1_000 }, (_, index) => from(`10.0.${index >> 8}.${index & 255}`));
    expect(admitted(limiter, newcomers)).toBe(2);
    expect(admitted(limiter, [...known, ...known])).toBe(100);
    expect(limiter.size).toBe(100);
  });

  it('has room again once their time has passed', () => {
    const limiter = new RateLimiter(settings, 1);
    expect(limiter.judge(from('192.0.2.1'), 0).remaining).toBe(1);
    expect(limiter.judge(from('192.0.2.2'), 0).remaining).toBe(1);
    expect(limiter.judge(from('192.0.2.3'), 0).remaining).toBe(0);
    expect(limiter.judge(from('192.0.2.3'), 200_000).remaining).toBe(1);
  });
});
