import type { Server as HttpServer, ServerOptions } from 'node:http';
import { createServer } from 'node:https';
import { createSecureContext, type TLSSocket, type Server as TlsServer } from 'node:tls';
import type { Clock } from '../../base/clock.ts';
import type { ServerSettings, TlsSettings } from '../../contracts/config.ts';
import { type SessionEvents, Sessions } from '../http2/sessions.ts';
import { materialFor, readMaterial, type TlsMaterial } from './material.ts';

/** The longest handshake Node allows; the listener's own limit is shorter and may change. */
const LONGEST_HANDSHAKE = 24 * 60 * 60 * 1000;

/** Below TLS 1.2 nothing is safe (RFC 8996). */
const OLDEST = 'TLSv1.2';

/** What a listener needs to speak TLS: loaded, and made, only for those that do. */
export interface SecureDoor {
  /**
   * @param options those of HTTP/1
   * @param acceptHttp2 takes the connections that chose HTTP/2
   */
  createServer(options: ServerOptions, acceptHttp2: (socket: TLSSocket) => void): HttpServer;
  createSessions(settings: ServerSettings, events: SessionEvents, clock: Clock): Sessions;
  /**
   * Shows another certificate from now on.
   *
   * @throws BackworksError BW7022, or what TLS says, when it cannot be used: then the old one stays
   */
  update(settings: TlsSettings): void;
}

/** @throws BackworksError BW7020 to BW7022 when there is no certificate to show */
export async function createSecureDoor(settings: TlsSettings, host: string): Promise<SecureDoor> {
  const material = await materialFor(settings, host);
  let server: TlsServer | undefined;
  return {
    createServer(options, acceptHttp2) {
      const secure = createServer({
        ...options,
        ...contextOf(material),
        ALPNProtocols: ['h2', 'http/1.1'],
        handshakeTimeout: LONGEST_HANDSHAKE,
      });
      server = secure;
      divertHttp2(secure, acceptHttp2);
      return secure;
    },
    createSessions: (given, events, clock) => new Sessions(given, events, clock),
    update(next) {
      if (next.kind === 'files') server?.setSecureContext(contextOf(readMaterial(next)));
    },
  };
}

function contextOf(material: TlsMaterial) {
  const context = { ...material, minVersion: OLDEST } as const;
  // Throws here for what TLS does not take: setSecureContext would leave a server that shows nothing.
  createSecureContext(context);
  return context;
}

/** Keeps what chose HTTP/2 from the HTTP/1 parser. */
function divertHttp2(server: TlsServer, accept: (socket: TLSSocket) => void): void {
  const listeners = server.listeners('secureConnection');
  server.removeAllListeners('secureConnection');
  server.on('secureConnection', (socket: TLSSocket) => {
    if (socket.alpnProtocol === 'h2') accept(socket);
    else for (const listener of listeners) listener.call(server, socket);
  });
}
