import { describe, expect, it } from 'vitest';
import {
  exchangeOf,
  hookOf,
  KeptAnswer,
  keepEvents,
  manifestOf,
  portOf,
  SILENT,
} from '../../../test/support/plugins.ts';
import { ManualClock } from '../../base/clock.ts';
import type { HookedExchange } from '../../contracts/hooks.ts';
import type { PluginManifest } from '../../contracts/plugin-host.ts';
import type { Call } from '../call.ts';
import { Deadlines } from '../guard/deadlines.ts';
import { PluginInstance } from '../instance.ts';
import type { PluginPort } from '../port.ts';
import { bindHooks, type PlannedPlugin } from './bind.ts';

const { bus, events } = keepEvents();

interface Parts extends Partial<PluginManifest> {
  readonly before?: PluginPort['before'];
  readonly after?: PluginPort['after'];
}

/** A plugin that runs. */
function plugin(name: string, { before, after, ...parts }: Parts): PlannedPlugin {
  const manifest = manifestOf({ name, ...parts });
  const options = {
    name,
    maxExecutionTime: 100,
    handlerTime: 1_000,
    folder: '/',
    critical: manifest.critical,
    concurrency: 10,
  };
  const clock = new ManualClock();
  const services = { bus, clock, deadlines: new Deadlines(clock) };
  const instance = new PluginInstance(manifest, options, services, SILENT);
  instance.attach(portOf({ ...(before && { before }), ...(after && { after }) }));
  return { name, manifest, handle: { instance }, resource: `plugin:${name}` };
}

const endpoint = { path: '/users/{id}', methods: ['GET'], plugins: {} };

/** Runs all hooks as the pipeline does. @returns whether one of them answered */
async function run(
  plugins: readonly PlannedPlugin[],
  exchange: HookedExchange = exchangeOf({ clientPath: '/users/7' }),
  place: Parameters<typeof bindHooks>[1] = endpoint,
) {
  const { hooks } = bindHooks(plugins, place);
  const sink = new KeptAnswer();
  for (const hook of [...hooks.guard, ...hooks.before])
    if ((await hook(exchange, sink)) === true) return { sink, answered: true, hooks };
  return { sink, answered: false, hooks };
}

const guard = hookOf({ phase: 'guard' });
const answering = (status: number) => () => ({ response: { status } });

describe('binding', () => {
  it('is nothing where no plugin has a hook', () => {
    const { hooks, body, resources } = bindHooks([plugin('quiet', {})], endpoint);
    expect([hooks, body, resources]).toEqual([{ guard: [], before: [], after: [] }, 'none', []]);
  });

  it('leaves out plugins that have nothing to do there', () => {
    const plugins = [
      plugin('off', { hooks: [hookOf()] }),
      plugin('elsewhere', { hooks: [hookOf({ routes: ['/orders'] })] }),
      plugin('here', { hooks: [hookOf(), hookOf({ kind: 'afterResponse' })] }),
    ];
    const bound = bindHooks(plugins, { ...endpoint, plugins: { off: false } });
    expect(bound.hooks.before).toHaveLength(1);
    expect(bound.hooks.after).toHaveLength(1);
    expect(bound.resources).toEqual(['plugin:here']);
  });

  it('reads bodies only where a hook before the answer does', () => {
    const reading = (kind: 'beforeRequest' | 'afterResponse') =>
      plugin('a', { hooks: [hookOf({ kind, reads: 9 })] });
    expect(bindHooks([reading('beforeRequest')], endpoint).body).toBe('buffer');
    expect(bindHooks([reading('afterResponse')], endpoint).body).toBe('none');
    expect(bindHooks([reading('afterResponse')], endpoint).hooks.after[0]?.reads).toBe(9);
  });

  it('gives hooks the settings of the endpoint, or none', async () => {
    const seen: unknown[] = [];
    const before = (_hook: number, call: Call) => void seen.push(call.settings);
    const plugins = ['a', 'b', 'constructor'].map((name) => plugin(name, { hooks: [hookOf()], before }));
    await run(plugins, exchangeOf(), { ...endpoint, plugins: { b: { role: 'admin' } } });
    await run(plugins.slice(0, 1), exchangeOf(), undefined);
    expect(seen).toEqual([{}, { role: 'admin' }, {}, {}]);
  });

  it('calls each hook by its place in the manifest', async () => {
    const seen: unknown[] = [];
    const note = (hook: number) => void seen.push(hook);
    const after = { ...hookOf({ kind: 'afterResponse' }) };
    const { hooks } = await run([plugin('a', { hooks: [hookOf(), after], before: note, after: note })]);
    await hooks.after[0]?.run(exchangeOf(), { status: 200, headers: [] });
    expect(seen).toEqual([0, 1]);
  });
});

