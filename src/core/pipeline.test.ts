import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { get, jsonOf, type Served, serve, text } from '../../test/support/engine.ts';
import { type AfterHook, type BeforeHook, type Hooks, NO_HOOKS } from '../contracts/hooks.ts';
import type { Responder } from '../contracts/mode.ts';
import type { Plan } from './plan.ts';

const stops: Served[] = [];
afterEach(async () => {
  for (const served of stops.splice(0)) await served.engine.stop(0);
});

const later = <Value>(value: Value) => new Promise<Value>((resolve) => setImmediate(resolve, value));

function withHooks(plan: Plan, hooks: Hooks): Plan {
  for (const endpoint of plan.endpoints) Object.assign(endpoint, { hooks });
  return { ...plan, missHooks: hooks };
}

/** Serves one endpoint behind the hooks and sends one request. */
async function through(hooks: Partial<Hooks>, request = get('/a'), answer = text('fine')): Promise<string> {
  const all = { ...NO_HOOKS, ...hooks };
  const served = await serve(
    { 'GET /a': answer, 'POST /a': { body: 'buffer', answer } },
    {
      plan: (plan) => withHooks(plan, all),
    },
  );
  stops.push(served);
  return served.connect().send(request).toEnd();
}

const stamp = (name: string): AfterHook => ({
  run: (_exchange, { status, headers }) => ({ status, headers: [...headers, 'x-seen', name] }),
});

describe('hooks before the answer', () => {
  it('run in order, guards before the body is read, the others behind it', async () => {
    const order: string[] = [];
    const note =
      (name: string, wait = false): BeforeHook =>
      (exchange) => {
        order.push(`${name} ${exchange.rawBody.length}`);
        return wait ? later(undefined) : undefined;
      };
    const hooks = {
      guard: [note('g1', true), note('g2')],
      before: [note('b1'), note('b2', true), note('b3')],
    };
    const post = get('/a', 'Content-Length: 3').replace('GET', 'POST');
    expect(await through(hooks, `${post}abc`)).toMatch(/fine$/);
    expect(order).toEqual(['g1 0', 'g2 0', 'b1 3', 'b2 3', 'b3 3']);
  });

  it.each([false, true])('may answer themselves (waiting: %s)', async (wait) => {
    const refuse: BeforeHook = (exchange, sink) => {
      text('no entry', 401)(exchange, sink);
      return wait ? later(true) : true;
    };
    const never: BeforeHook = () => {
      throw new Error('must not run');
    };
    expect(await through({ guard: [refuse, never], before: [never] })).toMatch(
      /^HTTP\/1.1 401 [\s\S]*no entry$/,
    );
    expect(await through({ before: [refuse, never] })).toMatch(/no entry$/);
  });

  it.each([false, true])('that throw become an answer (waiting: %s)', async (wait) => {
    const fail: BeforeHook = () => {
      if (wait) return later(undefined).then(() => Promise.reject(new Error('broken')));
      throw new Error('broken');
    };
    expect(jsonOf(await through({ guard: [fail] }))).toMatchObject({ status: 500, code: 'BW9001' });
  });
});

describe('hooks behind the answer', () => {
  const slow: AfterHook = {
    run: async (exchange, head) => later(await stamp('slow').run(exchange, head)),
  };

  it.each([
    ['answers', get('/a'), {}],
    ['misses', get('/none'), {}],
    ['refused methods', get('/a').replace('GET', 'PUT'), {}],
    [
      'what a guard answered',
      get('/a'),
      {
        guard: [
          (exchange, sink) => {
            text('no')(exchange, sink);
            return true;
          },
        ] satisfies BeforeHook[],
      },
    ],
    [
      'failures',
      get('/a'),
      {
        before: [
          () => {
            throw new Error('broken');
          },
        ] satisfies BeforeHook[],
      },
    ],
  ] as [string, string, Partial<Hooks>][])('see %s', async (_name, request, hooks) => {
    const answer = await through({ ...hooks, after: [stamp('one'), slow, stamp('two')] }, request);
    expect(answer).toMatch(/x-seen: one\r\nx-seen: slow\r\nx-seen: two\r\n/);
  });

  it('may take their time while the answer streams', async () => {
    const answer = await through({ after: [slow] }, get('/a'), (_exchange, sink) => {
      sink.head(200, []);
      sink.data('one');
      sink.onDrain(() => {
        sink.data('two');
        sink.end();
      });
    });
    expect(answer).toMatch(/x-seen: slow[\s\S]*one[\s\S]*two/);
  });

  it.each([false, true])('that throw become an answer (waiting: %s)', async (wait) => {
    const fail: AfterHook = {
      run: () => {
        if (wait) return later(undefined).then(() => Promise.reject(new Error('broken')));
        throw new Error('broken');
      },
    };
    expect(jsonOf(await through({ after: [fail] }))).toMatchObject({ status: 500, code: 'BW9001' });
  });

  it('do not bring back an answer that failed while they ran', async () => {
    const answer = await through({ after: [slow] }, get('/a'), (_exchange, sink) => {
      sink.head(200, []);
      sink.data('half');
      sink.fail(new Error('lost'));
    });
    expect(answer).toMatch(/^HTTP\/1.1 500 /);
    expect(answer).not.toMatch(/half/);
  });
});

