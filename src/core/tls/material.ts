import { readFileSync } from 'node:fs';
import { BackworksError } from '../../base/errors.ts';
import { fingerprintOf } from '../../base/fingerprint.ts';
import type { TlsSettings } from '../../contracts/config.ts';
import { certificateFor } from './self-signed.ts';

/** A certificate with its key, both PEM. */
export interface TlsMaterial {
  readonly cert: Buffer | string;
  readonly key: Buffer | string;
}

/**
 * What the server shows its clients.
 *
 * @throws BackworksError BW7020 to BW7022 when there is none
 */
export function materialFor(settings: TlsSettings, host: string): Promise<TlsMaterial> | TlsMaterial {
  return settings.kind === 'auto' ? certificateFor(settings.folder, namesFor(host)) : readMaterial(settings);
}

/** Every way to say this machine, and the host if that is another one. */
function namesFor(host: string): string[] {
  const usual = ['localhost', '127.0.0.1', '::1'];
  return ['0.0.0.0', '::', ...usual].includes(host) ? usual : [...usual, host];
}

/** Reads the files as they were when the configuration was checked; what changed since is checked first. */
export function readMaterial({ cert, key, fingerprint }: TlsSettings & { kind: 'files' }): TlsMaterial {
  const material = { cert: readText(cert), key: readText(key) };
  if (fingerprintOf(material.cert, material.key) !== fingerprint)
    throw new BackworksError('BW7022', 'the certificate changed while it was taken up');
  return material;
}

function readText(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new BackworksError('BW7022', 'the certificate cannot be read', { cause });
  }
}
