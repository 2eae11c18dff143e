import { generateKeyPair, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import { BackworksError } from '../../base/errors.ts';
import type { TlsMaterial } from './material.ts';

const DAY = 24 * 60 * 60 * 1000;

/** No system takes one that a user trusts for more than 825 days (https://support.apple.com/103769). */
const LIFETIME = 800 * DAY;

/** Clocks differ. */
const HEAD_START = DAY;

/** DNS name and IP address in a subject alternative name (RFC 5280, section 4.2.1.6). */
const [DNS, IP] = [2, 7];

/**
 * Makes a certificate that vouches for itself. It can vouch for no other: whoever trusts it trusts this key
 * for these names and nothing else.
 *
 * @param names host names and IP addresses; the first one is the subject
 * @throws BackworksError BW7020 when the package for it is not installed
 */
export async function signOwn(names: readonly string[]): Promise<TlsMaterial> {
  const { pki, md } = await loadForge();
  const { privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const key = pki.privateKeyFromPem(privateKey);
  const certificate = pki.createCertificate();
  certificate.publicKey = pki.setRsaPublicKey(key.n, key.e);
  // A serial number is positive.
  certificate.serialNumber = `0${randomBytes(16).toString('hex').slice(1)}`;
  certificate.validity.notBefore = new Date(Date.now() - HEAD_START);
  certificate.validity.notAfter = new Date(Date.now() + LIFETIME);
  const subject = [
    { name: 'commonName', value: 'backworks' },
    { name: 'organizationName', value: names[0] },
  ];
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectKeyIdentifier' },
    {
      name: 'subjectAltName',
      altNames: names.map((name) => (isIP(name) === 0 ? { type: DNS, value: name } : { type: IP, ip: name })),
    },
  ]);
  certificate.sign(key, md.sha256.create());
  return { cert: pki.certificateToPem(certificate), key: privateKey };
}

async function loadForge(): Promise<typeof import('node-forge')> {
  try {
    return (await import('node-forge')).default;
  } catch (cause) {
    throw new BackworksError('BW7020', 'node-forge, which makes certificates, is not installed', { cause });
  }
}
