import { afterEach, describe, expect, it } from 'vitest';
import { createBus, manifestOf, portOf, SILENT } from '../../test/support/plugins.ts';
import { ManualClock } from '../base/clock.ts';
import type { BackworksEvent } from '../contracts/events.ts';
import { EventFeed } from './event-feed.ts';
import { Deadlines } from './guard/deadlines.ts';
import { PluginInstance } from './instance.ts';

const feeds: EventFeed[] = [];
afterEach(() => {
  for (const feed of feeds.splice(0)) feed.end();
});

/** A plugin that hears of events. */
function feed(
  types: readonly string[] | undefined,
  hear?: (batch: readonly BackworksEvent[]) => Promise<void>,
) {
  const clock = new ManualClock();
  const bus = createBus();
  const batches: (readonly BackworksEvent[])[] = [];
  const options = {
    name: 'probe',
    maxExecutionTime: 100,
    handlerTime: 1_000,
    folder: '/',
    critical: false,
    concurrency: 10,
  };
  const services = { bus, clock, deadlines: new Deadlines(clock) };
  const instance = new PluginInstance(manifestOf({ events: types }), options, services, SILENT);
  const events = (batch: readonly BackworksEvent[]) => {
    batches.push(batch);
    return hear?.(batch);
  };
  instance.attach(portOf({ events }));
  const made = EventFeed.for(instance, bus, clock);
  if (made !== undefined) feeds.push(made);
  return { clock, bus, batches, feed: made, instance };
}

function line(message: string): BackworksEvent {
  return { type: 'log', level: 'info', message };
}

function lines(count: number): BackworksEvent[] {
  return Array.from({ length: count }, (_one, index) => line(String(index)));
}

async function settle(): Promise<void> {
  for (let i = 0; i < 3; i += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('events for a plugin', () => {
  it('are none where it wants none', () => {
    const { feed: made, bus } = feed(undefined);
    expect([made, bus.wanted]).toEqual([undefined, false]);
  });

  it('come in a batch after a short while', async () => {
    const { clock, bus, batches } = feed([]);
    for (const event of lines(3)) bus.publish(event);
    clock.advance(4);
    expect(batches).toEqual([]);
    clock.advance(1);
    expect(batches).toEqual([lines(3)]);
    await settle();
    bus.publish(line('next'));
    clock.advance(5);
    expect(batches.at(-1)).toEqual([line('next')]);
  });

  it('come at once when there are as many as a batch holds', async () => {
    const { bus, batches } = feed([]);
    for (const event of lines(64)) bus.publish(event);
    expect(batches).toEqual([]);
    await settle();
    expect(batches).toEqual([lines(64)]);
  });

  it('come in order and never two batches at a time, in batches of 64 at the most', async () => {
    const all = lines(500);
    let open = 0;
    const { clock, bus, batches } = feed([], async () => {
      open += 1;
      expect(open).toBe(1);
      await settle();
      open -= 1;
    });
    for (const [index, event] of all.entries()) {
      bus.publish(event);
      if (index % 37 === 0) await settle();
      if (index % 50 === 0) clock.advance(5);
    }
    for (let i = 0; i < 40; i += 1) {
      await settle();
      clock.advance(5);
    }
    expect(batches.flat()).toEqual(all);
    expect(Math.max(...batches.map(({ length }) => length))).toBeLessThanOrEqual(64);
  });

  it('go on after a batch that failed', async () => {
    let calls = 0;
    const { clock, bus, batches } = feed(['log'], async () => {
      calls += 1;
      if (calls === 1) throw Object.create(null);
    });
    bus.publish(line('a'));
    clock.advance(5);
    await settle();
    bus.publish(line('b'));
    clock.advance(5);
    await settle();
    expect(batches).toEqual([[line('a')], [line('b')]]);
  });

  it('are dropped, the oldest first, and counted, when it does not keep up', async () => {
    let go = () => {};
    const hung = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { clock, bus, batches, feed: made } = feed([], () => hung);
    bus.publish(line('first'));
    clock.advance(5);
    const many = lines(1_100);
    for (const event of many) bus.publish(event);
    expect(made?.dropped).toBe(76);
    go();
    await settle();
    expect(batches.flat()).toEqual([line('first'), ...many.slice(76)]);
  });

  it('end when what was taken is told', async () => {
    const { bus, batches, feed: made } = feed([]);
    bus.publish(line('a'));
    const ended = made?.end();
    expect(bus.wanted).toBe(false);
    bus.publish(line('b'));
    await ended;
    expect(batches).toEqual([[line('a')]]);
  });
});

describe('the types a plugin wants', () => {
  const state = { type: 'plugin.state', plugin: 'other', state: 'running' } as const;
  const said = { type: 'plugin.event', plugin: 'other', name: 'plugin.other.seen' } as const;
  const swapped = { type: 'plan.swapped', hash: '', endpoints: 1, duration: 1, changed: [] } as const;

  it.each<[readonly string[], readonly BackworksEvent[]]>([
    [[], [state, said, swapped]],
    [['plan.swapped'], [swapped]],
    [['plugin.*'], [state, said]],
    [['plugin.other.*'], [said]],
    [['plugin.other.seen'], [said]],
    [['plugin.event'], [said]],
    [['plan'], []],
    [
      ['plan.*', 'plugin.state'],
      [state, swapped],
    ],
  ])('%j', (types, expected) => {
    const { clock, bus, batches } = feed(types);
    for (const event of [state, said, swapped]) bus.publish(event);
    clock.advance(5);
    expect(batches.flat()).toEqual(expected);
  });

  it('are never its own', () => {
    const { clock, bus, batches } = feed([]);
    bus.publish({ ...state, plugin: 'probe' });
    bus.publish({ type: 'log', level: 'info', message: 'mine', plugin: 'probe' });
    clock.advance(5);
    expect(batches).toEqual([]);
  });
});
