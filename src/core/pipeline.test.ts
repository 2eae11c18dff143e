import { afterEach, describe, expect, it } from 'vitest';
import { get, jsonOf, type Served, serve, text } from '../../test/support/engine.ts';
import type { AfterHook, BeforeHook, Hooks } from './pipeline.ts';
import { NO_HOOKS } from './pipeline.ts';

const stops: Served[] = [];
afterEach(async () => {
  for (const served of stops.splice(0)) await served.engine.stop(0);
});

const later = <Value>(value: Value) => new Promise<Value>((resolve) => setImmediate(resolve, value));

/** Serves one endpoint behind the hooks and sends one request. */
async function through(hooks: Partial<Hooks>, request = get('/a'), answer = text('fine')): Promise<string> {
  const all = { ...NO_HOOKS, ...hooks };
  const served = await serve(
    { 'GET /a': answer, 'POST /a': { body: 'buffer', answer } },
    {
      plan: (plan) => {
        for (const endpoint of plan.endpoints) Object.assign(endpoint, { hooks: all });
        return { ...plan, missHooks: all };
      },
    },
  );
  stops.push(served);
  return served.connect().send(request).toEnd();
}

const stamp =
  (name: string): AfterHook =>
  (_exchange, { status, headers }) => ({ status, headers: [...headers, 'x-seen', name] });

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
  const slow: AfterHook = async (exchange, head) => later(await stamp('slow')(exchange, head));

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
    const fail: AfterHook = () => {
      if (wait) return later(undefined).then(() => Promise.reject(new Error('broken')));
      throw new Error('broken');
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
