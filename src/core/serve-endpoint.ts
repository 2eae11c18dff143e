import { BackworksError } from '../base/errors.ts';
import type { UpgradeRequest } from '../contracts/mode.ts';
import { readBody } from './body.ts';
import type { HttpExchange } from './exchange.ts';
import { openBody } from './input/request-body.ts';
import { runHooks, showUpgrade } from './pipeline.ts';
import type { PlannedEndpoint } from './plan.ts';
import { offerBody, offerBuffered } from './request-stream.ts';
import type { Params } from './router.ts';
import type { ClientSink } from './sink.ts';
import type { Site } from './site.ts';

/** The request is for this endpoint, whoever answers it in the end. */
export function reach(exchange: HttpExchange, { info, resources }: PlannedEndpoint, params: Params): void {
  exchange.params = params;
  exchange.endpoint = info;
  exchange.resources = resources;
}

/** An answer, or the connection for another protocol, as the client asks for. */
export function serveEndpoint(
  exchange: HttpExchange,
  sink: ClientSink,
  endpoint: PlannedEndpoint,
  maxBody: number,
  site: Site,
): void | Promise<void> {
  return exchange.upgrade === undefined
    ? answer(exchange, sink, endpoint, maxBody, site)
    : upgrade(exchange, sink, endpoint, exchange.upgrade);
}

/** Guard hooks, body, input, before hooks, mode, after hooks: what is not there costs nothing. */
function answer(
  exchange: HttpExchange,
  sink: ClientSink,
  { hooks, responder, body, input, output }: PlannedEndpoint,
  maxBody: number,
  site: Site,
): void | Promise<void> {
  const { out } = sink;
  const checked = output === undefined ? out : output.wrap(exchange, out, maxBody, site.bus);
  const buffers = body === 'buffer' && sink.unread !== 'none';
  if (body === 'stream') offerBody(exchange, sink);
  if (hooks.guard.length === 0 && hooks.before.length === 0 && !buffers) {
    input?.run(exchange);
    return responder.answer(exchange, checked);
  }
  return inSteps();

  async function inSteps(): Promise<void> {
    if (await runHooks(hooks.guard, exchange, out)) return;
    if (buffers) await takeBody(exchange, sink, maxBody);
    if (responder.body === 'stream') offerBuffered(exchange);
    input?.run(exchange);
    if (await runHooks(hooks.before, exchange, out)) return;
    await responder.answer(exchange, checked);
  }
}

/** Guard hooks, input, before hooks, and then the endpoint has the connection. */
async function upgrade(
  exchange: HttpExchange,
  sink: ClientSink,
  { hooks, responder, input }: PlannedEndpoint,
  asked: UpgradeRequest,
): Promise<void> {
  const { out } = sink;
  if (responder.upgrade === undefined)
    throw new BackworksError('BW6013', `${exchange.path} does not take WebSocket connections`);
  if (await runHooks(hooks.guard, exchange, out)) return;
  input?.run(exchange);
  if (await runHooks(hooks.before, exchange, out)) return;
  const opened: UpgradeRequest['opened'] = (leave) => {
    asked.opened(leave);
    showUpgrade(hooks.after, exchange);
  };
  await responder.upgrade(exchange, { ...asked, opened }, out);
}

async function takeBody(exchange: HttpExchange, sink: ClientSink, maxBody: number): Promise<void> {
  try {
    const sent = await readBody(exchange, sink.response, maxBody);
    sink.unread = 'none';
    exchange.tapped(sent);
    exchange.tapEnd(true);
    exchange.received = await openBody(sent, exchange.headers, maxBody);
  } catch (error) {
    sink.unread = 'cut';
    throw error;
  }
}