describe('hooks before the answer', () => {
  it('change the request one after the other', async () => {
    const exchange = exchangeOf();
    const patches = (name: string) =>
      plugin(name, { hooks: [hookOf()], before: () => ({ headers: { [name]: '1' } }) });
    const { answered } = await run([patches('b'), patches('a')], exchange);
    expect(answered).toBe(false);
    expect(exchange.patches).toEqual([{ headers: [['a', ['1']]] }, { headers: [['b', ['1']]] }]);
  });

  it('answer in place of the endpoint, also later', async () => {
    const late = async () => ({
      response: { status: 201, headers: { 'x-a': ['1', '2'] }, body: { ok: true } },
    });
    const { sink, answered } = await run([plugin('a', { hooks: [hookOf()], before: late })]);
    expect(answered).toBe(true);
    expect([sink.status, sink.body, sink.isEnded]).toEqual([201, '{"ok":true}', true]);
    expect(sink.headers).toEqual([
      'x-a',
      '1',
      'x-a',
      '2',
      'content-type',
      'application/json',
      'content-length',
      '11',
    ]);
  });

  it('are asked for requests they are for, and for no others', async () => {
    const calls: number[] = [];
    const before = (hook: number) => void calls.push(hook);
    const one = plugin('a', { hooks: [hookOf({ routes: ['/users/7'] })], before });
    await run([one], exchangeOf({ clientPath: '/users/7' }));
    await run([one], exchangeOf({ clientPath: '/users/8' }));
    expect(calls).toHaveLength(1);
  });

  it('are passed over for bodies that are too large', async () => {
    const one = plugin('a', { hooks: [hookOf({ reads: 3 })], before: answering(200) });
    expect((await run([one], exchangeOf({ rawBody: Buffer.from('abc') }))).answered).toBe(true);
    expect((await run([one], exchangeOf({ rawBody: Buffer.from('abcd') }))).answered).toBe(false);
    expect((await run([one], exchangeOf({ rawBody: Buffer.from('abcd'), routed: false }))).answered).toBe(
      true,
    );
    expect(events.at(-1)).toMatchObject({
      type: 'plugin.fault',
      at: 'beforeRequest',
      message: 'it was passed over: it does not read bodies of more than 3 bytes',
    });
  });

  it('of critical plugins refuse what they cannot look at', async () => {
    const strict = plugin('a', { critical: true, hooks: [hookOf({ reads: 3 })] });
    await expect(run([strict], exchangeOf({ rawBody: Buffer.from('abcd') }))).rejects.toMatchObject({
      code: 'BW6080',
    });
  });

  it('of critical plugins refuse when they fail, also later', async () => {
    const failing = (before: PluginPort['before']) =>
      plugin('a', { critical: true, hooks: [hookOf()], before });
    const thrown = { code: 'BW6080', message: 'the plugin "a" cannot do its work: beforeRequest failed: no' };
    const fail = () => {
      throw new Error('no');
    };
    await expect(run([failing(fail)])).rejects.toMatchObject(thrown);
    await expect(run([failing(async () => fail())])).rejects.toMatchObject(thrown);
  });
});

