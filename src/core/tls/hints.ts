import type { Bus } from '../../contracts/events.ts';

const HINTS: Readonly<Record<string, string>> = {
  ERR_SSL_HTTP_REQUEST: 'a client spoke plain HTTP; this server takes https:// only',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'a client does not trust the certificate and hung up',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: 'a client does not trust the certificate and hung up',
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: 'a client does not accept the certificate and hung up',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'a client wants TLS below 1.2, which is not safe any more',
};

/** Says once what keeps clients from talking TLS: to them it looks as if nobody were there. */
export class TlsHints {
  readonly #bus: Bus;
  readonly #told = new Set<string>();

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  tell({ code = '' }: { readonly code?: string }): void {
    const message = HINTS[code];
    if (message === undefined || this.#told.has(message)) return;
    this.#told.add(message);
    this.#bus.publish({ type: 'log', level: 'warn', message });
  }
}
