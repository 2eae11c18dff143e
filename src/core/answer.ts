import type { RawHeaders, Sink } from '../contracts/sink.ts';

/** Answers with a status and headers alone. */
export function answerEmpty(sink: Sink, status: number, headers: RawHeaders = []): void {
  sink.head(status, headers);
  sink.end();
}

/** Answers with a value as JSON that no cache keeps. */
export function answerJson(sink: Sink, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  const length = String(Buffer.byteLength(body));
  sink.head(status, [
    'content-type',
    'application/json',
    'cache-control',
    'no-store',
    'content-length',
    length,
  ]);
  sink.data(body);
  sink.end();
}
