import { describe, expect, it } from 'vitest';
import { exchangeOf, SILENT } from '../../test/support/plugins.ts';
import type { HookedExchange } from '../contracts/hooks.ts';
import { Call, type CallOwner } from './call.ts';

function owner(): CallOwner & { readonly remembering: Call[] } {
  const remembering: Call[] = [];
  return { log: SILENT, remembering, remembered: (call) => void remembering.push(call) };
}

function call(exchange: HookedExchange = exchangeOf(), one = owner(), readsBody = false): Call {
  return new Call(exchange, one, { role: 'admin' }, readsBody);
}

describe('a call', () => {
  it('knows its request, its settings and who asks', () => {
    const principal = { sub: 'me' };
    const one = call(exchangeOf({ principal }));
    expect([one.id, one.settings, one.principal, one.log]).toEqual([
      'r1',
      { role: 'admin' },
      principal,
      SILENT,
    ]);
    expect(call().principal).toEqual({});
    expect(Object.isFrozen(call().principal)).toBe(true);
  });

  it('shares what is made of the request with the others; the body is for those who read it', () => {
    const exchange = exchangeOf({ body: 'text', rawBody: Buffer.from('text') });
    const [head, whole] = [call(exchange), call(exchange, owner(), true)];
    expect(head.request).toBe(call(exchange).request);
    expect(whole.request).toBe(call(exchange, owner(), true).request);
    expect([head.request.body, whole.request.body]).toEqual([undefined, 'text']);
  });
});

describe('the memo', () => {
  it('is of one plugin and one exchange', () => {
    const exchange = exchangeOf();
    const [a, b] = [owner(), owner()];
    expect(call(exchange, a).memo).toBeUndefined();
    call(exchange, a).memo = 1;
    expect([call(exchange, a).memo, call(exchange, b).memo, call(exchangeOf(), a).memo]).toEqual([
      1,
      undefined,
      undefined,
    ]);
  });

  it('is told to its owner once, also when it is nothing', () => {
    const exchange = exchangeOf();
    const one = owner();
    const first = call(exchange, one);
    first.memo = undefined;
    call(exchange, one).memo = 2;
    expect(one.remembering).toEqual([first]);
  });
});

describe('the signal', () => {
  it('tells that the client went away', () => {
    const exchange = exchangeOf();
    const { signal } = call(exchange);
    expect(signal.aborted).toBe(false);
    exchange.leave();
    expect([signal.aborted, (signal.reason as Error).message]).toEqual([true, 'the client went away']);
  });

  it('tells that the time is over, whenever it is first looked at', () => {
    const [early, late] = [call(), call()];
    const { signal } = early;
    const reason = new Error('too slow');
    early.expire(reason);
    late.expire(reason);
    expect([signal.reason, late.signal.reason]).toEqual([reason, reason]);
    expect(early.signal).toBe(signal);
  });
});
