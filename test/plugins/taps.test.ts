import { describe, expect, it } from 'vitest';
import { origin } from '../proxy/proxied.ts';
import { HOSTS, plugged } from './plugged.ts';

const SEE = `async (tap, what, context) => {
  let length = 0;
  for await (const chunk of tap) length += chunk.length;
  context.emit('saw', { what, length, truncated: tap.truncated });
}`;

/** Looks on, and tells what it saw once that is over. */
const LOOK = `
  hooks: {
    beforeRequest: { reads: 'tap', handler: (request, call, context) => { void (${SEE})(request.tap, 'request', context); } },
    afterResponse: { reads: 'tap', handler: (response, call, context) => { void (${SEE})(response.tap, 'response', context); return { headers: { 'x-looked': '1' } }; } },
  }`;

async function looking(host: (typeof HOSTS)[number], endpoints: string) {
  const served = await plugged(host, { look: LOOK }, { endpoints });
  return {
    ...served,
    async saw(what: string) {
      const isIt = (data: unknown) => (data as { what?: string }).what === what;
      const event = await served.event((one) => one.type === 'plugin.event' && isIt(one.data));
      return event.type === 'plugin.event' ? event.data : undefined;
    },
  };
}

describe.each(HOSTS)('hooks that look on while bodies pass (%s)', (host) => {
  it('see what a client sends and gets, and hold nothing up', async () => {
    const body = 'x'.repeat(100_000);
    const { url } = await origin((request, response) => request.pipe(response));
    const { text, fetch, saw } = await looking(host, `\n  /*: { proxy: { target: ${url} } }\n`);
    expect(await text('/a', { method: 'POST', body })).toBe(body);
    expect(await saw('request')).toEqual({ what: 'request', length: 100_000, truncated: false });
    expect(await saw('response')).toEqual({ what: 'response', length: 100_000, truncated: false });
    expect((await fetch('/a')).headers.get('x-looked')).toBe('1');
  });

  it('see nothing, all of it, where there is no body', async () => {
    const { text, saw } = await looking(host, '\n  GET /a: { mock: { status: 204 } }\n');
    await text('/a');
    expect(await saw('request')).toEqual({ what: 'request', length: 0, truncated: false });
    expect(await saw('response')).toEqual({ what: 'response', length: 0, truncated: false });
  });

  it('see a body that is in memory', async () => {
    const { text, saw } = await looking(host, '\n  POST /a: { mock: { body: "${body}" } }\n');
    await text('/a', { method: 'POST', body: '"abc"', headers: { 'content-type': 'application/json' } });
    expect(await saw('request')).toEqual({ what: 'request', length: 5, truncated: false });
    expect(await saw('response')).toEqual({ what: 'response', length: 5, truncated: false });
  });

  it('are told that a body was read by nobody', async () => {
    const { text, saw } = await looking(host, '\n  POST /a: { mock: { body: ok } }\n');
    await text('/a', { method: 'POST', body: 'abc' });
    expect(await saw('request')).toEqual({ what: 'request', length: 0, truncated: true });
  });
});
