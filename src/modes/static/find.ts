import type { Stats } from 'node:fs';
import { extname, join } from 'node:path';
import { isCompressible } from '../../base/content-coding.ts';
import { BackworksError } from '../../base/errors.ts';
import { readChoices } from '../../base/quality.ts';
import type { Exchange } from '../../contracts/exchange.ts';
import { type Content, contentOf, release } from './content.ts';
import { chooseVariant } from './encodings.ts';
import { isMissing, stat } from './files.ts';
import { NotServed } from './open-below.ts';
import { servableSegments } from './path.ts';

/** Where an endpoint finds its files. */
export interface Site {
  /** Absolute path of the folder. */
  readonly root: string;
  readonly index: string;
  readonly fallback: string | undefined;
  /** Name of the parameter that has the rest of the path; without one the index answers. */
  readonly wildcard: string | undefined;
  readonly contentTypeOf: (ending: string) => string;
}

/** A file that answers. Whoever got it releases its content. */
export interface FoundFile {
  readonly content: Content;
  readonly contentType: string;
  readonly coding: string | undefined;
  /** Names of the request's headers that took part in the choice. */
  readonly vary: readonly string[];
}

/**
 * Finds what answers a request: a file, or `folder` when only a slash is missing at the end of the path.
 *
 * @throws BackworksError BW6030 or BW6034
 */
export async function findFile(site: Site, exchange: Exchange): Promise<FoundFile | 'folder'> {
  const rest = site.wildcard === undefined ? '' : (exchange.params[site.wildcard] ?? '');
  const segments = servableSegments(rest);
  if (segments === undefined) throw missing(exchange, new NotServed('names like this are never served'));
  try {
    return await lookUp(site, segments, exchange);
  } catch (error) {
    if (!isAbsent(error)) throw unreadable(error);
    const page = await findFallback(site, segments, exchange);
    if (page === undefined) throw missing(exchange, error);
    return page;
  }
}

async function lookUp(
  site: Site,
  segments: readonly string[],
  exchange: Exchange,
): Promise<FoundFile | 'folder'> {
  const path = join(site.root, ...segments);
  if (segments.at(-1) === '') return readyFile(site, join(path, site.index), exchange);
  const stats = await stat(path);
  if (!stats.isDirectory()) return readyFile(site, path, exchange, stats);
  release((await readyFile(site, join(path, site.index), exchange)).content);
  return 'folder';
}

/** The page that stands in for pages without a file; undefined for what is no request for a page. */
async function findFallback(
  site: Site,
  segments: readonly string[],
  exchange: Exchange,
): Promise<FoundFile | undefined> {
  if (site.fallback === undefined || segments.at(-1)?.includes('.') === true) return undefined;
  if (!wantsPage(exchange.headers.accept)) return undefined;
  try {
    const file = await readyFile(site, join(site.root, site.fallback), exchange);
    return { ...file, vary: [...file.vary, 'accept'] };
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw unreadable(error);
  }
}

/** Browsers name HTML when somebody goes to a page; scripts and pictures ask for anything. */
function wantsPage(accept: string | undefined): boolean {
  if (accept?.includes('text/html') !== true) return false;
  return readChoices(accept).some(({ name, quality }) => name === 'text/html' && quality > 0);
}

async function readyFile(
  { root, contentTypeOf }: Site,
  path: string,
  { headers }: Exchange,
  known?: Stats,
): Promise<FoundFile> {
  const stats = known ?? (await stat(path));
  if (!stats.isFile()) throw new NotServed(`${path} is no ordinary file`);
  const contentType = contentTypeOf(extname(path));
  const varies = isCompressible(contentType);
  const vary = varies ? ['accept-encoding'] : [];
  const accepted = varies ? headers['accept-encoding'] : undefined;
  if (accepted !== undefined) {
    const variant = await chooseVariant(path, stats, String(accepted));
    const content = variant && (await contentOf(root, variant.path, variant.stats).catch(absentOrThrow));
    if (variant && content) return { content, contentType, coding: variant.coding, vary };
  }
  return { content: await contentOf(root, path, stats), contentType, coding: undefined, vary };
}

function absentOrThrow(error: unknown): undefined {
  if (!isAbsent(error)) throw error;
}

function isAbsent(error: unknown): boolean {
  return error instanceof NotServed || isMissing(error);
}

/** The cause is told while developing only: it has paths of this machine. */
function missing({ path, endpoint }: Exchange, cause: unknown): BackworksError {
  return new BackworksError('BW6030', `${endpoint.key} has no file for ${path}`, { cause });
}

/** Too many open files, a broken disk: nothing the client can do anything about but wait. */
export function unreadable(error: unknown): unknown {
  if (error instanceof BackworksError || !(error instanceof Error && 'syscall' in error)) return error;
  return new BackworksError('BW6034', error.message, { cause: error, headers: ['retry-after', '1'] });
}
