import type { Socket } from 'node:net';
import type { Clock } from '../base/clock.ts';

/** Connections on which TLS is not settled yet. */
export class Handshakes {
  readonly #clock: Clock;
  readonly #waiting = new Map<string, { readonly socket: Socket; readonly since: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#waiting.size;
  }

  begin(socket: Socket): void {
    const key = keyOf(socket);
    const entry = { socket, since: this.#clock.now() };
    this.#waiting.set(key, entry);
    socket.once('close', () => {
      // The same address and port may have come again already.
      if (this.#waiting.get(key) === entry) this.#waiting.delete(key);
    });
  }

  /** @param socket what TLS made of the connection: another object */
  succeed(socket: Socket): void {
    this.#waiting.delete(keyOf(socket));
  }

  /** The bare connection below what TLS makes of it. */
  connectionOf(socket: Socket): Socket | undefined {
    return this.#waiting.get(keyOf(socket))?.socket;
  }

  /** Cuts those that last longer, in ms. */
  sweep(limit: number): void {
    const now = this.#clock.now();
    for (const { socket, since } of this.#waiting.values()) {
      // The oldest come first.
      if (now - since < limit) return;
      socket.destroy();
    }
  }

  end(): void {
    for (const { socket } of this.#waiting.values()) socket.destroy();
  }
}

function keyOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
