import { afterEach, describe, expect, it } from 'vitest';
import { get, type Served, type ServeOptions, serve, text } from '../../test/support/engine.ts';
import type { CorsSettings } from '../contracts/config.ts';

const stops: Served[] = [];
afterEach(async () => {
  for (const served of stops.splice(0)) await served.engine.stop(0);
});

const ENDPOINTS = {
  'GET,PUT /a': text('fine'),
  'GET /own': own(),
  'GET /over/a': text('named'),
  '/over/*': text('any'),
};

function own() {
  return (_exchange: unknown, sink: Parameters<ReturnType<typeof text>>[1]) => {
    sink.head(200, ['access-control-allow-origin', 'https://own.test', 'content-length', '0']);
    sink.end();
  };
}

async function start(cors: Partial<CorsSettings> | undefined, options: ServeOptions = {}): Promise<Served> {
  const settings = cors && { origins: ['*'], headers: [], credentials: false, maxAge: 600, ...cors };
  const served = await serve(ENDPOINTS, { ...options, settings: { cors: settings } });
  stops.push(served);
  return served;
}

async function ask(served: Served, path: string, ...headers: string[]): Promise<Record<string, string>> {
  const method = headers[0]?.startsWith('Access-') ? 'OPTIONS' : 'GET';
  const answer = await served
    .connect()
    .send(get(path, ...headers).replace('GET', method))
    .toEnd();
  const [status = '', ...lines] = answer.split('\r\n\r\n')[0]?.split('\r\n') ?? [];
  const found: Record<string, string> = { status: status.split(' ')[1] ?? '' };
  for (const line of lines) {
    const [name = '', value = ''] = line.split(': ');
    const key = name.toLowerCase();
    found[key] = found[key] === undefined ? value : `${found[key]}, ${value}`;
  }
  return found;
}

const PREFLIGHT = ['Access-Control-Request-Method: PUT', 'Access-Control-Request-Headers: x-a,x-b'] as const;

describe('sharing across origins', () => {
  it('lets a method through that only an endpoint for every method takes', async () => {
    const served = await start({});
    const asked = (method: string) => [
      `Access-Control-Request-Method: ${method}`,
      'Origin: https://app.test',
    ];
    const methods = async (path: string, method: string) =>
      (await ask(served, path, ...asked(method)))['access-control-allow-methods'];
    expect(await methods('/over/a', 'DELETE')).toBe('GET, HEAD, OPTIONS, DELETE');
    expect(await methods('/over/b', 'DELETE')).toBe('DELETE');
    expect(await methods('/a', 'DELETE')).toBe('GET, HEAD, OPTIONS, PUT');
  });

  it('with everybody needs no Vary', async () => {
    const served = await start({});
    const answer = await ask(served, '/a', 'Origin: https://app.test');
    expect(answer).toMatchObject({ status: '200', 'access-control-allow-origin': '*' });
    expect(answer.vary).toBeUndefined();
    expect((await ask(served, '/a'))['access-control-allow-origin']).toBeUndefined();
  });

  it('with some varies by origin, also for requests without one', async () => {
    const served = await start({ origins: ['https://app.test'], credentials: true });
    expect(await ask(served, '/a', 'Origin: https://app.test')).toMatchObject({
      'access-control-allow-origin': 'https://app.test',
      'access-control-allow-credentials': 'true',
      vary: 'Origin',
    });
    for (const headers of [[], ['Origin: https://evil.test'], ['Origin: null']]) {
      const answer = await ask(served, '/a', ...headers);
      expect(answer.vary).toBe('Origin');
      expect(answer['access-control-allow-origin']).toBeUndefined();
    }
  });

  it('reaches answers for errors, so that the page can read them', async () => {
    const served = await start({});
    expect(await ask(served, '/none', 'Origin: https://app.test')).toMatchObject({
      status: '404',
      'access-control-allow-origin': '*',
    });
  });

  it('leaves an endpoint its own choice', async () => {
    const served = await start({});
    const answer = await ask(served, '/own', 'Origin: https://app.test');
    expect(answer['access-control-allow-origin']).toBe('https://own.test');
  });

  it('answers preflights', async () => {
    const served = await start({ origins: ['https://app.test'] });
    expect(await ask(served, '/a', ...PREFLIGHT, 'Origin: https://app.test')).toMatchObject({
      status: '204',
      'access-control-allow-origin': 'https://app.test',
      'access-control-allow-methods': 'GET, HEAD, OPTIONS, PUT',
      'access-control-allow-headers': 'x-a,x-b',
      'access-control-max-age': '600',
      vary: 'Access-Control-Request-Method, Access-Control-Request-Headers, Origin',
    });
    const other = await ask(served, '/a', ...PREFLIGHT, 'Origin: https://evil.test');
    expect(other['access-control-allow-origin']).toBeUndefined();
    expect(await ask(served, '/none', ...PREFLIGHT, 'Origin: https://app.test')).toMatchObject({
      status: '204',
      'access-control-allow-methods': 'PUT',
    });
  });

  it('allows only the headers that are listed', async () => {
    const served = await start({ headers: ['x-a'] });
    const answer = await ask(served, '/a', ...PREFLIGHT, 'Origin: https://app.test');
    expect(answer['access-control-allow-headers']).toBe('x-a');
  });

  it('that nobody asked for is off, and each refused origin is reported once', async () => {
    const served = await start(undefined);
    const { port } = served.service;
    for (const origin of ['https://app.test', 'https://app.test', 'https://other.test', 'http://localhost']) {
      const answer = await ask(served, '/a', `Origin: ${origin}`);
      expect(answer['access-control-allow-origin']).toBeUndefined();
    }
    expect(await ask(served, '/a', ...PREFLIGHT, 'Origin: https://third.test')).toMatchObject({
      status: '204',
      allow: 'GET, HEAD, OPTIONS, PUT',
    });
    expect(port).toBeGreaterThan(0);
    expect(served.events.filter(({ type }) => type === 'server.cors_refused')).toEqual(
      ['https://app.test', 'https://other.test', 'https://third.test'].map((origin) => ({
        type: 'server.cors_refused',
        origin,
      })),
    );
  });
});
