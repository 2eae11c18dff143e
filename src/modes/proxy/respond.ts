import { BackworksError } from '../../base/errors.ts';
import { parseDuration } from '../../base/units.ts';
import type { Exchange } from '../../contracts/exchange.ts';
import type { CompileContext, Responder } from '../../contracts/mode.ts';
import { forward, type Outgoing } from '../../upstream/forward.ts';
import { locationForClient, type Prefixes } from '../../upstream/location.ts';
import { type Timeouts, upstreamPool } from '../../upstream/pool.ts';
import { isLoop, type RequestEdits, requestHeaders } from '../../upstream/request-headers.ts';
import { parseTarget, type Target } from '../../upstream/target.ts';
import { forwardUpgrade } from '../../upstream/upgrade.ts';
import { prepareEdits } from './headers.ts';
import { pathForTarget } from './path.ts';
import { type ProxyBlock, proxySchema } from './schema.ts';

/** Prepares a `proxy:` block. */
export async function compile(block: unknown, context: CompileContext): Promise<Responder> {
  const proxy = block as ProxyBlock;
  const target = parseTarget(proxy.target);
  const prefixes = prefixesOf(proxy, target);
  const timeouts = timeoutsOf(proxy.timeouts);
  const verify = proxy.tls?.verify ?? true;
  const ca = proxy.tls?.ca === undefined ? undefined : String(await context.readFile(proxy.tls.ca));
  const { properties } = proxySchema;
  const maxConnections = proxy.max_connections ?? properties.max_connections.default;
  const handle = context.use(
    upstreamPool({ target, connectTimeout: timeouts.connect, maxConnections, verify, ca }),
  );
  const { replaced, readsBody, set } = await prepareEdits(proxy, context);
  const edits: RequestEdits = {
    host: proxy.preserve_host === true ? undefined : target.host,
    prefix: prefixes.strip === '' ? undefined : prefixes.strip,
    replaced,
    set,
  };
  const edit = locationEdit(target, prefixes);
  const pathOf = ({ path, search }: Exchange) => pathForTarget(path, search, prefixes);

  return {
    body: readsBody ? 'buffer' : 'stream',
    answer(exchange, sink) {
      refuseLoop(exchange, target);
      const body = readsBody ? bufferedBody(exchange) : exchange.takeBody();
      const outgoing: Outgoing = {
        upstream: handle.instance,
        target: target.origin,
        method: exchange.method,
        path: pathOf(exchange),
        headers: requestHeaders(exchange, edits, body !== undefined),
        body,
        timeouts,
        edit,
      };
      forward(outgoing, exchange, sink);
    },
    upgrade(exchange, connection, sink) {
      refuseLoop(exchange, target);
      const headers = requestHeaders(exchange, edits, false);
      const outgoing = { target, path: pathOf(exchange), headers, timeouts, verify, ca, edit };
      return forwardUpgrade(outgoing, exchange, connection, sink);
    },
  };
}

function prefixesOf({ strip_prefix = '', add_prefix = '' }: ProxyBlock, { basePath }: Target): Prefixes {
  return { strip: strip_prefix.replace(/\/+$/, ''), add: `${basePath}${add_prefix.replace(/\/+$/, '')}` };
}

function timeoutsOf(given: Partial<ProxyBlock['timeouts']> = {}): Timeouts {
  const { properties } = proxySchema.properties.timeouts;
  return {
    connect: parseDuration(given.connect ?? properties.connect.default),
    firstByte: parseDuration(given.first_byte ?? properties.first_byte.default),
    idle: parseDuration(given.idle ?? properties.idle.default),
    total: parseDuration(given.total ?? properties.total.default),
  };
}

function bufferedBody({ rawBody }: Exchange): Buffer | undefined {
  return rawBody.length === 0 ? undefined : rawBody;
}

function refuseLoop(exchange: Exchange, { origin }: Target): void {
  if (exchange.headers.via !== undefined && isLoop(exchange))
    throw new BackworksError('BW6044', `${origin} leads back to this server`);
}

/** Redirects of the target lead back here; without any, the headers stay the array they are. */
function locationEdit(target: Target, prefixes: Prefixes): (headers: string[]) => string[] {
  return (headers) => {
    for (let i = 0; i + 1 < headers.length; i += 2) {
      const name = headers[i] as string;
      if (name.length !== 8 || name.toLowerCase() !== 'location') continue;
      headers[i + 1] = locationForClient(headers[i + 1] as string, target, prefixes);
    }
    return headers;
  };
}
