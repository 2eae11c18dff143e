import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import {
  exchangeOf,
  KeptAnswer,
  keepEvents,
  manifestOf,
  ODD_THROWS,
  portOf,
  SILENT,
} from '../../test/support/plugins.ts';
import { ManualClock } from '../base/clock.ts';
import type { HookedExchange } from '../contracts/hooks.ts';
import type { AnswerTarget } from '../contracts/plugin-host.ts';
import type { HandlerAnswer } from './answering.ts';
import type { Call } from './call.ts';
import { Deadlines } from './guard/deadlines.ts';
import { PluginInstance } from './instance.ts';
import type { PluginPort } from './port.ts';

function run(handle: PluginPort['handle']) {
  const clock = new ManualClock();
  const { bus } = keepEvents();
  const options = {
    name: 'shop',
    maxExecutionTime: 100,
    handlerTime: 1_000,
    folder: '/',
    critical: false,
    concurrency: 1,
  };
  const deadlines = new Deadlines(clock);
  const instance = new PluginInstance(manifestOf(), options, { bus, clock, deadlines }, SILENT);
  instance.attach(portOf({ handle }));
  const answer = (parts: Partial<HookedExchange> = {}, target: Partial<AnswerTarget> = {}) => {
    const sink = new KeptAnswer();
    const exchange = exchangeOf(parts);
    const told = { name: 'one', reads: 'head', ...target } as const;
    return { sink, exchange, done: instance.answer(told, exchange, sink, { size: 1 }) };
  };
  return { clock, instance, answer };
}

const given = (parts: Partial<HandlerAnswer> = {}): HandlerAnswer => ({
  status: 200,
  headers: [],
  type: 'text/plain',
  body: Buffer.from('told'),
  ...parts,
});

describe('an answer of a handler', () => {
  it.each<[string, Partial<HandlerAnswer>, readonly string[], string]>([
    ['with its own type', {}, ['content-type', 'text/plain', 'content-length', '4'], 'told'],
    [
      'with the type it says',
      { headers: [['content-type', ['text/csv']]] },
      ['content-type', 'text/csv', 'content-length', '4'],
      'told',
    ],
    ['without a type', { type: undefined, body: Buffer.alloc(0) }, ['content-length', '0'], ''],
    [
      'with a header several times, and one taken away',
      {
        headers: [
          ['x-a', ['1', '2']],
          ['x-b', []],
        ],
        type: undefined,
      },
      ['x-a', '1', 'x-a', '2', 'content-length', '4'],
      'told',
    ],
    [
      'as it is made',
      { body: Readable.from(['one ', Buffer.from('two')]) },
      ['content-type', 'text/plain'],
      'one two',
    ],
  ])('is sent %s', async (_what, parts, headers, body) => {
    const { sink, done } = run(async () => given({ status: 201, ...parts })).answer();
    await done;
    expect(sink).toMatchObject({ status: 201, headers, body, isEnded: true });
  });

  it('is made of the request, its body and the settings of the endpoint', async () => {
    const asked: unknown[] = [];
    const { answer } = run(async (name, call: Call, stream) => {
      asked.push([name, call.settings, call.request.body, call.request.bytes?.length, stream]);
      return given();
    });
    const parts = { rawBody: Buffer.from('text'), body: 'text' };
    await answer(parts, { reads: 4 }).done;
    await answer(parts).done;
    const stream = Readable.from([]);
    await answer({ takeBody: () => stream }, { name: 2, reads: 'stream' }).done;
    expect(asked).toEqual([
      ['one', { size: 1 }, 'text', 4, undefined],
      ['one', { size: 1 }, undefined, undefined, undefined],
      [2, { size: 1 }, undefined, undefined, stream],
    ]);
  });

  it('is none for bodies that are larger than the handler reads', async () => {
    const { done } = run(async () => given()).answer({ rawBody: Buffer.alloc(5) }, { reads: 4 });
    await expect(done).rejects.toMatchObject({ code: 'BW6007' });
  });

  it('goes as fast as the client takes it', async () => {
    const { answer } = run(async () => given({ body: Readable.from(['a', 'b', 'c']) }));
    const { sink, done } = answer();
    const seen: string[] = [];
    let resume = () => {};
    const waiting = new Promise<void>((resolve) => {
      Object.assign(sink, {
        onDrain(next: () => void) {
          resume = next;
          resolve();
        },
      });
    });
    sink.data = (chunk) => {
      seen.push(String(chunk));
      return seen.length !== 2;
    };
    await waiting;
    await new Promise((resolve) => setImmediate(resolve));
    expect([seen, sink.isEnded]).toEqual([['a', 'b'], false]);
    resume();
    await done;
    expect([seen, sink.isEnded]).toEqual([['a', 'b', 'c'], true]);
  });

  it('that breaks off is no whole answer', async () => {
    const torn = (async function* () {
      yield 'begun';
      throw new Error('torn');
    })();
    const { sink, done } = run(async () => given({ body: Readable.from(torn) })).answer();
    const failures: unknown[] = [];
    sink.fail = (error) => void failures.push(error);
    await done;
    expect(failures).toMatchObject([{ code: 'BW6081', message: 'the answer broke off: torn' }]);
    expect(sink).toMatchObject({ body: 'begun', isEnded: false });
  });

  it('is made no further when the client goes away', async () => {
    const body = new Readable({ read() {} });
    body.push('begun');
    const { sink, exchange, done } = run(async () => given({ body })).answer();
    sink.fail = () => {};
    await new Promise((resolve) => setImmediate(resolve));
    exchange.leave();
    await done;
    expect([body.destroyed, sink.body, sink.isEnded]).toEqual([true, 'begun', false]);
  });
});

