import { parseDuration, parseSize } from '../../base/units.ts';
import type { CorsSettings, RateLimitSettings, ServerSettings, TlsSettings } from '../../contracts/config.ts';
import { type ServerText, serverSchema } from '../schema/server.ts';

type RateLimitText = NonNullable<ServerText['rate_limit']>;
type CorsText = Exclude<ServerText['cors'], boolean | undefined>;

/** Fills in every default of `server:` and turns units into milliseconds and bytes. */
export function resolveServer(server: ServerText = {}, tls: TlsSettings | undefined): ServerSettings {
  const { properties } = serverSchema;
  return {
    host: server.host ?? properties.host.default,
    port: server.port ?? properties.port.default,
    portGiven: server.port !== undefined,
    maxBody: parseSize(server.max_body ?? properties.max_body.default),
    maxHeaders: parseSize(server.max_headers ?? properties.max_headers.default),
    maxConnections: server.max_connections ?? properties.max_connections.default,
    requestTimeout: parseDuration(server.timeout ?? properties.timeout.default),
    headersTimeout: parseDuration(server.header_timeout ?? properties.header_timeout.default),
    keepAliveTimeout: parseDuration(server.keep_alive_timeout ?? properties.keep_alive_timeout.default),
    shutdownTimeout: parseDuration(server.shutdown_timeout ?? properties.shutdown_timeout.default),
    tls,
    cors: resolveCors(server.cors ?? properties.cors.default),
    rateLimit: server.rate_limit && resolveRateLimit(server.rate_limit),
    trustedProxies: server.trusted_proxies ?? properties.trusted_proxies.default,
    proxyProtocol: server.proxy_protocol ?? properties.proxy_protocol.default,
    compression: server.compression ?? properties.compression.default,
  };
}

function resolveCors(cors: boolean | CorsText): CorsSettings | undefined {
  if (cors === false) return undefined;
  const { origins, headers, credentials, max_age }: Partial<CorsText> = cors === true ? {} : cors;
  return {
    origins: origins ?? ['*'],
    headers: headers ?? [],
    credentials: credentials ?? false,
    maxAge: parseDuration(max_age ?? '10m') / 1000,
  };
}

function resolveRateLimit({ requests, per, burst, header }: RateLimitText): RateLimitSettings {
  const time = per ?? serverSchema.properties.rate_limit.properties.per.default;
  return { requests, per: parseDuration(time), burst: burst ?? requests, header: header?.toLowerCase() };
}
