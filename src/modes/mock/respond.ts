import { setTimeout as wait } from 'node:timers/promises';
import { parseDuration } from '../../base/units.ts';
import type { Exchange } from '../../contracts/exchange.ts';
import type { CompileContext, Responder } from '../../contracts/mode.ts';
import type { Sink } from '../../contracts/sink.ts';
import { prepareBody } from './body.ts';
import { prepareHeaders } from './headers.ts';
import type { MockBlock } from './schema.ts';

/** Prepares a `mock:` block: what never changes is rendered once, what does is a template. */
export async function compile(block: unknown, context: CompileContext): Promise<Responder> {
  const mock = block as MockBlock;
  const status = mock.status ?? 200;
  const body = await prepareBody(mock, context);
  const headers = await prepareHeaders(mock, body, context);
  const answer = (exchange: Exchange, sink: Sink): void => {
    const content = body.render(exchange);
    const lines = headers.render(exchange, content);
    sink.head(status, lines);
    if (content !== undefined) sink.data(content);
    sink.end();
  };
  const delay = mock.delay === undefined ? 0 : parseDuration(mock.delay);
  const reads = body.readsBody || headers.readsBody;
  const { fixed } = body;
  return { body: reads ? 'buffer' : 'none', fixed, answer: delay > 0 ? delayed(answer, delay) : answer };
}

/** Waits first, unless the client goes away meanwhile. */
function delayed(answer: Responder['answer'], milliseconds: number): Responder['answer'] {
  return async (exchange, sink) => {
    const stillThere = await wait(milliseconds, true, { signal: exchange.signal }).catch(() => false);
    if (stillThere) await answer(exchange, sink);
  };
}
