import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { authorityOf } from './authority.ts';

/** Both were made with openssl, and are valid for a hundred years. */
const AUTHORITY = `-----BEGIN CERTIFICATE-----
MIIBfzCCASWgAwIBAgIUfztUdOloOUBV34/EavrOlPCygaAwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJQXV0aG9yaXR5MCAXDTI2MTEyMTE4MDYzNFoYDzIxMjYxMDI4
MTgwNjM0WjAUMRIwEAYDVQQDDAlBdXRob3JpdHkwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQBAmfwKydlUhHDIoPxdKNDFy9AQW1tnrO47d9YrrvY5LBu7jP9NHBz
TUBuwDB2wxeQpXiZve3cc2pOreYPMUfko1MwUTAdBgNVHQ4EFgQU+2WBUYeQluih
bn9ayrj4G+iba98wHwYDVR0jBBgwFoAU+2WBUYeQluihbn9ayrj4G+iba98wDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiBhycWyNwKnNh4HBY5mU8uQ
wUtpOB1QVN7RTYEV0pzTEwIhAILNp13NSOZf+ePQV6j/Ffaxz/7eHPSFW0aHTHxg
vBw8
-----END CERTIFICATE-----
`;

/** Signed by that authority. */
const SIGNED_BY_ANOTHER = `-----BEGIN CERTIFICATE-----
MIIBJDCBywIUb69TyXxdA84i6j3k5zXkaeq9D2EwCgYIKoZIzj0EAwIwFDESMBAG
A1UEAwwJQXV0aG9yaXR5MCAXDTI2MTEyMTE4MDYzNFoYDzIxMjYxMDI4MTgwNjM0
WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AAS6+1X/ssNy3vV+EXa3Wb6zGkjlp6S0VGZybhYN8xr3OJX8qHTp1nMiGhD3/7bn
ZxqWav7pzGGWXwbbuG2YjVqoMAoGCCqGSM49BAMCA0gAMEUCICec9PEYKh2c7ixP
+uzu0BQx8gDEXXTnB5ZYPfpgpXERAiEAx60RrF0ZSLof2uQRWhl8P8HmF63bWl9t
aVDI26hgL84=
-----END CERTIFICATE-----
`;

function filesWith(cert: string) {
  const folder = mkdtempSync(join(tmpdir(), 'backworks-authority-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'cert.pem');
  writeFileSync(path, cert);
  return { path, tls: { kind: 'files', cert: path, key: join(folder, 'key.pem'), fingerprint: '' } } as const;
}

it('a certificate that was made for this machine, or that vouches for itself, must be told of', () => {
  expect(authorityOf({ tls: { kind: 'auto', folder: '/shop/.backworks' } })).toBe(
    join('/shop/.backworks', 'tls', 'cert.pem'),
  );
  const own = filesWith(AUTHORITY);
  expect(authorityOf(own)).toBe(own.path);
  const chain = filesWith(`${SIGNED_BY_ANOTHER}${AUTHORITY}`);
  expect(authorityOf(chain)).toBe(chain.path);
});

it('others are known to clients, or not ours to name', () => {
  expect(authorityOf({ tls: undefined })).toBeUndefined();
  expect(authorityOf(filesWith(SIGNED_BY_ANOTHER))).toBeUndefined();
  expect(authorityOf(filesWith(`${AUTHORITY}${SIGNED_BY_ANOTHER}`))).toBeUndefined();
  expect(authorityOf(filesWith('nothing of the kind'))).toBeUndefined();
});
