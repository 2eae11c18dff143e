import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { origin, proxied } from './proxied.ts';

const named = () => origin((request, response) => void response.end(`target: ${request.url}`));

const check = (text: string) =>
  createApp({ source: { kind: 'text', text, folder: '/' }, environment: {} }).check();

describe('target: at the top of the file', () => {
  it('is a whole file: every request goes there', async () => {
    const up = await named();
    const { url } = await proxied(up, 'target: TARGET');
    expect(await (await fetch(`${url}/a/b?c=1`, { method: 'DELETE' })).text()).toBe('target: /a/b?c=1');
  });

  it('takes what no endpoint takes', async () => {
    const up = await named();
    const { url } = await proxied(up, 'target: TARGET\nendpoints: { GET /own: { mock: { text: own } } }');
    expect(await (await fetch(`${url}/own`)).text()).toBe('own');
    expect(await (await fetch(`${url}/other`)).text()).toBe('target: /other');
  });

  it('may be that of an environment', async () => {
    const up = await named();
    const text = 'target: http://127.0.0.1:1\nenvironments: { real: { target: TARGET } }';
    const { url } = await proxied(up, text, { env: 'real' });
    expect(await (await fetch(`${url}/x`)).text()).toBe('target: /x');
  });

  it('is one endpoint among the routes, at its line', async () => {
    const app = createApp({
      source: { kind: 'text', text: 'name: a\ntarget: http://127.0.0.1:1\n', folder: '/' },
      environment: {},
    });
    await app.check();
    expect(app.routes()).toMatchObject([{ key: '/*', path: '/*', mode: 'proxy', line: 2 }]);
  });

  it.each(['localhost:9000', 'ftp://a', 'http://u:p@a/', 'http://a/?q=1', 'http://'])(
    'that is %s is refused at its place',
    async (target) => {
      const { diagnostics } = await check(`name: a\ntarget: "${target}"\n`);
      expect(diagnostics).toMatchObject([
        { code: 'BW3331', pointer: '/target', range: { start: { line: 2, column: 9 } } },
      ]);
      expect(diagnostics[0]?.hint).toBeDefined();
    },
  );

  it('beside an endpoint for everything reaches nobody', async () => {
    const { diagnostics } = await check('target: http://a\nendpoints: { /*: { mock: {} } }\n');
    expect(diagnostics).toMatchObject([{ code: 'BW3005', range: { start: { line: 1, column: 1 } } }]);
  });

  it('and nothing else at all is no file', async () => {
    const { diagnostics } = await check('name: a\n');
    expect(diagnostics).toMatchObject([{ code: 'BW2002', message: 'the key `endpoints` is missing' }]);
  });
});
