import { decodeBody } from '../../src/base/decode-body.ts';
import type { Exchange } from '../../src/contracts/exchange.ts';

/** An exchange of the given parts alone; its body follows from its bytes and its headers. */
export function exchangeOf(parts: Partial<Exchange>): Exchange {
  const exchange = { headers: {}, rawBody: Buffer.alloc(0), ...parts };
  Object.defineProperty(exchange, 'body', {
    get: () => decodeBody(exchange.rawBody, exchange.headers['content-type']),
  });
  return exchange as unknown as Exchange;
}
