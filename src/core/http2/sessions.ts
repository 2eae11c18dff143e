import {
  constants,
  createServer,
  type Http2Server,
  type Http2Session,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { Clock } from '../../base/clock.ts';
import type { ServerSettings } from '../../contracts/config.ts';
import { Http2Request } from './request.ts';
import { Http2Response } from './response.ts';

/** Requests that one connection may have open at once. */
const MAX_STREAMS = 100;

/**
 * Frames that cost work and bring no request to its end: cancelled requests, pings, settings. A connection
 * may be so many ahead of the requests that were answered to it (CVE-2023-44487, CVE-2019-9512, 9515).
 */
const PATIENCE = 500;

/** So many of them are forgiven in each second. */
const FORGIVEN = 10;

type StreamArguments = [
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  flags: number,
  rawHeaders: string[],
];

/** What HTTP/2 connections hand on. */
export interface SessionEvents {
  /** @param excess the connection came when the limit was reached */
  http2Request(request: Http2Request, response: Http2Response, excess: boolean): void;
}

/** What is known of one connection. */
interface Standing {
  /** It came when the limit of connections was reached. */
  readonly excess: boolean;
  /** Requests that are not over. */
  open: number;
  /** When its last request ended; before the first one, when it began. */
  idleSince: number;
  requests: number;
  /** Frames beyond those that brought an answer. */
  waste: number;
}

/** The HTTP/2 side of a listener: connections come from the TLS handshake, requests go out. */
export class Sessions {
  readonly #server: Http2Server;
  readonly #events: SessionEvents;
  readonly #clock: Clock;
  readonly #standings = new Map<ServerHttp2Session, Standing>();
  #acceptsExcess = false;

  constructor({ maxHeaders }: ServerSettings, events: SessionEvents, clock: Clock) {
    this.#events = events;
    this.#clock = clock;
    this.#server = createServer({
      // Headers beyond the limit are still read up to twice as much, so that they get an answer.
      settings: { maxConcurrentStreams: MAX_STREAMS, maxHeaderListSize: maxHeaders * 2, enablePush: false },
      maxHeaderListPairs: 1_000,
      maxSessionRejectedStreams: 100,
    });
    this.#server
      .on('session', (session) => this.#welcome(session))
      // The session closes by itself; there is nobody to tell.
      .on('sessionError', () => {});
  }

  /** Takes over a connection whose handshake chose `h2`. */
  accept(socket: TLSSocket, excess: boolean): void {
    // Before and after its session the socket has nobody else to hear of it.
    socket.on('error', () => socket.destroy());
    this.#acceptsExcess = excess;
    this.#server.emit('connection', socket);
  }

  /** Closes connections that had no request for too long. `elapsed` are the ms since the last call. */
  sweep(elapsed: number, { headersTimeout, keepAliveTimeout }: ServerSettings): void {
    for (const [session, standing] of this.#standings) {
      standing.waste = Math.max(0, standing.waste - (FORGIVEN * elapsed) / 1000);
      const limit = standing.requests === 0 ? headersTimeout : keepAliveTimeout;
      if (standing.open === 0 && this.#clock.now() - standing.idleSince >= limit) end(session);
    }
  }

  /** Lets streams that are open finish, and takes no further ones; clients are told (GOAWAY). */
  close(): void {
    for (const session of this.#standings.keys()) session.close();
  }

  /** Ends what is left. */
  destroy(): void {
    for (const session of this.#standings.keys()) session.destroy();
  }

  #welcome(session: ServerHttp2Session): void {
    const excess = this.#acceptsExcess;
    const standing = { excess, open: 0, idleSince: this.#clock.now(), requests: 0, waste: 0 };
    this.#standings.set(session, standing);
    const charge = () => chargeFor(session, standing);
    session
      .on('error', () => {})
      .on('stream', (...[stream, headers, , raw]: StreamArguments) => {
        // First of all: a stream may have failed before anybody hears of it. Whoever waits hears of its close.
        stream.on('error', () => {});
        standing.requests += 1;
        // Then it does not know its session any more, and nobody waits for an answer.
        if (stream.destroyed) charge();
        else this.#begin(session, standing, new Http2Request(stream, headers, raw));
      })
      .on('ping', charge)
      .on('remoteSettings', charge)
      .once('close', () => this.#standings.delete(session));
  }

  #begin(session: ServerHttp2Session, standing: Standing, request: Http2Request): void {
    const { stream } = request;
    standing.open += 1;
    const response = new Http2Response(stream, request.method === 'HEAD');
    stream.once('close', () => {
      standing.open -= 1;
      standing.idleSince = this.#clock.now();
      if (response.writableFinished) standing.waste = Math.max(0, standing.waste - 1);
      else chargeFor(session, standing);
      if (standing.excess) session.close();
    });
    this.#events.http2Request(request, response, standing.excess);
  }
}

function chargeFor(session: Http2Session, standing: Standing): void {
  standing.waste += 1;
  if (standing.waste > PATIENCE && !session.destroyed)
    session.destroy(undefined, constants.NGHTTP2_ENHANCE_YOUR_CALM);
}

/** Politely first; a client that does not take the farewell has no more to say. */
function end(session: ServerHttp2Session): void {
  if (session.closed) session.destroy();
  else session.close();
}
