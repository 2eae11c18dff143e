import { readFileSync } from 'node:fs';
import { BackworksError } from '../../base/errors.ts';
import { fingerprintOf } from '../../base/fingerprint.ts';
import { checkPair, type Validity } from '../../base/key-pair.ts';
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

/** The settings for what the files hold now. */
export interface Renewal {
  readonly settings: TlsSettings;
  readonly validity: Validity | undefined;
}

/**
 * Looks whether the files hold another certificate than the one that is shown.
 *
 * @returns undefined when they do not
 * @throws BackworksError BW3321 to BW3323, or BW7022, when it cannot be used
 */
export function readRenewal(settings: TlsSettings): Renewal | undefined {
  if (settings.kind === 'auto') return undefined;
  const [cert, key] = [readText(settings.cert), readText(settings.key)];
  const fingerprint = fingerprintOf(cert, key);
  if (fingerprint === settings.fingerprint) return undefined;
  const { faults, validity } = checkPair(cert, key, (one) => `\`server.tls.${one}\``);
  for (const { code, message, hint } of faults)
    throw new BackworksError(code, message, hint === undefined ? {} : { hint });
  return { settings: { ...settings, fingerprint }, validity };
}

function readText(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new BackworksError('BW7022', 'the certificate cannot be read', { cause });
  }
}
