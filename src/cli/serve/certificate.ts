import { readlinkSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { BackworksError } from '../../base/errors.ts';
import type { App } from '../../contracts/app.ts';
import type { ServerSettings } from '../../contracts/config.ts';
import type { Log } from '../log.ts';
import { openChokidar, watchFiles } from './watch.ts';

/** A pair whose halves come one after the other looks broken in between: this long, in ms, nothing is said. */
const DOUBT = 1_000;

/** As many links as systems follow on the way to one file. */
const MOST_LINKS = 40;

export interface CertificateParts {
  readonly app: Pick<App, 'renewCertificate'>;
  readonly server: Pick<ServerSettings, 'tls'>;
  readonly log: Pick<Log, 'entry'>;
  /** When the files were read, in milliseconds since 1970. */
  readonly readAt: number;
}

/**
 * Shows a new certificate once its files have it, and says so; what is broken is reported while the old one stays.
 *
 * @returns ends it; undefined when the server shows no files
 */
export async function followCertificate(parts: CertificateParts): Promise<(() => Promise<void>) | undefined> {
  const { tls } = parts.server;
  if (tls?.kind !== 'files') return undefined;
  const { log, readAt } = parts;
  let doubt: NodeJS.Timeout | undefined;
  const follow = (since: number) =>
    watch.follow([...new Set([tls.cert, tls.key].flatMap((file) => wayTo(file)))], since);
  const watch = watchFiles({
    open: openChokidar,
    onChange: () => void look(),
    onPolling: (cause) => {
      const message = `the system has no file watches left (${cause}): polling instead`;
      log.entry({ level: 'warn', type: 'watch.polling', message });
    },
  });
  const look = async () => {
    clearTimeout(doubt);
    const since = Date.now();
    const failure = await renew(parts);
    if (failure !== undefined) doubt = setTimeout(() => void insist(), DOUBT);
    // Links may lead elsewhere by now.
    await follow(since);
  };
  const insist = async () => {
    const failure = await renew(parts);
    if (failure !== undefined) sayRefused(failure, log);
  };
  await follow(readAt);
  return async () => {
    clearTimeout(doubt);
    await watch.close();
  };
}

/** @returns what is wrong with the new one */
async function renew({ app, log }: CertificateParts): Promise<unknown> {
  try {
    const lastDay = await app.renewCertificate();
    if (lastDay === undefined) return undefined;
    const expires = lastDay.toISOString();
    log.entry({
      level: lastDay.getTime() < Date.now() ? 'warn' : 'info',
      type: 'certificate.renewed',
      message: `took up a new certificate, valid until ${expires.slice(0, 10)}`,
      fields: { expires },
    });
    return undefined;
  } catch (error) {
    return error;
  }
}

function sayRefused(failure: unknown, log: CertificateParts['log']): void {
  const code = failure instanceof BackworksError ? failure.code : 'BW7022';
  const reason = failure instanceof Error ? failure.message : String(failure);
  log.entry({
    level: 'error',
    type: 'certificate.refused',
    message: `the certificate stays as it was: ${reason} [${code}]`,
    fields: { code },
  });
}

/** The file, and every link on the way to its content: whichever is exchanged, there is another content. */
export function wayTo(file: string, links = MOST_LINKS): string[] {
  const first = firstLink(file);
  if (first === undefined || links === 0) return [file];
  const { link, goal } = first;
  return [file, link, ...wayTo(resolve(dirname(link), goal, relative(link, file)), links - 1)];
}

/** The topmost part of a path that is a link, and where it leads. */
function firstLink(path: string): { readonly link: string; readonly goal: string } | undefined {
  const folder = dirname(path);
  if (folder === path) return undefined;
  const above = firstLink(folder);
  if (above !== undefined) return above;
  const goal = goalOf(path);
  return goal === undefined ? undefined : { link: path, goal };
}

function goalOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    // No link, or nothing that we may look at.
    return undefined;
  }
}
