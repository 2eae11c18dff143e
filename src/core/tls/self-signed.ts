import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { BackworksError } from '../../base/errors.ts';
import { makeOwnFolder } from '../../base/own-folder.ts';
import type { TlsMaterial } from './material.ts';
import { signOwn } from './sign.ts';

/** Below the folder beside the configuration that is ours. */
const FOLDER = 'tls';

/** A certificate that ends sooner, in ms, is made anew: a server may run for a while. */
const MARGIN = 30 * 24 * 60 * 60 * 1000;

/**
 * The certificate that was made for these names, or a new one. `<folder>/tls/` keeps it, for its owner only,
 * so that a client who trusts it once trusts it the next time.
 *
 * @param folder `.backworks` beside the configuration
 * @throws BackworksError BW7020 when none can be made, BW7021 when it cannot be kept
 */
export async function certificateFor(folder: string, names: readonly string[]): Promise<TlsMaterial> {
  const kept = await readKept(join(folder, FOLDER));
  if (kept !== undefined && serves(kept, names)) return kept;
  const made = await signOwn(names);
  try {
    await keep(made, folder, names);
  } catch (cause) {
    throw new BackworksError('BW7021', `the certificate cannot be kept in ${folder}`, { cause });
  }
  // All servers of the folder show the one that is kept.
  const winner = await readKept(join(folder, FOLDER));
  return winner !== undefined && serves(winner, names) ? winner : made;
}

async function readKept(folder: string): Promise<TlsMaterial | undefined> {
  try {
    const [cert, key] = await Promise.all([
      readFile(join(folder, 'cert.pem'), 'utf8'),
      readFile(join(folder, 'key.pem'), 'utf8'),
    ]);
    return { cert, key };
  } catch {
    // None was made yet, or somebody removed a part of it: either way a new one takes its place.
    return undefined;
  }
}

function serves({ cert, key }: TlsMaterial, names: readonly string[]): boolean {
  try {
    const certificate = new X509Certificate(cert);
    const lasts = Date.parse(certificate.validTo) - Date.now() > MARGIN;
    const covers = names.every((name) =>
      isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name),
    );
    return lasts && covers && certificate.checkPrivateKey(createPrivateKey(key));
  } catch {
    // Not what we wrote, so it is no certificate of ours.
    return false;
  }
}

/** In one step: nobody ever finds the key of one certificate beside another. */
async function keep({ cert, key }: TlsMaterial, folder: string, names: readonly string[]): Promise<void> {
  makeOwnFolder(folder);
  const fresh = await mkdtemp(join(folder, `${FOLDER}-`));
  const place = join(folder, FOLDER);
  try {
    await writeFile(join(fresh, 'key.pem'), key, { mode: 0o600 });
    await writeFile(join(fresh, 'cert.pem'), cert, { mode: 0o644 });
    if (await moved(fresh, place)) return;
    // Another server may have kept its own at the same moment: the first one stays.
    const kept = await readKept(place);
    if (kept !== undefined && serves(kept, names)) return;
    const old = `${fresh}-old`;
    await moved(place, old);
    await moved(fresh, place);
    await rm(old, { recursive: true, force: true });
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** False when something stands there already, or there is nothing to move. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENOTEMPTY', 'EEXIST', 'EPERM', 'ENOENT'].includes(code)) return false;
    throw error;
  }
}
