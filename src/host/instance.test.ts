import { describe, expect, it } from 'vitest';
import {
  exchangeOf,
  hookOf,
  keepEvents,
  manifestOf,
  ODD_THROWS,
  type ProbedExchange,
  portOf,
  raise,
  revoked,
  SILENT,
} from '../../test/support/plugins.ts';
import { ManualClock } from '../base/clock.ts';
import { BackworksError } from '../base/errors.ts';
import type { HookedAnswer } from '../contracts/hooks.ts';
import type { HookManifest, PluginManifest } from '../contracts/plugin-host.ts';
import { ChannelError } from '../process/process-error.ts';
import type { Call } from './call.ts';
import { Deadlines } from './guard/deadlines.ts';
import { type HookPlace, type InstanceOptions, PluginInstance } from './instance.ts';
import type { PluginPort } from './port.ts';

interface Parts extends Partial<InstanceOptions> {
  readonly port?: Partial<PluginPort> | undefined;
  readonly manifest?: Partial<PluginManifest>;
}

function run({ port = {}, manifest, ...options }: Parts = {}) {
  const clock = new ManualClock();
  const { bus, events } = keepEvents();
  const deadlines = new Deadlines(clock);
  const all = {
    name: 'probe',
    maxExecutionTime: 100,
    handlerTime: 1_000,
    folder: '/',
    critical: false,
    concurrency: 10,
    ...options,
  };
  const instance = new PluginInstance(manifestOf(manifest), all, { bus, clock, deadlines }, SILENT);
  instance.attach(portOf(port));
  const faults = () => events.filter((event) => event.type === 'plugin.fault');
  return { clock, events, deadlines, instance, faults };
}

function place(hook: Partial<HookManifest> = {}): HookPlace {
  return { index: 0, hook: hookOf(hook), settings: {} };
}

const AFTER = place({ kind: 'afterResponse' });
const ANSWER: HookedAnswer = { status: 200, headers: ['x-a', '1'] };

/** Asks the hook of either kind. */
const KINDS = {
  before: (instance: PluginInstance, exchange = exchangeOf()) => instance.before(place(), exchange),
  after: (instance: PluginInstance, exchange = exchangeOf()) => instance.after(AFTER, exchange, ANSWER),
} as const;
/** What the hook of either kind gives when the plugin is not to be noticed. */
const UNNOTICED = { before: undefined, after: ANSWER } as const;

type Kind = keyof typeof KINDS;

/** A promise, and what settles it. */
function later() {
  let [resolve, reject]: ((value: unknown) => void)[] = [];
  const promise = new Promise<unknown>((yes, no) => {
    [resolve, reject] = [yes, no];
  });
  return {
    promise,
    resolve: (value: unknown) => resolve?.(value),
    reject: (value: unknown) => reject?.(value),
  };
}

