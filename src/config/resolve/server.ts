import { parseDuration, parseSize } from '../../base/units.ts';
import type { CorsSettings, ServerSettings } from '../../contracts/config.ts';
import { type ServerText, serverSchema } from '../schema.ts';

type CorsText = Exclude<ServerText['cors'], boolean | undefined>;

/** Fills in every default of `server:` and turns units into milliseconds and bytes. */
export function resolveServer(server: ServerText = {}): ServerSettings {
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
    cors: resolveCors(server.cors ?? properties.cors.default),
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