describe('a handler that does not answer', () => {
  it.each(ODD_THROWS)('is told to the client as a failure when it throws %s', async (_name, make) => {
    const { done } = run(() => {
      throw make();
    }).answer();
    await expect(done).rejects.toMatchObject({
      code: 'BW6081',
      message: expect.stringMatching(/^the handler "one" of the plugin "shop": ./),
    });
  });

  it('is named as the route that it is, with the cause', async () => {
    const cause = new Error('no data');
    const { done } = run(async () => {
      throw cause;
    }).answer({ path: '/report' }, { name: 0 });
    await expect(done).rejects.toMatchObject({
      message: 'the route /report of the plugin "shop": no data',
      cause,
    });
  });

  it('in its time is overdue: its signal says so, and what comes later is thrown away', async () => {
    const late = new Readable({ read() {} });
    let finish = (_answer: HandlerAnswer) => {};
    let signal: AbortSignal | undefined;
    const { clock, answer } = run((_name, call) => {
      signal = call.signal;
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    const { sink, done } = answer();
    await Promise.resolve();
    clock.advance(1_500);
    await expect(done).rejects.toMatchObject({
      code: 'BW6082',
      message: expect.stringContaining('longer than 1000 ms'),
    });
    expect(signal?.aborted).toBe(true);
    finish(given({ body: late }));
    await new Promise((resolve) => setImmediate(resolve));
    expect([late.destroyed, sink.status, sink.isEnded]).toEqual([true, 0, false]);
  });

  it('in its time may fail later, or answer in one piece', async () => {
    for (const end of [() => given(), () => Promise.reject(new Error('late'))]) {
      let finish = (_answer: HandlerAnswer | Promise<never>) => {};
      const { clock, answer } = run(
        () =>
          new Promise((resolve) => {
            finish = resolve;
          }),
      );
      const { sink, done } = answer();
      await Promise.resolve();
      clock.advance(1_500);
      await expect(done).rejects.toMatchObject({ code: 'BW6082' });
      finish(end());
      await new Promise((resolve) => setImmediate(resolve));
      expect(sink.isEnded).toBe(false);
    }
  });

  it('because it does not run, or has too much to do, says when to come back', async () => {
    const { instance, answer } = run(() => new Promise(() => {}));
    const first = answer();
    const full = answer();
    await expect(full.done).rejects.toMatchObject({ code: 'BW6083', headers: ['retry-after', '1'] });
    instance.detach('failed', 'gone');
    await expect(answer().done).rejects.toMatchObject({
      code: 'BW6083',
      message: expect.stringContaining('it is failed'),
    });
    void first;
  });

  it('that fails again and again by what clients send is asked by the next one', async () => {
    const { answer, instance } = run(async () => {
      throw new Error('no number');
    });
    for (let count = 0; count < 6; count += 1)
      await expect(answer().done).rejects.toMatchObject({ code: 'BW6081' });
    expect([instance.breaker.state, instance.monitor.failures]).toEqual(['closed', 6]);
  });

  it('that does not come again and again is not waited for any more', async () => {
    const { answer, instance, clock } = run(() => new Promise(() => {}));
    for (let count = 0; count < 5; count += 1) {
      const { done } = answer();
      const told = expect(done).rejects.toMatchObject({ code: 'BW6082' });
      clock.advance(2_000);
      await told;
    }
    await expect(answer().done).rejects.toMatchObject({ code: 'BW6083' });
    expect(instance.breaker.state).toBe('open');
  });
});
