import { join, resolve } from 'node:path';
import { fingerprintOf } from '../../base/fingerprint.ts';
import type { TlsSettings } from '../../contracts/config.ts';
import type { ConfigDocument } from '../document.ts';
import type { Problem } from '../problem.ts';
import type { ServerText } from '../schema/server.ts';

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
  if (tls === 'auto') return { settings: { kind: 'auto', folder: join(folder, '.backworks') }, problems: [] };
  // A file that is not named, or not there, is reported where every other one is.
  if (tls.cert === undefined || tls.key === undefined) return { settings: undefined, problems: [] };
  const files = { cert: resolve(folder, tls.cert), key: resolve(folder, tls.key) };
  const [cert, key] = await Promise.all([contentOf(files.cert), contentOf(files.key)]);
  if (cert === undefined || key === undefined) return { settings: undefined, problems: [] };
  const problems = await checkPair(cert, key, document);
  return { settings: { kind: 'files', ...files, fingerprint: fingerprintOf(cert, key) }, problems };
}

async function contentOf(file: string): Promise<Buffer | undefined> {
  const { readFile } = await import('node:fs/promises');
  return readFile(file).catch(() => undefined);
}

async function checkPair(cert: Buffer, key: Buffer, document: ConfigDocument): Promise<Problem[]> {
  const { X509Certificate, createPrivateKey } = await import('node:crypto');
  const certificate = attempt(() => new X509Certificate(pemOnly(cert)));
  const privateKey = attempt(() => createPrivateKey(pemOnly(key)));
  const problems: Problem[] = [];
  if (certificate instanceof Error)
    problems.push(document.problem('BW3321', `${document.excerptOf(CERT)} is no certificate in PEM`, CERT));
  if (privateKey instanceof Error) problems.push(keyProblem(key, document));
  if (certificate instanceof Error || privateKey instanceof Error) return problems;
  if (!certificate.checkPrivateKey(privateKey)) return [mismatch(document)];
  const { createSecureContext } = await import('node:tls');
  const context = attempt(() => createSecureContext({ cert, key }));
  if (context instanceof Error) {
    const message = `${document.excerptOf(CERT)} cannot be used: ${reasonOf(context)}`;
    return [document.problem('BW3321', message, CERT)];
  }
  return checkDates(certificate, document);
}

/** DER would be read, too, but not by TLS. */
function pemOnly(content: Buffer): Buffer {
  if (!content.includes('-----BEGIN ')) throw new Error('there is no PEM block');
  return content;
}

function keyProblem(key: Buffer, document: ConfigDocument): Problem {
  const source = document.excerptOf(KEY);
  if (!key.includes('ENCRYPTED')) {
    return document.problem('BW3322', `${source} is no private key in PEM`, KEY);
  }
  return document.problem('BW3322', `${source} is a private key with a passphrase`, KEY, {
    hint: 'write one without: openssl pkey -in FILE -out NEW_FILE, and keep it to yourself: chmod 600 NEW_FILE',
  });
}

function mismatch(document: ConfigDocument): Problem {
  const message = `${document.excerptOf(KEY)} is not the key of ${document.excerptOf(CERT)}`;
  const { span } = document.placeOf(CERT, 'value');
  return document.problem('BW3323', message, KEY, { related: [{ message: 'the certificate', span }] });
}

/** Clients refuse it before and after its time, but the server can show it. */
function checkDates(
  { validFrom, validTo }: { readonly validFrom: string; readonly validTo: string },
  document: ConfigDocument,
): Problem[] {
  const now = Date.now();
  const source = document.excerptOf(CERT);
  const [begins, ends] = [new Date(validFrom), new Date(validTo)];
  if (begins.getTime() <= now && now < ends.getTime()) return [];
  const message =
    now < begins.getTime()
      ? `${source} is valid only from ${dayOf(begins)}`
      : `${source} expired on ${dayOf(ends)}`;
  return [{ ...document.problem('BW3324', message, CERT), severity: 'warning' }];
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** What OpenSSL says, without the numbers around it. */
function reasonOf({ message }: Error): string {
  return message.split(':').at(-1) ?? message;
}

function attempt<Value>(work: () => Value): Value | Error {
  try {
    return work();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
