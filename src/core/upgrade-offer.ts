import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Flight } from './flights.ts';

/** What answers a request on a connection that Node's parser has let go of. */
export function responseOn(socket: Socket, request: IncomingMessage): ServerResponse {
  socket.on('error', () => socket.destroy());
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once('finish', () => socket.end());
  return response;
}

/** Lets the endpoint take the connection for another protocol. */
export function offerUpgrade(
  { exchange, sink, site }: Flight,
  request: IncomingMessage,
  socket: Socket,
  head: Buffer,
): void {
  const endWatch = watchForEnd(socket);
  const opened = (leave = () => void socket.end()) => {
    endWatch();
    sink.handOver(leave);
    if (site.draining) sink.leave();
  };
  exchange.upgrade = { request, socket, head, opened };
}

/**
 * Notices the end of a connection whose bytes nobody reads yet.
 *
 * @returns what ends the watch
 */
function watchForEnd(socket: Socket): () => void {
  const look = () => void socket.read(0);
  const end = () => void socket.destroy();
  socket.on('readable', look).once('end', end);
  return () => socket.off('readable', look).off('end', end);
}
