import type { ServerResponse } from 'node:http';
import { expect, it, vi } from 'vitest';
import { origin, proxied } from './proxied.ts';

const COUNT = 2_000;

const keepAlive = (path: string) => `GET ${path} HTTP/1.1\r\nHost: shop.test\r\n\r\n`;

/** Holds the answers to `/held/*` back until they are let go. */
async function holding() {
  const held = new Map<string, ServerResponse>();
  let free = false;
  let most = 0;
  const up = await origin(({ url = '' }, response) => {
    most = Math.max(most, up.sockets.size);
    if (free || !url.startsWith('/held/')) response.end(`<${url}>`);
    else held.set(url, response);
  });
  const letGo = () => {
    free = true;
    for (const [url, response] of held) response.end(`<${url}>`);
  };
  return { up, held, letGo, most: () => most };
}

it('a client that pipelines leaves connections to the target for others', async () => {
  const { up, held, letGo, most } = await holding();
  const { connect } = await proxied(up);
  const requests = Array.from({ length: COUNT }, (_, index) => keepAlive(`/held/${index}`)).join('');
  const greedy = connect().send(requests);
  await vi.waitFor(() => expect(held.size).toBeGreaterThanOrEqual(17), 5_000);
  const other = connect().send(keepAlive('/other'));
  expect(await other.until(/<\/other>/)).toContain('200 OK');
  expect(held.size).toBe(17);
  letGo();
  const received = await greedy.until(new RegExp(`</held/${COUNT - 1}>`));
  const order = [...received.matchAll(/<\/held\/(\d+)>/g)].map(([, number]) => Number(number));
  expect(order).toEqual(Array.from({ length: COUNT }, (_, index) => index));
  // A connection rests for a moment after its answer; meanwhile the next request takes another one.
  expect(most()).toBeLessThanOrEqual(2 * 18);
});
