import { readFile } from 'node:fs/promises';
import type { Path } from '../../base/json-pointer.ts';
import type { ConfigDocument } from '../document.ts';
import type { Problem } from '../problem.ts';

const HINT =
  'name a PEM file that begins with `-----BEGIN CERTIFICATE-----`: the certificate of the authority';

/** Checks that a file, which can be read, holds certificates of authorities. */
export async function checkCertificates(
  file: string,
  path: Path,
  document: ConfigDocument,
): Promise<Problem[]> {
  // What reads certificates is loaded for those who name some.
  const { authorityFault } = await import('../../base/authority.ts');
  const fault = authorityFault(await readFile(file, 'latin1'));
  if (fault === undefined) return [];
  return [document.problem('BW3321', `${document.excerptOf(path)} ${fault}`, path, { hint: HINT })];
}
