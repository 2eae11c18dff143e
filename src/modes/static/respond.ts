import { BackworksError } from '../../base/errors.ts';
import { readRange } from '../../base/http-range.ts';
import { allowsRange, evaluateConditions, type Validators } from '../../base/preconditions.ts';
import { parseRoutePattern } from '../../base/route-pattern.ts';
import type { EndpointInfo } from '../../contracts/endpoint.ts';
import type { Exchange } from '../../contracts/exchange.ts';
import type { CompileContext, Responder } from '../../contracts/mode.ts';
import type { RawHeaders, Sink } from '../../contracts/sink.ts';
import { close } from './files.ts';
import { type FoundFile, findFile, type Site, unreadable } from './find.ts';
import { type Selection, selectAll, selectRanges } from './pieces.ts';
import type { StaticBlock } from './schema.ts';
import { sendBytes, sendFile } from './send.ts';
import { lastModifiedText, validatorsOf } from './validators.ts';

const ALLOW = ['allow', 'GET, HEAD, OPTIONS'];

/** Prepares a `static:` block. Files are looked up per request, so that what stands in the folder counts. */
export async function compile(block: unknown, context: CompileContext): Promise<Responder> {
  const { dir, index = 'index.html', fallback, headers } = block as StaticBlock;
  const site: Site = {
    root: context.resolvePath(dir),
    index,
    fallback,
    wildcard: wildcardOf(context.endpoint),
    contentTypeOf: await contentTypes(),
  };
  const own = ownHeaders(headers);
  const answer = async (exchange: Exchange, sink: Sink): Promise<void> => {
    const found = await findFile(site, exchange);
    if (found === 'folder') redirect(exchange, sink);
    else await answerFile(found, own, exchange, sink);
  };
  return {
    body: 'none',
    answer: (exchange, sink) => {
      const { method, path } = exchange;
      if (method === 'GET' || method === 'HEAD') return answer(exchange, sink);
      if (method !== 'OPTIONS')
        throw new BackworksError('BW6002', `${path} does not take ${method}`, { headers: ALLOW });
      sink.head(204, ALLOW);
      sink.end();
    },
  };
}

function wildcardOf({ path }: EndpointInfo): string | undefined {
  const last = parseRoutePattern(path).segments.at(-1);
  return last?.kind === 'wildcard' ? last.name : undefined;
}

async function contentTypes(): Promise<Site['contentTypeOf']> {
  const { lookup } = await import('mrmime');
  return (ending) => {
    const type = lookup(ending) ?? 'application/octet-stream';
    return type.startsWith('text/') ? `${type}; charset=utf-8` : type;
  };
}

/**
 * Headers of every file. Unless the block says otherwise, browsers must ask whether they have the newest
 * (which costs a 304), and must not guess another type.
 */
function ownHeaders(given: StaticBlock['headers'] = {}): RawHeaders {
  const names = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  const usual = [
    ['cache-control', 'no-cache'],
    ['x-content-type-options', 'nosniff'],
  ].filter(([name = '']) => !names.has(name));
  const own = Object.entries(given).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, String(value)]),
  );
  return [...usual, ...own].flat();
}

/** To the same path with a slash, relative to itself, so that it can lead to no other host. */
function redirect({ path, search }: Exchange, sink: Sink): void {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const location = `./${name}/${search === '' ? '' : `?${search}`}`;
  sink.head(301, ['location', location, 'cache-control', 'no-cache', 'content-length', '0']);
  sink.end();
}

async function answerFile(found: FoundFile, own: RawHeaders, exchange: Exchange, sink: Sink): Promise<void> {
  const { content } = found;
  try {
    const validators = validatorsOf(content.stats, found.coding, Date.now());
    const verdict = evaluateConditions(exchange.headers, validators);
    if (verdict === 'failed')
      throw new BackworksError('BW6032', `${exchange.path} is not in the state the request asks for`);
    const shared = [...own, ...validatorLines(validators), ...varyLine(found)];
    if (verdict === 'unmodified') {
      sink.head(304, shared);
      sink.end();
      return;
    }
    const selection = select(found, validators, exchange);
    sink.head(selection.status, [...contentLines(selection, found), ...shared]);
    if (exchange.method === 'HEAD') sink.end();
    else if ('bytes' in content) sendBytes(content.bytes, selection.pieces, sink);
    else await sendFile(content.file, selection.pieces, sink, exchange.signal);
  } catch (error) {
    throw unreadable(error);
  } finally {
    if ('file' in content) await close(content.file.descriptor);
  }
}

/** Ranges exist for GET alone (RFC 9110, section 14.2). */
function select({ content, contentType }: FoundFile, validators: Validators, exchange: Exchange): Selection {
  const { size } = content.stats;
  const { range } = exchange.headers;
  const isPart =
    range !== undefined && exchange.method === 'GET' && allowsRange(exchange.headers, validators);
  const ranges = isPart ? readRange(range, size) : undefined;
  if (ranges === undefined) return selectAll(size, contentType);
  if (ranges !== 'unsatisfiable') return selectRanges(ranges, size, contentType);
  throw new BackworksError('BW6031', `${exchange.path} has only ${size} bytes`, {
    headers: ['content-range', `bytes */${size}`],
  });
}

function contentLines({ contentType, contentRange, length }: Selection, { coding }: FoundFile): string[] {
  const lines = ['content-type', contentType, 'content-length', String(length), 'accept-ranges', 'bytes'];
  if (coding !== undefined) lines.push('content-encoding', coding);
  if (contentRange !== undefined) lines.push('content-range', contentRange);
  return lines;
}

function validatorLines({ etag, lastModified }: Validators): string[] {
  return ['etag', etag, 'last-modified', lastModifiedText(lastModified)];
}

function varyLine({ vary }: FoundFile): string[] {
  return vary.length === 0 ? [] : ['vary', vary.join(', ')];
}
