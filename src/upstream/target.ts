/** Where requests go: scheme, host and port, and the path in front of every request's own. */
export interface Target {
  /** Such as `http://127.0.0.1:9000`. */
  readonly origin: string;
  readonly secure: boolean;
  /** Host and port for the Host header; the scheme's own port is left out. */
  readonly host: string;
  /** Without brackets. */
  readonly hostname: string;
  readonly port: number;
  /** Empty, or begins with a slash and does not end with one. */
  readonly basePath: string;
}

/** @throws TypeError for a text that is no URL */
export function parseTarget(text: string): Target {
  const { origin, protocol, host, hostname, port, pathname } = new URL(text);
  const secure = protocol === 'https:';
  return {
    origin,
    secure,
    host,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 443 : 80) : Number(port),
    basePath: pathname.replace(/\/+$/, ''),
  };
}
