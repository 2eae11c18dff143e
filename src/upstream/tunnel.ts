import type { Duplex } from 'node:stream';
import { Frames, goingAway } from './frames.ts';

/** How long, in ms, both ends may take to finish a frame and to close their side once we said farewell. */
const FAREWELL_TIME = 1_000;

/**
 * A WebSocket between client and target. Somebody else moves its bytes; here its frames are followed, so that
 * both ends can be told that the server goes away without breaking into a frame.
 */
export class Tunnel {
  readonly #client: Duplex;
  readonly #target: Duplex;
  readonly #directions: readonly Direction[];

  constructor(client: Duplex, target: Duplex) {
    this.#client = client;
    this.#target = target;
    this.#directions = [new Direction(target, client, false), new Direction(client, target, true)];
    client.once('close', this.#endTarget);
    target.once('close', this.#endClient);
  }

  /** The server stops: both ends hear it, and the connections are closed soon. */
  leave(): void {
    // Each side has its own end now, or what it was told last may be lost.
    this.#client.off('close', this.#endTarget);
    this.#target.off('close', this.#endClient);
    for (const direction of this.#directions) direction.leave();
    const timer = setTimeout(() => {
      this.#client.destroy();
      this.#target.destroy();
    }, FAREWELL_TIME);
    timer.unref();
  }

  /** The end of either connection is the end of both; what was written still goes out. */
  readonly #endTarget = () => void this.#target.destroy();

  readonly #endClient = () => {
    const client = this.#client;
    if (client.writableLength === 0) client.destroy();
    else client.end(() => client.destroy());
  };
}

/** What flows from one end to the other. */
class Direction {
  readonly #from: Duplex;
  readonly #to: Duplex;
  readonly #masked: boolean;
  readonly #frames = new Frames();

  constructor(from: Duplex, to: Duplex, masked: boolean) {
    this.#from = from;
    this.#to = to;
    this.#masked = masked;
    from.on('data', this.#follow);
  }

  readonly #follow = (chunk: Buffer) => void this.#frames.take(chunk);

  /** Lets the frame that is on its way arrive, and nothing after it. */
  leave(): void {
    this.#from.off('data', this.#follow).unpipe(this.#to);
    if (this.#frames.between) this.#close();
    else this.#from.on('data', this.#finish);
    // What comes behind is read away: unread bytes would reset the connection.
    this.#from.resume();
  }

  readonly #finish = (chunk: Buffer) => {
    this.#to.write(chunk.subarray(0, this.#frames.take(chunk, true)));
    if (!this.#frames.between) return;
    this.#from.off('data', this.#finish);
    this.#close();
  };

  #close(): void {
    if (this.#to.writableEnded || this.#to.destroyed) return;
    if (this.#frames.closed) this.#to.end();
    else this.#to.end(goingAway(this.#masked));
  }
}
