import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { fingerprintOf } from '../../base/fingerprint.ts';
import { readMaterial } from './material.ts';

it('files are taken up as they were checked, or not at all: BW7022', () => {
  const folder = mkdtempSync(join(tmpdir(), 'backworks-material-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  writeFileSync(cert, 'a certificate');
  writeFileSync(key, 'a key');
  const settings = {
    kind: 'files',
    cert,
    key,
    fingerprint: fingerprintOf('a certificate', 'a key'),
  } as const;
  expect(String(readMaterial(settings).cert)).toBe('a certificate');
  writeFileSync(key, 'another');
  expect(() => readMaterial(settings)).toThrow(expect.objectContaining({ code: 'BW7022' }));
  rmSync(key);
  expect(() => readMaterial(settings)).toThrow(expect.objectContaining({ code: 'BW7022' }));
});
