import { dispatch } from '../dispatch.ts';
import { HttpExchange } from '../exchange.ts';
import { Flight, type Flights } from '../flights.ts';
import { ClientSink } from '../sink.ts';
import type { Site } from '../site.ts';
import type { PlanSlot } from '../swap.ts';
import { InnerRequest, NoConnection } from './request.ts';
import { InnerResponse } from './response.ts';

/** A request from inside this process. */
export interface InnerAsk {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: readonly (readonly [string, readonly string[]])[];
  readonly body: Buffer;
  /** The plugin that asks: its own hooks do not see the request. */
  readonly plugin: string;
}

export interface InnerAnswer {
  readonly status: number;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** Bytes of an answer that somebody in this process reads. */
const LARGEST_ANSWER = 16 * 1024 * 1024;

export interface AskContext {
  readonly site: Site;
  readonly flights: Flights;
  readonly slot: PlanSlot;
}

/**
 * Answers a request that came over no connection as if it had.
 *
 * @throws Error when the answer is cut off, or larger than 16 MiB
 */
export function ask(
  { method, url, headers, body, plugin }: InnerAsk,
  { site, flights, slot }: AskContext,
): Promise<InnerAnswer> {
  const response = new InnerResponse(LARGEST_ANSWER);
  const connection = new NoConnection(() => response.destroy());
  const request = new InnerRequest({ method, url }, headers, body, connection);
  const exchange = new HttpExchange(request);
  exchange.askedBy = plugin;
  const sink = new ClientSink(response, exchange, site);
  const { plan } = slot;
  const flight = new Flight(exchange, sink, site, site.clock.now());
  flight.holding = slot.enter();
  flights.add(flight);
  const answered = new Promise<InnerAnswer>((resolve, reject) => {
    response.on('close', () => {
      flight.over = true;
      flights.remove(flight);
      flight.holding.release();
      if (!response.writableFinished) exchange.abort();
      flight.tell();
      if (response.writableFinished)
        resolve({ status: response.statusCode, headers: response.headers, body: response.body });
      else reject(new Error(`the answer to ${method} ${url} was cut off`));
    });
  });
  dispatch(exchange, sink, plan, site);
  return answered;
}
