import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { CommandCall } from '../../contracts/command.ts';
import type { ResolvedConfig, TlsSettings } from '../../contracts/config.ts';
import { banner } from './banner.ts';

/** Made with openssl; vouches for itself, and is valid for a hundred years. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
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

function bannerWith(tls: TlsSettings | undefined, cwd: string): string {
  const endpoint = { key: 'GET /a', methods: ['GET'], path: '/a', mode: 'mock' };
  const config = { server: { tls }, endpoints: [endpoint], plugins: [] } as unknown as ResolvedConfig;
  const paint = { bold: String, dim: String, red: String, yellow: String, green: String, cyan: String };
  const call = { cwd, screen: { err: { paint }, keys: false } } as unknown as CommandCall;
  const facts = {
    url: 'https://127.0.0.1:4000',
    configName: 'api.yaml',
    config,
    version: '1',
    givenUp: [],
    watched: [],
  };
  return banner(facts, call);
}

it('shows how to trust a certificate that nobody knows, and only that', () => {
  const folder = mkdtempSync(join(tmpdir(), 'backworks-banner-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const cert = join(folder, 'cert.pem');
  const files = { kind: 'files', cert, key: cert, fingerprint: '' } as const;
  writeFileSync(cert, CERTIFICATE);
  expect(bannerWith(files, folder)).toContain('curl --cacert cert.pem https://127.0.0.1:4000/a');
  expect(bannerWith(files, folder)).toContain('cert.pem  (vouches for itself');
  expect(bannerWith({ kind: 'auto', folder: join(folder, '.backworks') }, folder)).toContain(
    `curl --cacert ${join('.backworks', 'tls', 'cert.pem')} https://`,
  );
  rmSync(cert);
  expect(bannerWith(files, folder)).toContain('curl https://127.0.0.1:4000/a');
  expect(bannerWith(undefined, folder)).not.toContain('trust');
});
