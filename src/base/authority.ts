import { X509Certificate } from 'node:crypto';

const BLOCK =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

/**
 * What keeps a file from naming authorities: Node.js takes whatever it gets for one, and then trusts nobody.
 *
 * @param pem the file's content
 * @returns the end of a sentence about the file; undefined when every certificate in it can be read
 */
export function authorityFault(pem: string): string | undefined {
  const blocks = pem.match(BLOCK) ?? [];
  if (blocks.length === 0) return 'has no certificate in PEM';
  const broken = blocks.findIndex((block) => !isCertificate(block));
  if (broken === -1) return undefined;
  const place = blocks.length === 1 ? '' : ` (number ${broken + 1} of ${blocks.length})`;
  return `has a certificate that cannot be read${place}`;
}

function isCertificate(block: string): boolean {
  try {
    new X509Certificate(block);
    return true;
  } catch {
    // Whatever OpenSSL says of it, nobody could trust it.
    return false;
  }
}
