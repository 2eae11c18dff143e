import { join, resolve } from 'node:path';
import { fingerprintOf } from '../../base/fingerprint.ts';
import type { PairFault, Validity } from '../../base/key-pair.ts';
import type { TlsSettings } from '../../contracts/config.ts';
import type { ConfigDocument } from '../document.ts';
import type { Problem } from '../problem.ts';
import type { ServerText } from '../schema/server.ts';
import { checkOwnKey } from './own-key.ts';

export interface TlsReport {
  /** Undefined without TLS, or when the files cannot be used. */
  readonly settings: TlsSettings | undefined;
  readonly problems: readonly Problem[];
}

const PATH = ['server', 'tls'] as const;
const CERT = [...PATH, 'cert'] as const;
const KEY = [...PATH, 'key'] as const;

/** Reads the certificate and its key, and finds what would keep clients from talking TLS. */
export async function resolveTls(
  server: ServerText | undefined,
  folder: string,
  document: ConfigDocument,
): Promise<TlsReport> {
  const { tls } = server ?? {};
  if (tls === undefined || tls === 'off') return { settings: undefined, problems: [] };
  if (tls === 'auto') {
    const settings = { kind: 'auto', folder: join(folder, '.backworks') } as const;
    return { settings, problems: await checkOwnKey(settings.folder, document) };
  }
  // A file that is not named, or not there, is reported where every other one is.
  if (tls.cert === undefined || tls.key === undefined) return { settings: undefined, problems: [] };
  const files = { cert: resolve(folder, tls.cert), key: resolve(folder, tls.key) };
  const [cert, key] = await Promise.all([contentOf(files.cert), contentOf(files.key)]);
  if (cert === undefined || key === undefined) return { settings: undefined, problems: [] };
  const problems = await problemsOf(cert, key, document);
  return { settings: { kind: 'files', ...files, fingerprint: fingerprintOf(cert, key) }, problems };
}

async function contentOf(file: string): Promise<Buffer | undefined> {
  const { readFile } = await import('node:fs/promises');
  return readFile(file).catch(() => undefined);
}

async function problemsOf(cert: Buffer, key: Buffer, document: ConfigDocument): Promise<Problem[]> {
  // TLS is loaded for those who want it.
  const { checkPair } = await import('../../base/key-pair.ts');
  const { faults, validity } = checkPair(cert, key, (one) => document.excerptOf(one === 'cert' ? CERT : KEY));
  if (validity === undefined) return faults.map((fault) => problemOf(fault, document));
  return checkDates(validity, document);
}

function problemOf({ code, culprit, message, hint }: PairFault, document: ConfigDocument): Problem {
  const path = culprit === 'cert' ? CERT : KEY;
  const { span } = document.placeOf(CERT, 'value');
  return document.problem(code, message, path, {
    ...(hint !== undefined && { hint }),
    ...(code === 'BW3323' && { related: [{ message: 'the certificate', span }] }),
  });
}

/** Clients refuse it before and after its time, but the server can show it. */
function checkDates({ from, to }: Validity, document: ConfigDocument): Problem[] {
  const now = Date.now();
  const source = document.excerptOf(CERT);
  if (from.getTime() <= now && now < to.getTime()) return [];
  const message =
    now < from.getTime()
      ? `${source} is valid only from ${dayOf(from)}`
      : `${source} expired on ${dayOf(to)}`;
  return [{ ...document.problem('BW3324', message, CERT), severity: 'warning' }];
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
