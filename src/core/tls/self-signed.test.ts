import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { certificateFor } from './self-signed.ts';

const NAMES = ['localhost', '127.0.0.1', '::1'];
const DAY = 24 * 60 * 60 * 1000;

let folder: string;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'backworks-signed-')), '.backworks');
});

afterEach(() => {
  rmSync(join(folder, '..'), { recursive: true, force: true });
  vi.useRealTimers();
});

const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('a certificate that is made', () => {
  it('is for these names, for this key, for no other certificate and at most 825 days', async () => {
    const { cert, key } = await certificateFor(folder, [...NAMES, 'api.test']);
    const certificate = new X509Certificate(cert);
    const { createPrivateKey } = await import('node:crypto');
    expect(certificate.checkPrivateKey(createPrivateKey(key))).toBe(true);
    for (const name of ['localhost', 'api.test']) expect(certificate.checkHost(name)).toBe(name);
    for (const ip of ['127.0.0.1', '::1']) expect(certificate.checkIP(ip)).toBe(ip);
    expect(certificate.checkHost('other.test')).toBeUndefined();
    expect(certificate.ca).toBe(false);
    const days = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / DAY;
    expect(days).toBeLessThanOrEqual(825);
  });

  it.skipIf(process.platform === 'win32')('is kept for its owner only', async () => {
    await certificateFor(folder, NAMES);
    expect(modeOf(folder)).toBe(0o700);
    expect(modeOf(join(folder, 'tls'))).toBe(0o700);
    expect(modeOf(join(folder, 'tls/key.pem'))).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['.gitignore', 'tls']);
  });

  it('is shown again the next time', async () => {
    const first = await certificateFor(folder, NAMES);
    expect(await certificateFor(folder, NAMES)).toEqual(first);
  });

  it('is made anew for another name, at its end, and when it is spoilt', async () => {
    const first = await certificateFor(folder, NAMES);
    const second = await certificateFor(folder, [...NAMES, '192.0.2.1']);
    expect(second.cert).not.toBe(first.cert);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 790 * DAY });
    const third = await certificateFor(folder, NAMES);
    expect(third.cert).not.toBe(second.cert);
    writeFileSync(join(folder, 'tls/key.pem'), String(first.key));
    const fourth = await certificateFor(folder, NAMES);
    expect(fourth.cert).not.toBe(third.cert);
    expect(readdirSync(folder)).toEqual(['.gitignore', 'tls']);
  });

  it('is one for all servers that start at the same moment', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => certificateFor(folder, NAMES)));
    const kept = readFileSync(join(folder, 'tls/cert.pem'), 'utf8');
    const { createPrivateKey } = await import('node:crypto');
    for (const { cert, key } of all)
      expect(new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))).toBe(true);
    const key = createPrivateKey(readFileSync(join(folder, 'tls/key.pem')));
    expect(new X509Certificate(kept).checkPrivateKey(key)).toBe(true);
  });

  it('that cannot be kept says so: BW7021', async () => {
    writeFileSync(folder, 'a file in the way');
    chmodSync(folder, 0o600);
    await expect(certificateFor(folder, NAMES)).rejects.toMatchObject({ code: 'BW7021' });
  });

  it('takes a package that may be missing: BW7020', async () => {
    vi.doMock('node-forge', () => {
      throw Object.assign(new Error("Cannot find package 'node-forge'"), { code: 'ERR_MODULE_NOT_FOUND' });
    });
    await expect(certificateFor(folder, NAMES)).rejects.toMatchObject({ code: 'BW7020' });
    vi.doUnmock('node-forge');
  });
});
