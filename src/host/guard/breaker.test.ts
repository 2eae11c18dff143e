import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../base/clock.ts';
import { Breaker } from './breaker.ts';

function make() {
  const clock = new ManualClock();
  const heard: string[] = [];
  return { clock, heard, breaker: new Breaker(clock, (state) => heard.push(state)) };
}

function failing(breaker: Breaker, times: number): void {
  for (let i = 0; i < times; i += 1) breaker.fail();
}

describe('a breaker', () => {
  it('lets everything through until five calls in a row have failed', () => {
    const { breaker, heard } = make();
    failing(breaker, 4);
    breaker.succeed();
    failing(breaker, 4);
    expect([breaker.admits(), breaker.failures, breaker.remaining]).toEqual([true, 4, 0]);
    breaker.fail();
    expect([breaker.admits(), breaker.remaining]).toEqual([false, 30_000]);
    expect(heard).toEqual(['open']);
  });

  it('lets one call through after half a minute, and closes when that succeeds', () => {
    const { clock, breaker, heard } = make();
    failing(breaker, 5);
    clock.advance(29_999);
    expect([breaker.admits(), breaker.remaining]).toEqual([false, 1]);
    clock.advance(1);
    expect([breaker.admits(), breaker.admits()]).toEqual([true, false]);
    breaker.succeed();
    expect([breaker.admits(), breaker.admits(), breaker.failures]).toEqual([true, true, 0]);
    expect(heard).toEqual(['open', 'half-open', 'closed']);
  });

  it('waits twice as long each time the trial fails, up to ten minutes', () => {
    const { clock, breaker } = make();
    failing(breaker, 5);
    const waits: number[] = [];
    for (let i = 0; i < 7; i += 1) {
      waits.push(breaker.remaining);
      clock.advance(breaker.remaining);
      expect(breaker.admits()).toBe(true);
      breaker.fail();
    }
    expect(waits.map((wait) => wait / 1_000)).toEqual([30, 60, 120, 240, 480, 600, 600]);
  });

  it('lets one call through as soon as what failed was replaced', () => {
    const { breaker, heard } = make();
    breaker.renew();
    failing(breaker, 5);
    breaker.renew();
    expect([breaker.remaining, breaker.admits(), breaker.admits()]).toEqual([0, true, false]);
    breaker.fail();
    expect(breaker.remaining).toBe(60_000);
    expect(heard).toEqual(['open', 'half-open', 'open']);
  });

  it('waits half a minute again once it was closed', () => {
    const { clock, breaker } = make();
    failing(breaker, 5);
    for (const outcome of ['fail', 'succeed'] as const) {
      clock.advance(breaker.remaining);
      breaker.admits();
      breaker[outcome]();
    }
    failing(breaker, 5);
    expect(breaker.remaining).toBe(30_000);
  });

  it('makes another trial when one told nothing', () => {
    const { clock, breaker } = make();
    failing(breaker, 5);
    clock.advance(30_000);
    breaker.admits();
    breaker.ignore();
    expect([breaker.state, breaker.admits(), breaker.admits()]).toEqual(['half-open', true, false]);
  });

  it('stays open when calls end well that were made before', () => {
    const { breaker, heard } = make();
    breaker.open();
    breaker.succeed();
    expect([breaker.state, breaker.admits()]).toEqual(['open', false]);
    expect(heard).toEqual(['open']);
  });

  it('waits no longer when calls fail that were made before', () => {
    const { clock, breaker } = make();
    failing(breaker, 5);
    clock.advance(10_000);
    failing(breaker, 20);
    expect(breaker.remaining).toBe(20_000);
  });

  it('can be opened at once, and for longer', () => {
    const { clock, breaker, heard } = make();
    breaker.open();
    clock.advance(10_000);
    breaker.open();
    expect([breaker.remaining, heard]).toEqual([30_000, ['open']]);
  });
});
