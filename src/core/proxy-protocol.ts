import type { Socket } from 'node:net';
import type { Clock } from '../base/clock.ts';
import type { Client } from '../contracts/exchange.ts';
import type { ClientConnection } from './client-request.ts';
import { parseProxyHeader } from './proxy-header.ts';

/** A connection that did not begin with a PROXY header; it is closed already. */
export class ProxyHeaderError extends Error {
  override readonly name = 'ProxyHeaderError';
}

type Ends = Pick<ClientConnection, 'remoteAddress' | 'remotePort' | 'localPort'>;

/** Clients behind a proxy, by the connection that the proxy opened for them. */
const clients = new Map<string, Client>();

/** Whom the proxy opened the connection for, if it said so. Sockets on top of the connection's own count, too. */
export function proxiedClientOf(socket: Ends): Client | undefined {
  return clients.size === 0 ? undefined : clients.get(connectionOf(socket));
}

/** The same for the connection and for what is made of it, such as TLS: those are other objects. */
function connectionOf({ remoteAddress, remotePort, localPort }: Ends): string {
  return `${remoteAddress} ${remotePort} ${localPort}`;
}

/** Connections whose client a proxy named and that are still open. */
export function countProxied(): number {
  return clients.size;
}

/**
 * Reads the PROXY header that a connection must begin with. What came behind it stays in the socket, for
 * whoever reads on: TLS or HTTP.
 *
 * @param limit in ms, by which the header must be there
 * @throws ProxyHeaderError when it is not; the socket is destroyed then
 */
export function receiveProxyHeader(
  socket: Socket,
  { clock, limit }: { readonly clock: Clock; readonly limit: number },
): Promise<Client | undefined> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    const settle = (done: () => void) => {
      stopWaiting();
      socket.off('readable', read).off('end', lose).off('close', lose);
      done();
    };
    const refuse = (reason: string) =>
      settle(() => {
        socket.destroy();
        reject(new ProxyHeaderError(reason));
      });
    const read = () => {
      for (let chunk = socket.read(); chunk !== null; chunk = socket.read()) {
        received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
        const header = parseProxyHeader(received);
        if (header.kind === 'malformed') return refuse(header.reason);
        if (header.kind === 'complete') return settle(() => finish(header.length, header.client));
      }
    };
    const finish = (length: number, client: Client | undefined) => {
      if (received.length > length) socket.unshift(received.subarray(length));
      socket.off('error', ignore);
      if (client !== undefined) remember(socket, client);
      resolve(client);
    };
    const lose = () => refuse('the connection ended before its PROXY header');
    const stopWaiting = clock.after(limit, () => refuse('the PROXY header did not come in time'));
    socket.on('error', ignore).on('readable', read).on('end', lose).on('close', lose);
    if (socket.destroyed) lose();
    else if (socket.readableLength > 0) read();
  });
}

/** A reset while the header is awaited closes the socket, which is all there is to do. */
function ignore(): void {}

function remember(socket: Socket, client: Client): void {
  const connection = connectionOf(socket);
  clients.set(connection, client);
  const forget = () => {
    // The same address and port may have come again already.
    if (clients.get(connection) === client) clients.delete(connection);
  };
  // Requests that the close cuts off are reported first, with their client.
  socket.once('close', () => setImmediate(forget));
}
