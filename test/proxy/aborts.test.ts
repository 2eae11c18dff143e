import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it, vi } from 'vitest';
import { origin, type Proxied, proxied } from './proxied.ts';

const COUNT = 10_000;
const AT_ONCE = 50;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heap(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

function held(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** Sends the request again and again, and goes away as soon as the pattern came back. */
async function abortMany(
  { connect }: Proxied,
  request: string,
  pattern: RegExp,
  count: number,
): Promise<void> {
  const one = async () => {
    const client = connect().send(request);
    await client.until(pattern);
    client.socket.destroy();
  };
  for (let done = 0; done < count; done += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, one));
}

it.each([
  ['downloads', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', /begin/],
  [
    'uploads',
    'POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 100000\r\n\r\n',
    /100 Continue/,
  ],
])('10,000 aborted %s leave nothing behind', { timeout: 120_000 }, async (_what, request, pattern) => {
  const up = await origin((incoming, response) => {
    incoming.resume();
    if (incoming.method === 'GET') response.write('begin');
  });
  const served = await proxied(up);
  await abortMany(served, request, pattern, 500);
  await vi.waitFor(() => expect(up.open()).toBe(0), 5_000);
  const before = { heap: heap(), held: held() };
  await abortMany(served, request, pattern, COUNT);
  await vi.waitFor(() => expect(up.open()).toBe(0), 5_000);
  const after = { heap: heap(), held: held() };
  expect(served.ends.length).toBeGreaterThanOrEqual(COUNT);
  // Connections that are kept for the next request, and their time limits: as many as clients at once.
  expect(after.held.TCPSocketWrap ?? 0).toBeLessThan((before.held.TCPSocketWrap ?? 0) + 3 * AT_ONCE);
  expect(after.held.Timeout ?? 0).toBeLessThan((before.held.Timeout ?? 0) + 2 * AT_ONCE);
  // The list of ends grows by some hundred bytes each.
  expect(after.heap - before.heap).toBeLessThan(COUNT * 1_000);
});
