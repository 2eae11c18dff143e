import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createToken, writeRunFile } from './run-file.ts';

function folderOfItsOwn(): string {
  const folder = mkdtempSync(join(tmpdir(), 'backworks-run-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const run = () => ({ pid: process.pid, url: 'http://127.0.0.1:1', token: createToken() });

it('writes a file that only its owner can read, and removes it again', async () => {
  const folder = join(folderOfItsOwn(), 'run');
  const written = run();
  const remove = await writeRunFile(folder, written);
  const file = join(folder, `${process.pid}.json`);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(written);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  await remove?.();
  expect(readdirSync(folder)).toEqual([]);
});

it('clears away what a killed server left, and nothing else', async () => {
  const folder = folderOfItsOwn();
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  for (const name of [`${gone}.json`, `${process.ppid}.json`, 'notes.json'])
    writeFileSync(join(folder, name), '{}');
  await writeRunFile(folder, run());
  expect(readdirSync(folder).sort()).toEqual(
    [`${process.pid}.json`, `${process.ppid}.json`, 'notes.json'].sort(),
  );
});

it('leaves a folder alone in which it cannot write', async () => {
  const folder = folderOfItsOwn();
  writeFileSync(join(folder, 'run'), 'a file');
  expect(await writeRunFile(join(folder, 'run'), run())).toBeUndefined();
});

it('makes tokens nobody guesses', () => {
  const tokens = new Set(Array.from({ length: 100 }, createToken));
  expect(tokens.size).toBe(100);
  expect([...tokens].every((token) => token.length >= 32)).toBe(true);
});
