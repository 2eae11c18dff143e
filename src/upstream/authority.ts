import { X509Certificate } from 'node:crypto';
import { BackworksError } from '../base/errors.ts';

const BLOCK =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

/**
 * Node.js takes whatever it gets for an authority, and then trusts nobody.
 *
 * @param pem the content of the file that `tls.ca` names
 * @throws BackworksError BW3321 when there is no certificate in it, or one that cannot be read
 */
export function checkAuthority(pem: string): void {
  const blocks = pem.match(BLOCK) ?? [];
  if (blocks.length === 0) throw unusable('has no certificate in PEM');
  for (const [index, block] of blocks.entries()) {
    try {
      new X509Certificate(block);
    } catch (cause) {
      const place = blocks.length === 1 ? '' : ` (number ${index + 1} of ${blocks.length})`;
      throw unusable(`has a certificate that cannot be read${place}`, cause);
    }
  }
}

function unusable(what: string, cause?: unknown): BackworksError {
  return new BackworksError('BW3321', `the file of \`tls.ca\` ${what}`, {
    cause,
    hint: 'name a PEM file that begins with `-----BEGIN CERTIFICATE-----`: the certificate of the authority',
  });
}
