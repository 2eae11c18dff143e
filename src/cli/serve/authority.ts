import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerSettings } from '../../contracts/config.ts';

/**
 * The file with the certificate that clients have to be told to trust: the one that was made for this machine, or
 * one of the user's that vouches for itself. Undefined for all others, which clients may know by themselves.
 *
 * @returns an absolute path
 */
export function authorityOf({ tls }: Pick<ServerSettings, 'tls'>): string | undefined {
  if (tls === undefined) return undefined;
  if (tls.kind === 'auto') return join(tls.folder, 'tls', 'cert.pem');
  return vouchesForItself(tls.cert) ? tls.cert : undefined;
}

/** The last certificate of a chain is the one that the others depend on. */
function vouchesForItself(file: string): boolean {
  try {
    const pem = readFileSync(file, 'utf8');
    const { issuer, subject } = new X509Certificate(
      pem.slice(pem.lastIndexOf('-----BEGIN CERTIFICATE-----')),
    );
    return issuer === subject;
  } catch {
    // It was there and in order when the server took it up: whatever it is now, it is nothing to trust.
    return false;
  }
}
