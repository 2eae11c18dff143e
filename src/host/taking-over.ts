import { once } from 'node:events';
import type { Duplex, Readable } from 'node:stream';
import { BackworksError } from '../base/errors.ts';
import { messageOf } from '../base/thrown.ts';
import type { HookedExchange } from '../contracts/hooks.ts';
import type { UpgradeRequest } from '../contracts/mode.ts';
import { Call } from './call.ts';
import type { PluginInstance } from './instance.ts';
import type { TakenConnection } from './port.ts';

/**
 * Hands a connection to a plugin: bytes in both directions, from the answer to the handshake on.
 *
 * @throws BackworksError BW6081 when it fails before it wrote something
 */
export async function takeOver(
  instance: PluginInstance,
  route: number,
  exchange: HookedExchange,
  { socket, head, opened }: UpgradeRequest,
): Promise<void> {
  const { port } = instance;
  if (port === undefined) throw new BackworksError('BW6083', `the plugin "${instance.name}" does not run`);
  const call = new Call(exchange, instance, {}, false);
  if (head.length > 0) socket.unshift(head);
  const connection = new Connection(socket, opened);
  try {
    await port.upgrade(route, call, connection);
  } catch (cause) {
    if (connection.isOpen) socket.destroy();
    else throw new BackworksError('BW6081', `the plugin "${instance.name}": ${messageOf(cause)}`);
  }
}

/** A client's connection, which is the plugin's from its first byte on. */
class Connection implements TakenConnection {
  readonly readable: Readable;
  readonly #socket: Duplex;
  readonly #opened: () => void;
  isOpen = false;

  constructor(socket: Duplex, opened: () => void) {
    this.readable = socket;
    this.#socket = socket;
    this.#opened = opened;
  }

  write(chunk: Uint8Array): boolean {
    this.#open();
    return this.#socket.write(chunk);
  }

  end(): void {
    this.#open();
    this.#socket.end();
  }

  /** Resolves once the client took what was written, as far as it has to before more is; or when it is gone. */
  async taken(): Promise<void> {
    const socket = this.#socket;
    if (!socket.writableNeedDrain || socket.destroyed) return;
    const over = new AbortController();
    const { signal } = over;
    await Promise.race([once(socket, 'drain', { signal }), once(socket, 'close', { signal })]).catch(
      () => {},
    );
    over.abort();
  }

  #open(): void {
    if (this.isOpen) return;
    this.isOpen = true;
    this.#opened();
  }
}
