import { createHash } from 'node:crypto';

/** Tells whether one of several contents changed. */
export function fingerprintOf(...contents: readonly (Uint8Array | string)[]): string {
  const hash = createHash('sha256');
  for (const content of contents) hash.update(`${content.length}\0`).update(content);
  return hash.digest('base64url');
}