/** Lets everything run that waits for nothing. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('a hook before the answer', () => {
  it('that returns nothing leaves the request alone, without waiting', async () => {
    for (const nothing of [undefined, null]) {
      expect(run({ port: { before: () => nothing } }).instance.before(place(), exchangeOf())).toBeUndefined();
      const { instance } = run({ port: { before: async () => nothing } });
      expect(await instance.before(place(), exchangeOf())).toBeUndefined();
    }
  });

  it('changes the request or answers it, at once or later', async () => {
    const patch = { headers: { 'X-A': '1' } };
    const verdict = { patch: { headers: [['x-a', ['1']]] }, response: undefined };
    expect(run({ port: { before: () => patch } }).instance.before(place(), exchangeOf())).toEqual(verdict);
    const { instance, deadlines } = run({ port: { before: async () => patch } });
    const given = instance.before(place(), exchangeOf());
    expect([instance.pending, deadlines.size]).toEqual([1, 1]);
    expect(await given).toEqual(verdict);
    expect([instance.pending, deadlines.size]).toEqual([0, 0]);
  });

  it('gets its call: the place in the manifest, the settings, and the body if it reads it', () => {
    const calls: [number, Call][] = [];
    const { instance } = run({ port: { before: (hook, call) => void calls.push([hook, call]) } });
    const exchange = exchangeOf({ body: 'text', rawBody: Buffer.from('text') });
    void instance.before({ index: 3, hook: hookOf({ reads: 10 }), settings: { role: 'x' } }, exchange);
    void instance.before(place(), exchange);
    expect(calls.map(([hook, call]) => [hook, call.settings, call.request.body])).toEqual([
      [3, { role: 'x' }, 'text'],
      [0, {}, undefined],
    ]);
  });

  it('says who asks only if the plugin provides identity', () => {
    const port = { before: () => ({ principal: { sub: 'me' } }) };
    const known = run({ port, manifest: { provides: { identity: '1.0.0' } } });
    expect(known.instance.before(place(), exchangeOf())).toMatchObject({
      patch: { principal: { sub: 'me' } },
    });
    const { instance, faults } = run({ port });
    expect(instance.before(place(), exchangeOf())).toBeUndefined();
    expect(faults()[0]).toMatchObject({ message: expect.stringContaining('provides: { identity }') });
  });
});

describe('a hook after the answer', () => {
  it('leaves it alone or changes it, at once or later', async () => {
    expect(KINDS.after(run().instance)).toBe(ANSWER);
    expect(await KINDS.after(run({ port: { after: async () => null } }).instance)).toBe(ANSWER);
    const port = {
      after: (_hook: number, _call: Call, { status }: HookedAnswer) => ({ status: status + 1 }),
    };
    expect(KINDS.after(run({ port }).instance)).toEqual({ ...ANSWER, status: 201, body: undefined });
    const late = { after: async () => ({ headers: { 'x-b': '2' } }) };
    expect(await KINDS.after(run({ port: late }).instance)).toMatchObject({
      headers: ['x-a', '1', 'x-b', '2'],
    });
  });
});

describe.each<Kind>(['before', 'after'])('what goes wrong in a hook %s the answer', (kind) => {
  const nonsense: [string, () => unknown][] = [
    ['a text', () => 'text'],
    ['a list', () => []],
    ['a typo', () => ({ hedders: {} })],
    ['a revoked proxy', () => revoked()],
    ['a getter that throws', () => Object.defineProperty({}, 'headers', { get: raise, enumerable: true })],
    ['a proxy that throws', () => new Proxy({}, { get: raise, ownKeys: raise, getPrototypeOf: raise })],
    [
      'a getter that throws something odd',
      () => ({
        get headers() {
          return throwIt(revoked());
        },
      }),
    ],
    ['what only claims to be a promise', () => Object.create(Promise.prototype)],
    ['a proxy of a promise', () => new Proxy(Promise.resolve(), {})],
    [
      'a promise whose then throws',
      () => Object.defineProperty(Promise.resolve(), 'then', { value: () => throwIt(revoked()) }),
    ],
  ];

  it.each(nonsense)('%s is nonsense, and leaves everything alone', async (_name, make) => {
    const { instance, faults, deadlines } = run({ port: { [kind]: () => make() } });
    expect(await KINDS[kind](instance)).toBe(UNNOTICED[kind]);
    expect(faults()).toEqual([
      {
        type: 'plugin.fault',
        plugin: 'probe',
        at: kind === 'before' ? 'beforeRequest' : 'afterResponse',
        message: expect.any(String),
        request: 'r1',
      },
    ]);
    expect([instance.breaker.failures, instance.monitor.failures]).toEqual([1, 1]);
    expect([instance.pending, deadlines.size]).toEqual([0, 0]);
  });

  it.each(nonsense.filter(([name]) => !name.includes('promise')))(
    '%s is nonsense, also later',
    async (_name, make) => {
      const { instance, faults } = run({ port: { [kind]: async () => make() } });
      expect(await KINDS[kind](instance)).toBe(UNNOTICED[kind]);
      expect(faults()).toHaveLength(1);
    },
  );

  it.each(ODD_THROWS)('%s is thrown', async (_name, make) => {
    for (const fail of [() => throwIt(make()), async () => throwIt(make())]) {
      const { instance, faults } = run({ port: { [kind]: fail } });
      expect(await KINDS[kind](instance)).toBe(UNNOTICED[kind]);
      expect(faults()).toEqual([expect.objectContaining({ message: expect.any(String) })]);
    }
  });

  it.each(ODD_THROWS)('%s is thrown by a critical plugin', async (_name, make) => {
    for (const fail of [() => throwIt(make()), async () => throwIt(make())]) {
      const { instance } = run({ critical: true, port: { [kind]: fail } });
      const refused = await Promise.resolve()
        .then(() => KINDS[kind](instance))
        .then(
          (verdict) => (verdict as { refused: unknown }).refused,
          (error: unknown) => error,
        );
      expect(refused).toBeInstanceOf(BackworksError);
      expect(refused).toMatchObject({ code: 'BW6080', headers: ['retry-after', '1'] });
    }
  });

  it('is over at the deadline, and what comes later comes too late', async () => {
    for (const end of ['resolve', 'reject'] as const) {
      const work = later();
      const calls: Call[] = [];
      const ask = (_hook: number, call: Call) => {
        calls.push(call);
        return work.promise;
      };
      const { instance, clock, faults, deadlines } = run({ port: { [kind]: ask } });
      const given = KINDS[kind](instance);
      const signal = calls[0]?.signal;
      clock.advance(99);
      await settle();
      expect([instance.pending, signal?.aborted]).toEqual([1, false]);
      clock.advance(41);
      expect(await given).toBe(UNNOTICED[kind]);
      expect([signal?.aborted, String(signal?.reason)]).toEqual([
        true,
        'Overdue: it took longer than 100 ms',
      ]);
      work[end]({ headers: { 'x-late': '1' } });
      await settle();
      expect(faults()).toEqual([expect.objectContaining({ message: 'it took longer than 100 ms' })]);
      expect([instance.pending, deadlines.size, instance.breaker.failures]).toEqual([0, 0, 1]);
    }
  });

  it('is told to nobody when nobody listens', () => {
    const bus = { wanted: false, publish: () => throwIt(new Error('nobody')), subscribe: () => () => {} };
    const clock = new ManualClock();
    const options = {
      name: 'probe',
      maxExecutionTime: 100,
      handlerTime: 1_000,
      folder: '/',
      critical: false,
      concurrency: 1,
    };
    const services = { bus: { ...bus, publish: () => {} }, clock, deadlines: new Deadlines(clock) };
    const instance = new PluginInstance(manifestOf(), options, services, SILENT);
    instance.attach(portOf({ [kind]: raise }));
    services.bus.publish = bus.publish;
    expect(KINDS[kind](instance)).toBe(UNNOTICED[kind]);
  });

  it('keeps the plugin from being asked until it works again', async () => {
    let asked = 0;
    let works = false;
    const ask = () => {
      asked += 1;
      if (!works) raise();
    };
    const { instance, clock, events } = run({ port: { [kind]: ask } });
    for (let i = 0; i < 8; i += 1) KINDS[kind](instance);
    expect([asked, instance.breaker.state]).toEqual([5, 'open']);
    clock.advance(30_000);
    KINDS[kind](instance);
    expect([asked, instance.breaker.state]).toEqual([6, 'open']);
    works = true;
    clock.advance(60_000);
    KINDS[kind](instance);
    KINDS[kind](instance);
    expect([asked, instance.breaker.state, instance.breaker.failures]).toEqual([8, 'closed', 0]);
    const states = events.flatMap((event) => (event.type === 'plugin.breaker' ? [event.state] : []));
    expect(states).toEqual(['open', 'half-open', 'open', 'half-open', 'closed']);
  });

  it('lets one call at a time find out whether it works again', async () => {
    const works = [later(), later()];
    let asked = 0;
    const { instance, clock } = run({ port: { [kind]: () => works[asked++]?.promise } });
    instance.breaker.open();
    clock.advance(30_000);
    const trial = KINDS[kind](instance);
    expect(KINDS[kind](instance)).toBe(UNNOTICED[kind]);
    expect(asked).toBe(1);
    works[0]?.resolve(undefined);
    await trial;
    expect(instance.breaker.state).toBe('closed');
  });

  it('finds out again when the trial hung', async () => {
    const { instance, clock } = run({ port: { [kind]: () => later().promise } });
    instance.breaker.open();
    clock.advance(30_000);
    const trial = KINDS[kind](instance);
    clock.advance(140);
    await trial;
    expect([instance.breaker.state, instance.breaker.remaining > 59_000]).toEqual(['open', true]);
  });

  it('is no fault when it heard that its client went away', async () => {
    const heed = (_hook: number, { signal }: Call) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    const { instance, clock, faults } = run({ port: { [kind]: heed } });
    for (let i = 0; i < 6; i += 1) {
      const exchange = exchangeOf();
      const given = KINDS[kind](instance, exchange);
      exchange.leave();
      expect(await given).toBe(UNNOTICED[kind]);
    }
    expect([instance.breaker.state, instance.monitor.failures, faults()]).toEqual(['closed', 0, []]);
    instance.breaker.open();
    clock.advance(30_000);
    const exchange = exchangeOf();
    const trial = KINDS[kind](instance, exchange);
    exchange.leave();
    await trial;
    expect([instance.breaker.state, instance.breaker.admits()]).toEqual(['half-open', true]);
  });

  it('is a fault when it was too slow before its client went away', async () => {
    const heed = (_hook: number, { signal }: Call) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    const { instance, clock, faults } = run({ port: { [kind]: heed } });
    const exchange = exchangeOf();
    const given = KINDS[kind](instance, exchange);
    clock.advance(140);
    exchange.leave();
    expect(await given).toBe(UNNOTICED[kind]);
    expect(faults()).toHaveLength(1);
  });

  it('lets no critical plugin pass when its client went away', async () => {
    const fail = async (_hook: number, { signal }: Call) => signal.throwIfAborted();
    const { instance } = run({ critical: true, port: { [kind]: fail } });
    const exchange = exchangeOf({ onAbort: (callback) => callback() });
    const refused = await Promise.resolve(KINDS[kind](instance, exchange)).then(
      (verdict) => (verdict as { refused: unknown }).refused,
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({
      code: 'BW6080',
      message: expect.stringContaining('its client went away'),
    });
    expect(instance.breaker.failures).toBe(0);
  });

  it('never holds more calls than it may', async () => {
    const works = Array.from({ length: 3 }, later);
    let asked = 0;
    const { instance } = run({ concurrency: 2, port: { [kind]: () => works[asked++]?.promise } });
    const given = [KINDS[kind](instance), KINDS[kind](instance)];
    expect([KINDS[kind](instance), asked, instance.pending]).toEqual([UNNOTICED[kind], 2, 2]);
    works[0]?.resolve(undefined);
    await given[0];
    void KINDS[kind](instance);
    expect(asked).toBe(3);
  });
});

function throwIt(thrown: unknown): never {
  throw thrown;
}

describe('a plugin that does not run', () => {
  it('is done without', () => {
    const { instance } = run();
    instance.detach('failed', 'no port', 1_000);
    expect(KINDS.before(instance)).toBeUndefined();
    expect(KINDS.after(instance)).toBe(ANSWER);
    expect(instance.port).toBeUndefined();
    expect([instance.state, instance.reason]).toEqual(['failed', 'no port']);
  });

  it.each<[string, (instance: PluginInstance, clock: ManualClock) => void, string, string]>([
    ['that failed', (instance) => instance.detach('failed', 'x'), 'it is failed', '1'],
    [
      'whose breaker is open',
      (instance, clock) => {
        instance.breaker.open();
        clock.advance(1_500);
      },
      'its breaker is open',
      '29',
    ],
    [
      'that is busy',
      (instance) => void instance.before(place(), exchangeOf()),
      '1 of its calls are not answered yet',
      '1',
    ],
  ])('%s answers 503 if it is critical', (_name, disturb, reason, retry) => {
    const { instance, clock } = run({
      critical: true,
      concurrency: 1,
      port: { before: () => later().promise },
    });
    disturb(instance, clock);
    const expected = {
      code: 'BW6080',
      message: `the plugin "probe" cannot do its work: ${reason}`,
      headers: ['retry-after', retry],
    };
    expect(KINDS.before(instance)).toEqual({ refused: expect.objectContaining(expected) });
    expect(() => KINDS.after(instance)).toThrow(expect.objectContaining(expected));
  });

  it('is tried at once when it was started anew, whatever its breaker has seen of the one before', async () => {
    const { instance } = run({ port: { before: raise } });
    for (let count = 0; count < 5; count += 1) await KINDS.before(instance);
    expect(instance.breaker.state).toBe('open');
    instance.detach('starting', 'it was ended by SIGKILL');
    instance.attach(portOf({ before: () => ({ headers: { a: '1' } }) }));
    expect(KINDS.before(instance)).toMatchObject({ patch: { headers: [['a', ['1']]] } });
    expect(instance.breaker.state).toBe('closed');
  });

  it.each<Kind>(['before', 'after'])(
    'that was replaced fails in calls that are told, and not held against its successor: %s',
    async (kind) => {
      const calls = Array.from({ length: 6 }, later);
      const waiting = [...calls];
      const slow = () => waiting.shift()?.promise;
      const { instance, faults } = run({ port: { before: slow, after: slow } });
      const asked = calls.map(() => KINDS[kind](instance));
      const service = instance.callService('x', 'y', [], 'z').catch(() => {});
      instance.attach(portOf());
      for (const { reject } of calls) reject(new Error('the channel is closed'));
      await Promise.all([...asked, service]);
      expect(faults()).toHaveLength(6);
      expect([instance.breaker.state, instance.breaker.failures]).toEqual(['closed', 0]);
    },
  );

  it('tells each change of its state once', () => {
    const { instance, events } = run();
    instance.enter('running');
    instance.detach('failed', 'x', 1_000);
    instance.detach('failed', 'x', 2_000);
    instance.detach('failed', 'y');
    instance.attach(portOf());
    expect(events).toEqual([
      { type: 'plugin.state', plugin: 'probe', state: 'running' },
      { type: 'plugin.state', plugin: 'probe', state: 'failed', reason: 'x', retry: 1_000 },
      { type: 'plugin.state', plugin: 'probe', state: 'failed', reason: 'y' },
      { type: 'plugin.state', plugin: 'probe', state: 'running' },
    ]);
  });
});

describe('a critical plugin', () => {
  const cause = new TypeError('no');

  it('keeps the cause of what it refuses', async () => {
    const { instance } = run({
      critical: true,
      port: { before: () => throwIt(cause), after: async () => throwIt(cause) },
    });
    const { refused } = KINDS.before(instance) as { refused: BackworksError };
    expect([refused.message, refused.cause]).toEqual([
      'the plugin "probe" cannot do its work: beforeRequest failed: no',
      cause,
    ]);
    await expect(KINDS.after(instance)).rejects.toMatchObject({
      cause,
      message: expect.stringContaining('afterResponse failed: no'),
    });
  });

  it('refuses an answer that it made nonsense of, once', async () => {
    const { instance } = run({ critical: true, port: { after: () => 7 } });
    expect(() => KINDS.after(instance)).toThrow(expect.objectContaining({ code: 'BW6080' }));
    expect(instance.monitor.failures).toBe(1);
  });

  it.each<Kind>(['before', 'after'])(
    'refuses each request in which it throws, and none of the others: %s the answer',
    async (kind) => {
      const { instance } = run({ critical: true, port: { before: raise, after: raise } });
      const ask = async () => KINDS[kind](instance);
      for (let count = 0; count < 6; count += 1) await ask().catch(() => {});
      expect([instance.breaker.state, instance.monitor.failures]).toEqual(['closed', 6]);
      instance.attach(portOf());
      expect(await ask()).toBe(kind === 'before' ? undefined : ANSWER);
    },
  );

  it('is left out when its calls do not come back', async () => {
    const closed = () => Promise.reject(new ChannelError('closed', 'the channel is closed'));
    const { instance } = run({ critical: true, port: { before: closed } });
    for (let count = 0; count < 5; count += 1) await KINDS.before(instance);
    expect(instance.breaker.state).toBe('open');
  });

  it('cannot throw a refusal itself', () => {
    const own = new BackworksError('BW6080', 'mine');
    const { instance, faults } = run({ port: { after: () => throwIt(own) } });
    expect(KINDS.after(instance)).toBe(ANSWER);
    expect(faults()).toHaveLength(1);
  });

  it('refuses bodies it cannot read; others are passed over', () => {
    const asked = (critical: boolean) => {
      const { instance, faults } = run({ critical });
      return [instance.passOver(place({ reads: 3 }), exchangeOf(), 'of more than 3 bytes'), faults()[0]];
    };
    const message = 'it was passed over: it does not read bodies of more than 3 bytes';
    expect(asked(false)).toEqual([undefined, expect.objectContaining({ message })]);
    expect(asked(true)).toEqual([
      { refused: expect.objectContaining({ code: 'BW6080' }) },
      expect.anything(),
    ]);
  });
});

describe('the end of an exchange', () => {
  const noting = (exchangeEnd: PluginPort['exchangeEnd'], endsExchanges = true) =>
    run({
      manifest: { endsExchanges },
      port: {
        exchangeEnd,
        before: (_hook, call) => {
          call.memo = 'kept';
        },
      },
    });

  function passes({ instance }: ReturnType<typeof run>, exchange: ProbedExchange): void {
    void instance.before(place(), exchange);
    void instance.before(place(), exchange);
    exchange.end({ outcome: 'aborted', status: 0 });
  }

  it('is told once to the plugin that kept something', () => {
    const told: unknown[] = [];
    const probe = noting((call, { outcome, status }) => void told.push([call.memo, outcome, status]));
    passes(probe, exchangeOf());
    exchangeOf().end();
    expect(told).toEqual([['kept', 'aborted', 0]]);
  });

  it('is not told to a plugin that does not want it, or does not run any more', () => {
    let told = 0;
    const count = () => {
      told += 1;
    };
    passes(noting(count, false), exchangeOf());
    const probe = noting(count);
    const exchange = exchangeOf();
    void probe.instance.before(place(), exchange);
    probe.instance.detach('stopped');
    exchange.end();
    expect(told).toBe(0);
  });

  it.each(ODD_THROWS)('hurts nobody when %s is thrown', async (_name, make) => {
    for (const fail of [() => throwIt(make()), async () => throwIt(make())]) {
      const probe = noting(fail);
      passes(probe, exchangeOf());
      await settle();
      expect(probe.faults()).toEqual([expect.objectContaining({ at: 'exchangeEnd' })]);
      expect(probe.instance.monitor.figures.error_rate).toBeLessThanOrEqual(1);
    }
  });

  it('hurts nobody when what comes only claims to be a promise', async () => {
    const probe = noting(() => Object.create(Promise.prototype));
    passes(probe, exchangeOf());
    expect(probe.faults()).toHaveLength(1);
  });
});

describe('a service', () => {
  it('is called for another plugin', async () => {
    const calls: unknown[] = [];
    const service: PluginPort['service'] = async (...all) => {
      calls.push(all.slice(0, 4));
      return { n: 1 };
    };
    const { instance } = run({ port: { service } });
    expect(await instance.callService('users', 'find', ['ada'], 'audit')).toEqual({ n: 1 });
    expect(calls).toEqual([['users', 'find', ['ada'], 'audit']]);
    expect(instance.monitor.figures).toMatchObject({ invocations: 1, failures: 0 });
  });

  it('passes on what it throws, and counts it', async () => {
    for (const fail of [async () => raise(), raise]) {
      const { instance } = run({ port: { service: fail } });
      await expect(instance.callService('s', 'm', [], 'audit')).rejects.toThrow('thrown by a getter');
      expect([instance.breaker.failures, instance.monitor.figures.error_rate]).toEqual([1, 1]);
    }
  });

  it('is over at the deadline', async () => {
    const signals: AbortSignal[] = [];
    const service: PluginPort['service'] = (_name, _method, _args, _caller, signal) => {
      signals.push(signal);
      return new Promise(() => {});
    };
    const { instance, clock } = run({ port: { service } });
    const asked = instance.callService('s', 'm', [], 'audit');
    clock.advance(140);
    await expect(asked).rejects.toThrow('it took longer than 100 ms');
    expect(signals[0]?.aborted).toBe(true);
  });

  it('says why it cannot be called', async () => {
    const { instance } = run();
    instance.breaker.open();
    await expect(instance.callService('s', 'm', [], 'audit')).rejects.toThrow(
      'the plugin "probe" cannot be asked: its breaker is open',
    );
    instance.detach('stopped');
    await expect(instance.callService('s', 'm', [], 'audit')).rejects.toThrow(
      'cannot be asked: it is stopped',
    );
  });

  it('closes the breaker when the trial succeeds', async () => {
    const { instance, clock } = run();
    instance.breaker.open();
    clock.advance(30_000);
    await instance.callService('s', 'm', [], 'audit');
    expect(instance.breaker.state).toBe('closed');
  });
});

describe('events', () => {
  const batch = [{ type: 'server.listening', url: 'http://127.0.0.1:1' }] as const;

  it('are handed over', async () => {
    const told: unknown[] = [];
    const { instance } = run({ port: { events: (events) => void told.push(events) } });
    await instance.tellEvents(batch);
    expect(told).toEqual([batch]);
  });

  it('are kept from a plugin that does not run, or whose breaker is open', async () => {
    let told = 0;
    const { instance } = run({
      port: {
        events: () => {
          told += 1;
        },
      },
    });
    instance.breaker.open();
    await instance.tellEvents(batch);
    instance.detach('failed', 'x');
    await instance.tellEvents(batch);
    expect(told).toBe(0);
  });

  it.each(ODD_THROWS)('hurt nobody when %s is thrown', async (_name, make) => {
    for (const fail of [() => throwIt(make()), async () => throwIt(make())]) {
      const { instance, faults } = run({ port: { events: fail } });
      await instance.tellEvents(batch);
      expect(faults()).toEqual([expect.objectContaining({ at: 'onEvents', message: expect.any(String) })]);
      expect([instance.breaker.failures, instance.monitor.figures.error_rate]).toEqual([1, 1]);
    }
  });

  it('do not keep the breaker from another trial, however they fail', async () => {
    const { instance, clock } = run({ port: { events: raise } });
    instance.breaker.open();
    clock.advance(30_000);
    await instance.tellEvents(batch);
    expect(instance.breaker.state).toBe('open');
    clock.advance(60_000);
    expect(instance.breaker.admits()).toBe(true);
  });

  it('are given up at the deadline', async () => {
    const { instance, clock, faults } = run({ port: { events: () => new Promise(() => {}) } });
    const told = instance.tellEvents(batch);
    clock.advance(140);
    await told;
    expect(faults()[0]).toMatchObject({ message: 'it took longer than 100 ms' });
  });
});
