import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { makeOwnFolder } from './own-folder.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'backworks-own-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

it('keeps itself out of git, for its owner only', () => {
  const parent = temporaryFolder();
  const folder = join(parent, 'project', '.backworks');
  expect(makeOwnFolder(folder)).toBe(join(parent, 'project'));
  expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
  if (process.platform !== 'win32') expect(statSync(folder).mode & 0o777).toBe(0o700);
});

it('stays as it is when it is there', () => {
  const folder = join(temporaryFolder(), '.backworks');
  mkdirSync(folder);
  expect(makeOwnFolder(folder)).toBeUndefined();
  expect(readdirSync(folder)).toEqual([]);
});
