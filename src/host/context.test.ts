import { describe, expect, it } from 'vitest';
import { SILENT } from '../../test/support/plugins.ts';
import type { PluginRequest } from '../contracts/plugin.ts';
import { type ContextLink, HostContext } from './context.ts';

function context(parts: Partial<ContextLink> = {}) {
  const link = { log: SILENT, store: {}, plan: {}, vars: {}, emit() {}, ...parts } as unknown as ContextLink;
  return new HostContext({ name: 'shop', folder: '/api', settings: {}, link });
}

describe('what a plugin fetches', () => {
  /** Never answers, but for its signal. */
  const silence = (_url: unknown, { signal }: RequestInit = {}) =>
    new Promise<Response>((_resolve, reject) => {
      if (signal?.aborted) reject(signal.reason as Error);
      signal?.addEventListener('abort', () => reject(signal.reason as Error));
    });

  it('ends with the plugin, or when the plugin gives it up', async () => {
    const one = context({ fetch: silence });
    const own = new AbortController();
    const [plain, given] = [one.fetch('http://a'), one.fetch('http://a', { signal: own.signal })];
    own.abort(new Error('enough'));
    await expect(given).rejects.toThrow('enough');
    one.end();
    await expect(plain).rejects.toThrow('the plugin stops');
    await expect(one.fetch('http://a', { signal: new AbortController().signal })).rejects.toThrow(
      'the plugin stops',
    );
    expect(one.signal.aborted).toBe(true);
  });

  it('has the options it is given', async () => {
    const sent: unknown[] = [];
    const one = context({
      fetch: async (url, options) => {
        sent.push([url, options?.method]);
        return new Response('told');
      },
    });
    expect(await (await one.fetch('http://a', { method: 'PUT' })).text()).toBe('told');
    expect(sent).toEqual([['http://a', 'PUT']]);
  });
});

describe('what a plugin asks for and does not get', () => {
  const lost = new Error('lost');
  const reject = () => Promise.reject(lost);

  it.each<[string, (one: HostContext) => Promise<unknown>]>([
    ['fetch', (one) => one.fetch('http://a')],
    ['execute', (one) => one.execute({ path: '/' })],
    ['service', (one) => one.service('maker').make?.() as Promise<unknown>],
  ])('fails as it failed, and is known to be the plugin’s: %s', async (_name, ask) => {
    const failed: unknown[] = [];
    const link = { fetch: reject, execute: reject, callService: reject };
    await expect(ask(context({ ...link, failed: (error) => void failed.push(error) }))).rejects.toBe(lost);
    expect(failed).toEqual([lost]);
    await expect(ask(context(link))).rejects.toBe(lost);
  });
});

describe('an event of a plugin', () => {
  it.each(['', '1st', 'two words', '-x', 'é'])('has no name such as "%s"', (name) => {
    const told: unknown[] = [];
    const one = context({ emit: (...event) => void told.push(event) });
    expect(() => one.emit(name)).toThrow(`"${name}" is no name for an event`);
    expect(told).toEqual([]);
  });
});

describe('an expression of a plugin', () => {
  const request = (parts: Partial<PluginRequest> = {}) =>
    ({
      id: 'r1',
      method: 'GET',
      path: '/a',
      url: '/a',
      params: {},
      headers: {},
      client: { ip: '::1', port: 1 },
      bytes: undefined,
      body: undefined,
      ...parts,
    }) as PluginRequest;

  it.each<[string, Partial<PluginRequest>, unknown]>([
    ['method + path.id', { params: { id: '7' } }, 'GET7'],
    ["query.?n.orValue('none')", {}, 'none'],
    ['query.n', { url: '/a?n=1' }, '1'],
    ['body == null', {}, true],
    ['body.n', { body: { n: 'x' }, bytes: Buffer.from('{"n":"x"}') }, 'x'],
    ["headers['x-a']", { headers: { 'x-a': 'b' } }, 'b'],
    ['vars.limit', {}, 3],
  ])('reads what it sees of a request: %s', async (text, parts, value) => {
    const compiled = await context({ vars: { limit: 3 } }).expression(text);
    expect(await compiled(request(parts))).toEqual(value);
  });

  it('is refused when it has a mistake', async () => {
    await expect(context().expression('1 +')).rejects.toMatchObject({ code: expect.stringMatching(/^BW4/) });
  });
});