describe('hooks that read the body of an answer', () => {
  const shout = (reads: number, wait = false, skipped: string[] = []): AfterHook => ({
    reads,
    run: (_exchange, answer) => {
      const body = answer.body && Buffer.from(answer.body.toString('utf8').toUpperCase());
      return wait ? later({ ...answer, body }) : { ...answer, body };
    },
    passedOver: (_exchange, reason) => void skipped.push(reason),
  });
  const look: AfterHook = { reads: 100, run: (_exchange, answer) => answer };

  const gzipped: Responder['answer'] = (_exchange, sink) => {
    sink.head(200, ['Content-Type', 'text/plain', 'Content-Encoding', 'gzip', 'ETag', '"a"']);
    sink.data(gzipSync('packed'));
    sink.end();
  };

  it.each([false, true])('may send another one, decoded, with its own length (waiting: %s)', async (wait) => {
    const answer = await through(
      { after: [stamp('one'), shout(100, wait), stamp('two')] },
      get('/a'),
      gzipped,
    );
    expect(answer).toMatch(/content-length: 6\r\n/i);
    expect(answer).toMatch(/\r\n\r\nPACKED$/);
    expect(answer).not.toMatch(/content-encoding|etag/i);
    expect(answer).toMatch(/x-seen: one[\s\S]*x-seen: two/);
  });

  it('leave one they do not change as it was sent', async () => {
    const answer = await through({ after: [look] }, get('/a'), gzipped);
    expect(answer).toMatch(/Content-Encoding: gzip\r\nETag: "a"/);
  });

  it('see what a hook before them made of it', async () => {
    const seen: string[] = [];
    const note: AfterHook = {
      reads: 100,
      run: (_exchange, answer) => {
        seen.push(String(answer.body));
        return answer;
      },
    };
    await through({ after: [shout(100), note] });
    expect(seen).toEqual(['FINE']);
  });

  it('are passed over for what they cannot read, and say so', async () => {
    const skipped: string[] = [];
    const long = await through({ after: [shout(3, false, skipped), stamp('later')] }, get('/a'));
    expect(long).toMatch(/x-seen: later[\s\S]*fine$/);
    const pieces = await through(
      { after: [shout(3, false, skipped), stamp('later')] },
      get('/a'),
      (_e, sink) => {
        sink.head(200, []);
        sink.data('ab');
        sink.data('cd');
        sink.end();
      },
    );
    expect(pieces).toMatch(/x-seen: later[\s\S]*ab[\s\S]*cd/);
    const events = await through({ after: [shout(99, false, skipped)] }, get('/a'), (_e, sink) => {
      sink.head(200, ['content-type', 'text/event-stream']);
      sink.data('data: a\n\n');
      sink.end();
    });
    expect(events).toMatch(/^HTTP\/1.1 200/);
    const broken = await through({ after: [shout(99, false, skipped)] }, get('/a'), (_e, sink) => {
      sink.head(200, ['content-encoding', 'gzip']);
      sink.data('no gzip');
      sink.end();
    });
    expect(broken).toMatch(/no gzip$/);
    expect(skipped).toEqual([
      'of more than 3 bytes',
      'of more than 3 bytes',
      'that are a stream of events',
      'whose content coding cannot be undone',
    ]);
  });

  it('run without one where there is none', async () => {
    const answer = await through({ after: [shout(99), stamp('later')] }, get('/a'), (_exchange, sink) => {
      sink.head(204, []);
      sink.end();
    });
    expect(answer).toMatch(/^HTTP\/1.1 204 [\s\S]*x-seen: later/);
  });
});

describe('what hooks change of a request', () => {
  const echo: Responder = {
    body: 'buffer',
    answer: (exchange, sink) => {
      const { path, search, headers, body, rawHeaders } = exchange;
      const raw = rawHeaders.filter((name) => /^x-/i.test(name));
      text(JSON.stringify({ path, search, seen: headers['x-a'], body, raw, auth: exchange.principal }))(
        exchange,
        sink,
      );
    },
  };

  it('is what everything after them sees', async () => {
    const patch: BeforeHook = (exchange) =>
      exchange.patch({
        headers: [
          ['x-a', ['1', '2']],
          ['x-gone', []],
        ],
        path: '/other',
        search: 'b=2',
        body: { bytes: Buffer.from('{"n":1}'), contentType: 'application/json' },
        principal: { sub: 'me' },
      }) as undefined;
    const served = await serve(
      { 'POST /a': echo },
      { plan: (plan) => withHooks(plan, { ...NO_HOOKS, before: [patch] }) },
    );
    stops.push(served);
    const request = get('/a?q=1', 'X-Gone: 1', 'X-A: 0', 'Content-Length: 3').replace('GET', 'POST');
    const answer = await served.connect().send(`${request}abc`).toEnd();
    expect(jsonOf(answer)).toEqual({
      path: '/other',
      search: 'b=2',
      seen: '1, 2',
      body: { n: 1 },
      raw: ['x-a', 'x-a'],
      auth: { sub: 'me' },
    });
    expect((await served.ends(1))[0]).toMatchObject({ path: '/a', endpoint: 'POST /a' });
  });

  it('leaves them a place for their own, and the end is told once', async () => {
    const ends: unknown[] = [];
    const note: BeforeHook = (exchange) => {
      exchange.hookState = 'kept';
      exchange.onEnd((end) => ends.push([exchange.hookState, end.outcome, end.status]));
      return undefined;
    };
    await through({ before: [note] });
    await through({ before: [note] }, get('/none'));
    expect(ends).toEqual([
      ['kept', 'answered', 200],
      ['kept', 'answered', 404],
    ]);
  });
});
