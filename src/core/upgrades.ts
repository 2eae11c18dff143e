import { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** A request that tells Node whether its connection is to become another protocol's. */
class UpgradableRequest extends IncomingMessage {
  declare asksForUpgrade: boolean;
}

/** Asks for another protocol or for a tunnel, whether it gets that or not. */
export function asksForUpgrade(request: IncomingMessage): boolean {
  return (request as UpgradableRequest).asksForUpgrade;
}

/**
 * Requests for servers that speak WebSocket beside HTTP. Node would take the connection from its parser for
 * every protocol a client names. Here it does so for a WebSocket handshake with no unanswered request before
 * it; everything else that asks is a plain request (RFC 9110, section 7.8), answered when its turn comes.
 *
 * @param isBusy a request on this connection is not answered yet
 */
export function createRequestClass(isBusy: (socket: Socket) => boolean): typeof IncomingMessage {
  return class extends UpgradableRequest {
    /** Decided once: later the request itself makes its connection a busy one. */
    declare granted: boolean | undefined;

    /** Node writes what its parser found before it reads what to do. */
    set upgrade(asked: boolean | null) {
      this.asksForUpgrade = asked === true;
    }

    get upgrade(): boolean {
      if (!this.asksForUpgrade) return false;
      this.granted ??= isHandshake(this) && !isBusy(this.socket);
      return this.granted;
    }
  };
}

function isHandshake({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket';
}

/** How many requests may come behind the last one before no more of them are read. */
const MAX_BEHIND = 100;

/**
 * Connections that end with the answer to a request whose upgrade was passed over. Node's parser loses what
 * came in one piece with such a request, and could take the rest of the next one for a request of its own.
 */
export class LastRequests {
  /** Requests that came behind the last one. */
  readonly #behind = new WeakMap<Socket, number>();

  /** The request is the last one that is answered on its connection. */
  add({ socket }: IncomingMessage): void {
    this.#behind.set(socket, 0);
  }

  /** True for a request that must not be looked at. */
  isBehind({ socket }: IncomingMessage): boolean {
    const before = this.#behind.get(socket);
    if (before === undefined) return false;
    this.#behind.set(socket, before + 1);
    if (before >= MAX_BEHIND) socket.pause();
    return true;
  }
}
