import type { Socket } from 'node:net';
import { BackworksError } from '../base/errors.ts';
import { headerValue } from '../base/headers.ts';
import { messageOf } from '../base/thrown.ts';
import type { HttpExchange } from './exchange.ts';
import { type Problem, problemOf } from './problem.ts';
import type { ClientSink } from './sink.ts';

/** Answers for an error: the one place where whatever was thrown becomes an answer. */
export function answerError(
  error: unknown,
  exchange: HttpExchange,
  sink: ClientSink,
  development: boolean,
): void {
  const place = placeOf(error, exchange);
  const problem = problemOf(error, { development, requestId: exchange.id, place });
  const body = JSON.stringify(problem);
  sink.code = problem.code;
  sink.note = place === undefined ? noteOf(problem, error) : `${noteOf(problem, error)} (${place})`;
  const extra = error instanceof BackworksError ? error.headers : [];
  const id = headerValue(sink.extra ?? [], 'x-request-id') === undefined ? ['x-request-id', exchange.id] : [];
  sink.out.head(problem.status, [...headersFor(body), ...id, ...extra]);
  sink.out.data(body);
  sink.out.end();
}

/** Where the endpoint stands, for what may be wrong with it: an expression, or an answer that cannot be sent. */
function placeOf(error: unknown, { routed, endpoint }: HttpExchange): string | undefined {
  const isAboutEndpoint = !(error instanceof BackworksError) || /^BW(?:4|6018)/.test(error.code);
  return routed && isAboutEndpoint ? `${endpoint.file}:${endpoint.line}` : undefined;
}

/**
 * Answers on a socket whose bytes are no request, and ends it.
 *
 * @returns the status that was sent
 */
export function answerRaw(error: unknown, socket: Socket, development: boolean): Problem {
  const problem = problemOf(error, { development });
  const body = JSON.stringify(problem);
  const headers = [
    ...headersFor(body),
    ...(error instanceof BackworksError ? error.headers : []),
    'connection',
    'close',
  ];
  let head = `HTTP/1.1 ${problem.status} ${problem.title}\r\n`;
  for (let i = 0; i + 1 < headers.length; i += 2) head += `${headers[i]}: ${headers[i + 1]}\r\n`;
  socket.end(`${head}\r\n${body}`, () => socket.destroySoon());
  return problem;
}

function headersFor(body: string): string[] {
  return [
    'content-type',
    'application/problem+json',
    'cache-control',
    'no-store',
    'content-length',
    String(Buffer.byteLength(body)),
  ];
}

/** What the log says beside the status; our own faults in full, whatever the client was told. */
function noteOf(problem: Problem, error: unknown): string {
  if (problem.nearest !== undefined) return `${problem.detail}; near: ${problem.nearest.join(', ')}`;
  return messageOf(error);
}
