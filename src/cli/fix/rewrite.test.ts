import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { lacks } from '../../../test/require.ts';
import { type Rewrite, rewriteFiles } from './rewrite.ts';

const isRoot = process.geteuid?.() === 0;
const notRoot = lacks('the rights of root, to give files to others', isRoot);
const NOBODY = 65_534;

let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rewrite-'));
  chmodSync(folder, 0o755);
  file = join(folder, 'backworks.yaml');
  writeFileSync(file, 'old\n');
});
afterEach(() => {
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true, force: true });
});

function rewrite(after: string, path = file, before = 'old\n'): Rewrite {
  return {
    name: path.slice(folder.length + 1),
    path,
    before: Buffer.from(before),
    after: Buffer.from(after),
  };
}

/** As somebody whom permissions bind: nothing binds root. */
function asNobody<Result>(work: () => Result): Result {
  if (!isRoot) return work();
  process.seteuid?.(NOBODY);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
}

describe('a file that is rewritten', () => {
  it('has the new content and nothing beside it', () => {
    rewriteFiles([rewrite('new\n')]);
    expect(readFileSync(file, 'utf8')).toBe('new\n');
    expect(readdirSync(folder)).toEqual(['backworks.yaml']);
  });

  it.each([0o600, 0o640, 0o755, 0o4755])('keeps the mode %o', (mode) => {
    chmodSync(file, mode);
    rewriteFiles([rewrite('new\n')]);
    expect(statSync(file).mode & 0o7777).toBe(mode);
  });

  it.skipIf(notRoot)('keeps its owner and group', () => {
    chownSync(file, 1234, 5678);
    rewriteFiles([rewrite('new\n')]);
    expect(statSync(file)).toMatchObject({ uid: 1234, gid: 5678 });
  });

  it('has the old or the new content for whoever reads it meanwhile, never a part', async () => {
    const old = `${'old\n'.repeat(50_000)}`;
    const fresh = `${'fresh\n'.repeat(50_000)}`;
    writeFileSync(file, old);
    const watcher = `
      const { readFileSync } = require('node:fs');
      const seen = new Set();
      process.stdout.write('reading\\n');
      process.stdin.resume().on('end', () => { process.stdout.write(JSON.stringify([...seen])); process.exit(); });
      const look = () => {
        for (let turn = 0; turn < 20; turn += 1) seen.add(readFileSync(process.argv[1], 'utf8').length);
        setImmediate(look);
      };
      look();`;
    const reader = spawn(process.execPath, ['-e', watcher, file]);
    onTestFinished(() => void reader.kill('SIGKILL'));
    let said = '';
    reader.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    await once(reader.stdout, 'data');
    for (let turn = 0; turn < 100; turn += 1) {
      const [before, after] = turn % 2 === 0 ? [old, fresh] : [fresh, old];
      rewriteFiles([rewrite(after, file, before)]);
    }
    reader.stdin.end();
    await once(reader, 'close');
    const lengths: number[] = JSON.parse(said.replace('reading\n', ''));
    expect(lengths.filter((length) => length !== old.length && length !== fresh.length)).toEqual([]);
  });
});

describe('a file that cannot be rewritten', () => {
  it.each([
    ['written in place', () => writeFileSync(file, 'mine\n')],
    [
      'replaced',
      () => {
        writeFileSync(`${file}~`, 'mine\n');
        renameSync(`${file}~`, file);
      },
    ],
  ])('because it was %s meanwhile keeps what somebody saved', (_, save) => {
    save();
    expect(() => rewriteFiles([rewrite('new\n')])).toThrow(
      expect.objectContaining({
        code: 'BW7006',
        message: 'backworks.yaml was changed meanwhile; nothing was written',
      }),
    );
    expect(readFileSync(file, 'utf8')).toBe('mine\n');
    expect(readdirSync(folder)).toEqual(['backworks.yaml']);
  });

  it('because it is gone stays gone', () => {
    rmSync(file);
    expect(() => rewriteFiles([rewrite('new\n')])).toThrow(expect.objectContaining({ code: 'BW7006' }));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('because a folder is in its place is named with the reason', () => {
    rmSync(file);
    mkdirSync(file);
    expect(() => rewriteFiles([rewrite('new\n')])).toThrow(
      expect.objectContaining({
        code: 'BW7005',
        message: expect.stringContaining('backworks.yaml cannot be written'),
      }),
    );
    expect(readdirSync(folder)).toEqual(['backworks.yaml']);
  });

  it('because its folder may not be written is named with the reason', () => {
    chmodSync(file, 0o666);
    chmodSync(folder, 0o555);
    expect(() => asNobody(() => rewriteFiles([rewrite('new\n')]))).toThrow(
      expect.objectContaining({
        code: 'BW7005',
        message: 'backworks.yaml cannot be written: you may not write here; nothing was written',
      }),
    );
    expect(readFileSync(file, 'utf8')).toBe('old\n');
    expect(readdirSync(folder)).toEqual(['backworks.yaml']);
  });

  it('because it is only read stays as it is, though its folder would let it be replaced', () => {
    chmodSync(folder, 0o777);
    chmodSync(file, 0o444);
    expect(() => asNobody(() => rewriteFiles([rewrite('new\n')]))).toThrow(/cannot be written: you may not/);
    expect(readFileSync(file, 'utf8')).toBe('old\n');
  });

  it.skipIf(notRoot)('because it would lose its owner stays as it is and leaves nothing beside it', () => {
    chmodSync(folder, 0o777);
    chmodSync(file, 0o666);
    expect(() => asNobody(() => rewriteFiles([rewrite('new\n')]))).toThrow(/its owner/);
    expect(readFileSync(file, 'utf8')).toBe('old\n');
    expect(readdirSync(folder)).toEqual(['backworks.yaml']);
  });
});

describe('several files', () => {
  it('are all left when one of them cannot be made ready', () => {
    const other = join(folder, 'other.yaml');
    expect(() => rewriteFiles([rewrite('new\n'), rewrite('new\n', other)])).toThrow(/nothing was written/);
    expect(readFileSync(file, 'utf8')).toBe('old\n');
    expect(readdirSync(folder)).toEqual(['backworks.yaml']);
  });

  it('say which of them were written when a later one was changed', () => {
    const other = join(folder, 'other.yaml');
    writeFileSync(other, 'mine\n');
    expect(() => rewriteFiles([rewrite('new\n'), rewrite('new\n', other)])).toThrow(
      'other.yaml was changed meanwhile; already written: backworks.yaml',
    );
    expect([readFileSync(file, 'utf8'), readFileSync(other, 'utf8')]).toEqual(['new\n', 'mine\n']);
    expect(readdirSync(folder).sort()).toEqual(['backworks.yaml', 'other.yaml']);
  });
});
