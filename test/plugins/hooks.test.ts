import { describe, expect, it } from 'vitest';
import { HOSTS, plugged } from './plugged.ts';

const post = (body: string, type = 'application/json'): RequestInit => ({
  method: 'POST',
  body,
  headers: { 'content-type': type },
});

describe.each(HOSTS)('hooks of a plugin (%s)', (host) => {
  it('change the request for everything after them', async () => {
    const { json } = await plugged(host, {
      seen: `provides: { identity: '1.0.0' }, hooks: { beforeRequest(request) {
        return { headers: { 'X-Seen': request.headers['x-in'] + '!' }, query: { b: '2', a: null }, path: '/other', principal: { sub: 'me' } };
      } }`,
    });
    expect(await json('/hello?a=1', { headers: { 'x-in': 'in' } })).toEqual({
      seen: 'in!',
      query: { b: '2' },
      path: '/other',
      auth: { sub: 'me' },
    });
  });

  it('see what the request is, and which endpoint takes it', async () => {
    const { json } = await plugged(host, {
      look: `hooks: { beforeRequest(request, call) {
        const { method, path, url, query, params, client, scheme, endpoint } = request;
        return { response: { status: 201, headers: { 'x-id': call.id }, body: { method, path, url, query, params, ip: client.ip, scheme, endpoint, same: call.request === request } } };
      } }`,
    });
    expect(await json('/hello?a=1&a=2')).toEqual({
      method: 'GET',
      path: '/hello',
      url: '/hello?a=1&a=2',
      query: { a: '2' },
      params: {},
      ip: '127.0.0.1',
      scheme: 'http',
      endpoint: { key: 'GET /hello', path: '/hello', mode: 'mock' },
      same: true,
    });
  });

  it.each([
    ['a text', "'more'", '"more"', 'text/plain'],
    ['a value', '{ n: request.body.n + 1 }', '{"n":2}', 'application/json'],
    ['bytes', 'new TextEncoder().encode(JSON.stringify([request.bytes.length]))', '[7]', 'application/json'],
  ])('read the body, and give %s in its place', async (_name, made, told, type) => {
    const { text } = await plugged(host, {
      more: `hooks: { beforeRequest: { reads: { buffer: '1kb' }, handler(request) { return { body: ${made}, headers: { 'content-type': '${type}' } }; } } }`,
    });
    expect(await text('/echo', post('{"n":1}'))).toBe(told);
  });

  it('answer in place of the endpoint, with a value, a text or bytes', async () => {
    const { fetch } = await plugged(host, {
      stop: `hooks: { beforeRequest(request) {
        const body = request.query.as === 'text' ? 'no' : request.query.as === 'bytes' ? new Uint8Array([1, 2]) : { no: true };
        return { response: { status: 403, headers: { 'x-why': ['a', 'b'] }, body } };
      } }`,
    });
    const value = await fetch('/hello');
    expect([value.status, value.headers.get('x-why'), await value.text()]).toEqual([
      403,
      'a, b',
      '{"no":true}',
    ]);
    expect((await fetch('/hello?as=text')).headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const bytes = await fetch('/hello?as=bytes');
    expect([...new Uint8Array(await bytes.arrayBuffer())]).toEqual([1, 2]);
  });

  it('change every answer, its body too; null removes a header', async () => {
    const { fetch } = await plugged(host, {
      late: `hooks: { afterResponse: { reads: { buffer: 1024 }, handler(response, call) {
        if (response.status === 404) return { status: 410 };
        return { status: 202, headers: { 'x-old': null, 'x-new': response.headers['x-old'] }, body: response.body + ' of ' + call.request.path };
      } } }`,
    });
    const answer = await fetch('/page');
    expect([answer.status, answer.headers.get('x-old'), answer.headers.get('x-new')]).toEqual([
      202,
      null,
      '1',
    ]);
    expect(await answer.text()).toBe('"page" of /page');
    expect((await fetch('/none')).status).toBe(410);
  });

  it('run by phase, then by before and after, then by name; behind the answer in reverse', async () => {
    const note = (phase: string, more = '') => `
      hooks: {
        beforeRequest: { phase: '${phase}', ${more} handler: (request) => ({ headers: { 'x-seen': (request.headers['x-seen'] ?? '') + NAME } }) },
        afterResponse: { phase: '${phase}', ${more} handler: (response) => ({ headers: { 'x-after': (response.headers['x-after'] ?? '') + NAME } }) },
      }`;
    const named = (name: string, phase: string, more?: string) =>
      note(phase, more).replaceAll('NAME', `'${name}'`);
    const { fetch } = await plugged(host, {
      a: named('a', 'transform', "after: ['z'],"),
      b: named('b', 'transform'),
      z: named('z', 'transform', "before: ['b', 'nobody'],"),
      c: named('c', 'cache'),
      g: named('g', 'guard'),
    });
    const answer = await fetch('/hello');
    expect(answer.headers.get('x-after')).toBe('bazcg');
    expect((await answer.json()) as object).toMatchObject({ seen: 'gczab' });
  });

  it('are called only for their routes and methods, and not where the endpoint says no', async () => {
    const { fetch } = await plugged(
      host,
      {
        some: `hooks: { afterResponse: { routes: ['/users/{id}', '/gone/*'], methods: ['get'], handler: () => ({ headers: { 'x-some': '1' } }) } }`,
      },
      {
        endpoints: `
  /users/{name}: { mock: { body: ok } }
  GET /users/off: { mock: { body: ok }, plugins: { some: false } }
  GET /other: { mock: { body: ok } }
`,
      },
    );
    const saw = async (path: string, method = 'GET') => (await fetch(path, { method })).headers.has('x-some');
    expect(await saw('/users/1')).toBe(true);
    expect(await saw('/users/1', 'HEAD')).toBe(true);
    expect(await saw('/users/1', 'POST')).toBe(false);
    expect(await saw('/users/off')).toBe(false);
    expect(await saw('/other')).toBe(false);
    expect(await saw('/gone/for/good')).toBe(true);
    expect(await saw('/none')).toBe(false);
  });

  it('get the settings of the endpoint with the call', async () => {
    const { json } = await plugged(
      host,
      {
        roles: `endpointSchema: { type: 'object', properties: { roles: { type: 'array' } } },
          hooks: { beforeRequest: (request, call) => ({ response: { body: call.settings } }) }`,
      },
      {
        endpoints: `
  GET /a: { mock: { body: ok }, plugins: { roles: { roles: [admin] } } }
  GET /b: { mock: { body: ok } }
`,
      },
    );
    expect(await json('/a')).toEqual({ roles: ['admin'] });
    expect(await json('/b')).toEqual({});
  });

  it('keep something for the exchange, and hear of its end once', async () => {
    const { fetch, event, of } = await plugged(host, {
      keep: `
        hooks: {
          beforeRequest(request, call) { if (request.query.keep) call.memo = { kept: request.query.keep }; },
          afterResponse(response, call) { return { headers: { 'x-memo': String(call.memo?.kept) } }; },
        },
        exchangeEnd(outcome, call, context) { context.emit('end', { outcome: outcome.outcome, status: outcome.status, memo: call.memo }); }`,
    });
    expect((await fetch('/hello?keep=this')).headers.get('x-memo')).toBe('this');
    expect((await fetch('/hello')).headers.get('x-memo')).toBe('undefined');
    await fetch('/none?keep=that');
    await event((one) => one.type === 'plugin.event' && JSON.stringify(one.data).includes('that'));
    expect(of('plugin.event').map(({ name, data }) => [name, data])).toEqual([
      ['plugin.keep.end', { outcome: 'answered', status: 200, memo: { kept: 'this' } }],
      ['plugin.keep.end', { outcome: 'answered', status: 404, memo: { kept: 'that' } }],
    ]);
  });

  it('are passed over for bodies that are larger than they read', async () => {
    const { text, of } = await plugged(host, {
      small: `hooks: { beforeRequest: { reads: { buffer: 10 }, handler: () => ({ response: { body: 'small' } }) } }`,
    });
    expect(await text('/echo', post('"1234"'))).toBe('small');
    expect(await text('/echo', post('"123456789"'))).toBe('"123456789"');
    expect(of('plugin.fault').map(({ message }) => message)).toEqual([
      'it was passed over: it does not read bodies of more than 10 bytes',
    ]);
  });
});

describe.each(HOSTS)('a plugin that fails (%s)', (host) => {
  const FAILURES = [
    ['throws', "throw new Error('broken')", 'broken'],
    ['rejects', "return Promise.reject(new Error('refused'))", 'refused'],
    [
      'returns nonsense',
      'return { header: {} }',
      'the key `header`, which is not known: did you mean `headers`?',
    ],
    ['returns a number', 'return 7', 'a number'],
    ['never answers', 'return new Promise(() => {})', 'it took longer than 50 ms'],
    ['breaks a header', "return { headers: { 'x-a': 'a\\nb' } }", 'that no header can have'],
    ['frames', "return { headers: { 'content-length': '1' } }", 'which follows from the body'],
    ['names somebody', "return { principal: { sub: 'x' } }", 'provides: { identity }'],
  ] as const;

  it.each(FAILURES)(
    '%s: the request goes on without it, and everybody can see why',
    async (_name, code, told) => {
      const { json, of } = await plugged(
        host,
        { bad: `hooks: { beforeRequest() { ${code}; } }` },
        { entries: { bad: 'max_execution_time: 50ms' } },
      );
      expect(await json('/hello')).toMatchObject({ path: '/hello' });
      const [fault] = of('plugin.fault');
      expect(fault).toMatchObject({ plugin: 'bad', at: 'beforeRequest' });
      expect(fault?.message).toContain(told);
    },
  );

  it.each(FAILURES)('%s and is critical: the request is refused', async (_name, code) => {
    const { fetch } = await plugged(
      host,
      { bad: `critical: true, hooks: { beforeRequest: { phase: 'guard', handler() { ${code}; } } }` },
      { entries: { bad: 'max_execution_time: 50ms' } },
    );
    const answer = await fetch('/hello');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(await answer.json()).toMatchObject({ code: 'BW6080' });
  });

  it('behind the answer leaves it as it was; a critical one takes it back', async () => {
    const hooks = "hooks: { afterResponse() { throw new Error('late'); } }";
    const kept = await plugged(host, { bad: hooks });
    expect((await kept.fetch('/page')).status).toBe(200);
    const lost = await plugged(host, { bad: `critical: true, ${hooks}` });
    expect((await lost.fetch('/page')).status).toBe(503);
  });

  it('five times in a row is left out until it works again', async () => {
    const { fetch, of } = await plugged(host, {
      bad: "hooks: { beforeRequest() { throw new Error('broken'); } }",
    });
    for (let i = 0; i < 8; i += 1) expect((await fetch('/hello')).status).toBe(200);
    expect(of('plugin.fault')).toHaveLength(5);
    expect(of('plugin.breaker').map(({ state }) => state)).toEqual(['open']);
  });

  it('has its signal aborted when its time is over', async () => {
    const { fetch, event } = await plugged(
      host,
      {
        slow: `hooks: { beforeRequest(request, call, context) {
          return new Promise(() => call.signal.addEventListener('abort', () => context.emit('aborted', call.signal.reason.message)));
        } }`,
      },
      { entries: { slow: 'max_execution_time: 50ms' } },
    );
    expect((await fetch('/hello')).status).toBe(200);
    const told = await event(({ type }) => type === 'plugin.event');
    expect(told).toMatchObject({ name: 'plugin.slow.aborted', data: 'it took longer than 50 ms' });
  });
});
