import { expect, it } from 'vitest';
import { createBus, keepEvents } from '../../test/support/plugins.ts';
import { createLog } from './log.ts';

it('what a plugin says are events of its own, as texts', () => {
  const { bus, events } = keepEvents();
  const log = createLog(bus, 'shop');
  log.debug('a');
  log.info({ toString: () => 'b' } as unknown as string);
  log.warn(Symbol('c') as unknown as string);
  log.error('d');
  expect(events.map((event) => event.type === 'log' && [event.level, event.message, event.plugin])).toEqual([
    ['debug', 'a', 'shop'],
    ['info', 'b', 'shop'],
    ['warn', 'Symbol(c)', 'shop'],
    ['error', 'd', 'shop'],
  ]);
});

it('what nobody listens to costs nothing', () => {
  let texts = 0;
  const log = createLog(createBus(), 'shop');
  log.info({
    toString() {
      texts += 1;
      return 'text';
    },
  } as unknown as string);
  expect(texts).toBe(0);
});
