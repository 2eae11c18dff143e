import { get as httpGet } from 'node:http';
import { describe, expect, it } from 'vitest';
import { HOSTS, plugged, plugin } from './plugged.ts';

/** One plugin with these handlers, each at a path of its own name; endpoints take every method. */
async function answering(host: (typeof HOSTS)[number], handlers: string, entry = '', more = '') {
  const names = [...handlers.matchAll(/^\s*(\w+)(?=\(|:)/gm)].map(([, name]) => name);
  const endpoints = names
    .map((name) => `  /${name}: { plugin: { name: report, handler: ${name} } }`)
    .join('\n');
  return plugged(
    host,
    { report: `${more} handlers: {\n${handlers}\n}` },
    { endpoints: `\n${endpoints}\n`, entries: { report: entry } },
  );
}

describe.each(HOSTS)('handlers of a plugin (%s)', (host) => {
  it('answer with a value, a text, bytes, an envelope, a Response, or nothing', async () => {
    const { fetch } = await answering(
      host,
      `
      value: () => ({ sold: 7 }),
      word: () => 'seven',
      raw: () => new Uint8Array([55]),
      full: () => ({ status: 201, headers: { 'x-a': ['1', '2'], 'content-type': 'text/csv' }, body: 'a,b' }),
      almost: () => ({ status: 201, headers: {}, body: 'a', more: true }),
      web: () => new Response('from the web', { status: 203, headers: { 'x-web': '1' } }),
      none: () => {},
      nil: () => null,
      list: async () => [1, 2],`,
    );
    const told = async (path: string) => {
      const answer = await fetch(path);
      return [answer.status, answer.headers.get('content-type'), await answer.text()];
    };
    expect(await told('/value')).toEqual([200, 'application/json', '{"sold":7}']);
    expect(await told('/word')).toEqual([200, 'text/plain; charset=utf-8', 'seven']);
    expect(await told('/raw')).toEqual([200, 'application/octet-stream', '7']);
    expect(await told('/full')).toEqual([201, 'text/csv', 'a,b']);
    expect((await fetch('/full')).headers.get('x-a')).toBe('1, 2');
    expect(await told('/almost')).toEqual([
      200,
      'application/json',
      '{"status":201,"headers":{},"body":"a","more":true}',
    ]);
    expect(await told('/web')).toEqual([203, 'text/plain;charset=UTF-8', 'from the web']);
    expect(await told('/none')).toEqual([204, null, '']);
    expect(await told('/nil')).toEqual([200, 'application/json', 'null']);
    expect(await told('/list')).toEqual([200, 'application/json', '[1,2]']);
  });

  it('that stop because their client went away are no fault, however often', async () => {
    const { url, text, event, of } = await answering(
      host,
      `
      slow: (request, call, context) => new Promise((resolve, reject) => {
        call.signal.addEventListener('abort', () => { context.emit('left'); reject(call.signal.reason); });
        context.emit('asked');
      }),
      quick: () => 'here',`,
    );
    const told = (name: string) => of('plugin.event').filter((one) => one.name === `plugin.report.${name}`);
    for (let times = 1; times <= 6; times += 1) {
      const isTold = (name: string) => () => told(name).length === times;
      const request = httpGet(`${url}/slow`).on('error', () => {});
      await event(isTold('asked'));
      request.destroy();
      await event(isTold('left'));
    }
    expect(await text('/quick')).toBe('here');
    expect(of('plugin.breaker')).toEqual([]);
  });

  it('get the request, its body, the settings of the endpoint, and the context', async () => {
    const { json } = await plugged(
      host,
      {
        report: `endpointSchema: { type: 'object', properties: { size: { type: 'integer' } } },
          handlers: { all: async (request, call, context) => ({ body: request.body, id: request.params.id, size: call.settings.size, name: context.name, method: request.method }) }`,
      },
      {
        endpoints: `
  POST /all/{id}:
    plugin: { name: report, handler: all }
    plugins: { report: { size: 3 } }
`,
      },
    );
    const init = { method: 'POST', body: '{"n":1}', headers: { 'content-type': 'application/json' } };
    expect(await json('/all/7', init)).toEqual({
      body: { n: 1 },
      id: '7',
      size: 3,
      name: 'report',
      method: 'POST',
    });
  });

  it('read a body as it comes, and send one as it is made', async () => {
    const { text } = await answering(
      host,
      `
      count: { reads: 'stream', handler: async (request) => { let n = 0; for await (const chunk of request.stream) n += chunk.length; return String(n); } },
      slow: async function* () { yield 'one '; await new Promise((resolve) => setTimeout(resolve, 20)); yield new TextEncoder().encode('two'); },
      shout: { reads: 'stream', handler: (request) => (async function* () { for await (const chunk of request.stream) yield chunk.toString().toUpperCase(); })() },`
        .replace('slow: async function* ()', 'slow: () => (async function* ()')
        .replace("encode('two'); },", "encode('two'); })(),"),
    );
    const body = 'x'.repeat(3_000_000);
    expect(await text('/count', { method: 'POST', body })).toBe('3000000');
    expect(await text('/slow')).toBe('one two');
    expect(await text('/shout', { method: 'POST', body })).toBe(body.toUpperCase());
  });

  it('send large bodies, and stop when the client leaves', async () => {
    const { text, url, event } = await answering(
      host,
      `
      large: () => 'y'.repeat(20_000_000),
      endless: (request, call, context) => (async function* () {
        try { for (;;) { yield 'z'.repeat(65_536); } } finally { context.emit('left'); }
      })(),`,
    );
    expect((await text('/large')).length).toBe(20_000_000);
    await new Promise<void>((resolve) => {
      const request = httpGet(`${url}/endless`, (response) => {
        response.once('data', () => {
          request.destroy();
          resolve();
        });
      });
      request.on('error', () => {});
    });
    await event(({ type }) => type === 'plugin.event');
  });

  it.each([
    ['fails', "throw new Error('no data')", 502, 'BW6081'],
    ['rejects', "return Promise.reject(new Error('no data'))", 502, 'BW6081'],
    [
      'returns what cannot be sent',
      'return { status: 200, headers: { connection: "close" } }',
      502,
      'BW6081',
    ],
    ['never answers', 'return new Promise(() => {})', 504, 'BW6082'],
  ])('say what it is when one %s', async (_name, code, status, expected) => {
    const { fetch } = await answering(host, `\n      bad: () => { ${code}; },`, 'max_execution_time: 50ms');
    const answer = await fetch('/bad');
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code: expected });
  });

  it('have time, unless the plugin says otherwise', async () => {
    const { text } = await answering(
      host,
      "\n      late: () => new Promise((resolve) => setTimeout(resolve, 250, 'at last')),",
    );
    expect(await text('/late')).toBe('at last');
  });

  it('are those of the new plugin once it is replaced, and its old answers are finished', async () => {
    const handlers = (n: number) =>
      `handlers: { slow: () => (async function* () { yield '${n}'; await new Promise((resolve) => setTimeout(resolve, 100)); yield '${n}'; })() }`;
    const { app, fetch, text, write } = await plugged(
      host,
      { report: handlers(1) },
      { endpoints: '\n  /slow: { plugin: { name: report, handler: slow } }\n' },
    );
    const before = await fetch('/slow');
    write({ 'report.ts': plugin('report', handlers(2)) });
    expect((await app.reload()).swapped).toBe(true);
    expect(await text('/slow')).toBe('22');
    expect(await before.text()).toBe('11');
  });
});