describe('guards that do not depend on each other', () => {
  const guards = (parts: Record<string, PluginPort['before']>, critical = false) =>
    Object.entries(parts).map(([name, before]) => plugin(name, { hooks: [guard], before, critical }));

  it('are asked at the same time', async () => {
    const asked: string[] = [];
    const open: (() => void)[] = [];
    const wait = (name: string) => () => {
      asked.push(name);
      return new Promise<void>((resolve) => open.push(resolve));
    };
    const { hooks } = bindHooks(guards({ a: wait('a'), b: wait('b') }), endpoint);
    expect(hooks.guard).toHaveLength(1);
    const answer = hooks.guard[0]?.(exchangeOf(), new KeptAnswer());
    expect(asked).toEqual(['a', 'b']);
    for (const resolve of open) resolve();
    expect(await answer).toBe(false);
  });

  it('are decided by the first in order, whoever is the fastest', async () => {
    const { sink } = await run(guards({ a: async () => answering(401)(), b: answering(402) }));
    expect(sink.status).toBe(401);
    const exchange = exchangeOf();
    const after = await run(guards({ a: () => ({ headers: { 'x-a': '1' } }), b: answering(402) }), exchange);
    expect([after.sink.status, exchange.patches]).toEqual([402, []]);
  });

  it('all change the request, when none decides', async () => {
    const exchange = exchangeOf();
    const patch = (name: string) => ({ headers: { [name]: '1' } });
    await run(guards({ a: async () => patch('a'), b: () => undefined, c: () => patch('c') }), exchange);
    expect(exchange.patches.map(({ headers }) => headers?.[0]?.[0])).toEqual(['a', 'c']);
  });

  it('refuse when one of them is critical and fails', async () => {
    const fail = async () => {
      throw new Error('no');
    };
    await expect(run(guards({ a: fail, b: answering(200) }, true))).rejects.toMatchObject({ code: 'BW6080' });
  });

  it('run in turn when one comes after another', async () => {
    const ordered = [
      plugin('a', { hooks: [hookOf({ phase: 'guard', after: ['b'] })], before: answering(401) }),
      plugin('b', { hooks: [guard], before: answering(402) }),
    ];
    const { hooks, sink } = await run(ordered);
    expect(hooks.guard).toHaveLength(2);
    expect(sink.status).toBe(402);
  });

  it('leave out those that a request is not for', async () => {
    const plugins = [
      plugin('a', { hooks: [hookOf({ phase: 'guard', routes: ['/users/8'] })], before: answering(401) }),
      plugin('b', { hooks: [guard], before: answering(402) }),
    ];
    expect((await run(plugins)).sink.status).toBe(402);
  });
});

describe('hooks after the answer', () => {
  const late = (parts: Parameters<typeof hookOf>[0] = {}) => hookOf({ kind: 'afterResponse', ...parts });
  const answer = { status: 200, headers: [] };

  it('come in the order that is the reverse of requests', async () => {
    const order: string[] = [];
    const note = (name: string) => plugin(name, { hooks: [late()], after: () => void order.push(name) });
    const { hooks } = bindHooks([note('a'), note('b')], endpoint);
    for (const hook of hooks.after) await hook.run(exchangeOf(), answer);
    expect(order).toEqual(['b', 'a']);
  });

  it('change the answer, unless the request is none of theirs', () => {
    const one = plugin('a', { hooks: [late({ routes: ['/users/7'] })], after: () => ({ status: 299 }) });
    const [hook] = bindHooks([one], endpoint).hooks.after;
    expect(hook?.run(exchangeOf({ clientPath: '/users/7' }), answer)).toMatchObject({ status: 299 });
    expect(hook?.run(exchangeOf({ clientPath: '/users/8' }), answer)).toBe(answer);
  });

  it('hear of bodies that are none to be read; critical ones refuse', () => {
    const hookFor = (critical: boolean) =>
      bindHooks([plugin('a', { critical, hooks: [late({ reads: 3 })] })], endpoint).hooks.after[0];
    hookFor(false)?.passedOver?.(exchangeOf(), 'that are a stream of events');
    expect(events.at(-1)).toMatchObject({
      message: 'it was passed over: it does not read bodies that are a stream of events',
    });
    expect(() => hookFor(true)?.passedOver?.(exchangeOf(), 'of another kind')).toThrow(
      /BW6080|of another kind/,
    );
  });
});
