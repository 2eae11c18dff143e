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
import { leadsUpwards, pathForTarget, withoutPrefix } from './path.ts';
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
  const wayOf = (strip: string): Way => ({
    edits: {
      host: proxy.preserve_host === true ? undefined : target.host,
      prefix: strip === '' ? undefined : strip,
      replaced,
      set,
    },
    edit: locationEdit(target, { strip, add: prefixes.add }),
  });
  const [stripped, whole] = [wayOf(prefixes.strip), wayOf('')];
  const goal = ({ path, search }: Exchange) => {
    if (leadsUpwards(path)) throw new BackworksError('BW6004', 'the path has ".." in a segment');
    const rest = withoutPrefix(path, prefixes.strip);
    const way = rest === undefined ? whole : stripped;
    return { ...way, path: pathForTarget(rest ?? path, search, prefixes.add) };
  };

  return {
    body: 'stream',
    readsBody,
    answer(exchange, sink) {
      refuseLoop(exchange, target);
      const { edits, edit, path } = goal(exchange);
      refuseTrace(exchange);
      const body = exchange.takeBody();
      const outgoing: Outgoing = {
        upstream: handle.instance,
        target: target.origin,
        method: exchange.method,
        path,
        headers: requestHeaders(exchange, edits, body !== undefined),
        body,
        timeouts,
        edit,
      };
      forward(outgoing, exchange, sink);
    },
    upgrade(exchange, connection, sink) {
      refuseLoop(exchange, target);
      const { edits, edit, path } = goal(exchange);
      const headers = requestHeaders(exchange, edits, false);
      const outgoing = { target, path, headers, timeouts, verify, ca, edit };
      return forwardUpgrade(outgoing, exchange, connection, sink);
    },
  };
}

/** How headers change, for requests that lose the prefix of their path or for those that have none. */
interface Way {
  readonly edits: RequestEdits;
  readonly edit: (headers: string[]) => string[];
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

/** The answer to TRACE is the request, with all that was added to it for the target alone. */
function refuseTrace({ method, endpoint, path }: Exchange): void {
  if (method !== 'TRACE' || endpoint.methods.includes(method)) return;
  const headers = ['allow', 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT'];
  throw new BackworksError('BW6002', `${path} does not take TRACE`, { headers });
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
