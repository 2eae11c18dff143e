import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  type OutgoingHttpHeaders,
} from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type Endpoints, type Served, type ServeOptions, serve } from './engine.ts';

/** Where the certificate of a test file is kept; made by the first server that needs it. */
export function certificateFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'backworks-tls-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A real server that speaks TLS, with the certificate of the folder. */
export function serveTls(folder: string, endpoints: Endpoints, options: ServeOptions = {}): Promise<Served> {
  return serve(endpoints, { ...options, settings: { ...options.settings, tls: { kind: 'auto', folder } } });
}

/** The certificate that clients have to trust. */
export function authorityOf(folder: string): Buffer {
  return readFileSync(join(folder, 'tls', 'cert.pem'));
}

/** What came back for one request. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly trailers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** An HTTP/2 client with one connection. */
export class Http2Client {
  readonly session: ClientHttp2Session;
  /** Resolves when the server says farewell. */
  readonly farewell: Promise<number>;
  readonly closed: Promise<void>;

  constructor(port: number, ca: Buffer) {
    this.session = connect(`https://localhost:${port}`, { ca });
    this.session.on('error', () => {});
    this.farewell = new Promise((resolve) => void this.session.once('goaway', resolve));
    this.closed = new Promise((resolve) => void this.session.once('close', resolve));
  }

  /** Opens a stream; whoever asks for a body sends it. */
  open(headers: OutgoingHttpHeaders, endStream = true): ClientHttp2Stream {
    const stream = this.session.request(headers, { endStream });
    stream.on('error', () => {});
    return stream;
  }

  async ask(headers: OutgoingHttpHeaders, body?: Buffer | string): Promise<Answer> {
    const stream = this.open(headers, body === undefined);
    if (body !== undefined) stream.end(body);
    return answerOf(stream);
  }
}

/** @throws when the stream was reset before its answer was complete */
export function answerOf(stream: ClientHttp2Stream): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let head: Record<string, unknown> = {};
    let trailers: Record<string, unknown> = {};
    const chunks: Buffer[] = [];
    stream.on('response', (headers) => {
      head = headers;
    });
    stream.on('trailers', (headers) => {
      trailers = headers;
    });
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.once('error', reject);
    stream.once('close', () => {
      if (stream.rstCode !== 0) return reject(new Error(`reset with ${stream.rstCode}`));
      resolve({
        status: Number(head[':status']),
        headers: head,
        trailers,
        body: Buffer.concat(chunks).toString(),
      });
    });
  });
}
