import { Readable } from 'node:stream';
import { types } from 'node:util';
import { BackworksError } from '../base/errors.ts';
import { messageOf } from '../base/thrown.ts';
import type { HookedExchange } from '../contracts/hooks.ts';
import type { AnswerTarget } from '../contracts/plugin-host.ts';
import type { RawHeaders, Sink } from '../contracts/sink.ts';
import { Call } from './call.ts';
import { CannotBeAsked, isFailure, Overdue } from './call-failures.ts';
import type { PluginInstance } from './instance.ts';
import type { HeaderChanges } from './patch/header-patch.ts';

/** An answer of a handler, ready to be sent. */
export interface HandlerAnswer {
  readonly status: number;
  readonly headers: HeaderChanges;
  /** Where nobody says another. */
  readonly type: string | undefined;
  readonly body: Buffer | Readable;
}

/**
 * Has a plugin answer an exchange.
 *
 * @param time milliseconds until it must have begun to answer
 * @throws BackworksError BW6081 when it fails, BW6082 when it takes too long, BW6083 when it cannot be asked
 */
export async function answerWith(
  instance: PluginInstance,
  { name, reads }: AnswerTarget,
  exchange: HookedExchange,
  sink: Sink,
  { settings, time }: { readonly settings: unknown; readonly time: number },
): Promise<void> {
  if (typeof reads === 'number' && exchange.rawBody.length > reads)
    throw new BackworksError('BW6007', `the request body is larger than ${reads} bytes`);
  const stream = reads === 'stream' ? exchange.takeBody() : undefined;
  const call = new Call(exchange, instance, settings, typeof reads === 'number', stream);
  let answer: HandlerAnswer;
  let handling: Promise<HandlerAnswer> | undefined;
  try {
    const asked = {
      isAnswered: true as const,
      get isAbandoned() {
        return call.isAbandoned;
      },
      expire(reason: Error) {
        call.expire(reason);
        void handling?.then(discard, () => {});
      },
    };
    answer = await instance.ask(
      (port) => {
        handling = port.handle(name, call, stream);
        return handling;
      },
      asked,
      time,
    );
  } catch (error) {
    const what = typeof name === 'string' ? `the handler "${name}"` : `the route ${exchange.endpoint.path}`;
    throw failureOf(error, `${what} of the plugin "${instance.name}": ${instance.placed(error)}`);
  }
  await send(answer, exchange, sink);
}

/** Nobody reads an answer that comes too late, and what it holds open is to be closed. */
function discard({ body }: HandlerAnswer): void {
  if (body instanceof Readable) body.destroy();
}

function failureOf(cause: unknown, message: string): BackworksError {
  if (isFailure(cause, CannotBeAsked))
    return new BackworksError('BW6083', message, { headers: ['retry-after', String(cause.retryAfter)] });
  return new BackworksError(
    isFailure(cause, Overdue) ? 'BW6082' : 'BW6081',
    message,
    types.isNativeError(cause) ? { cause } : {},
  );
}

async function send(
  { status, headers, type, body }: HandlerAnswer,
  exchange: HookedExchange,
  sink: Sink,
): Promise<void> {
  const given = headers.flatMap(([name, values]) => values.flatMap((value) => [name, value]));
  const isTyped = type === undefined || headers.some(([name]) => name === 'content-type');
  const head: RawHeaders = isTyped ? given : [...given, 'content-type', type];
  if (body instanceof Readable) return sendStream(status, head, body, exchange, sink);
  sink.head(status, [...head, 'content-length', String(body.length)]);
  if (body.length > 0) sink.data(body);
  sink.end();
}

/** As fast as the client takes it. */
async function sendStream(
  status: number,
  head: RawHeaders,
  body: Readable,
  exchange: HookedExchange,
  sink: Sink,
): Promise<void> {
  exchange.onAbort(() => body.destroy());
  sink.head(status, head);
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array | string>) {
      if (!sink.data(chunk)) await new Promise<void>((resolve) => sink.onDrain(resolve));
    }
    sink.end();
  } catch (cause) {
    sink.fail(new BackworksError('BW6081', `the answer broke off: ${messageOf(cause)}`, { cause }));
  }
}
