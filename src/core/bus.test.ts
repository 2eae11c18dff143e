import { expect, it, vi } from 'vitest';
import type { BackworksEvent } from '../contracts/events.ts';
import { createBus } from './bus.ts';

const line: BackworksEvent = { type: 'log', level: 'info', message: 'hello' };

it('is wanted while somebody listens', () => {
  const bus = createBus();
  const seen: BackworksEvent[] = [];
  const listen = (event: BackworksEvent) => seen.push(event);
  expect(bus.wanted).toBe(false);
  const first = bus.subscribe(listen);
  const second = bus.subscribe(listen);
  bus.publish(line);
  first();
  first();
  expect(bus.wanted).toBe(true);
  bus.publish(line);
  second();
  expect(bus.wanted).toBe(false);
  bus.publish(line);
  expect(seen).toEqual([line, line, line]);
});

it('contains a subscriber that throws', () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  const bus = createBus();
  const seen: BackworksEvent[] = [];
  bus.subscribe(() => {
    throw new Error('mine');
  });
  bus.subscribe((event) => seen.push(event));
  bus.publish(line);
  expect(seen).toEqual([line]);
  expect(warn).toHaveBeenCalledOnce();
  warn.mockRestore();
});
