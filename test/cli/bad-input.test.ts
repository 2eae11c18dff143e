import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run, temporaryFolder } from './program.ts';

interface BadInput {
  readonly name: string;
  readonly bytes: string | Buffer;
  readonly code: string;
  /** `line:column` of the first finding. */
  readonly at: string;
  /** It is no text at all, so that even `validate` ends with 3. */
  readonly unreadable?: boolean;
}

const head = 'name: x\nendpoints:\n';
const route = '  GET /a: { mock: { body: 1 } }\n';
const aliasBomb = [
  'x-a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]',
  ...['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((name) => {
    const before = String.fromCharCode(name.charCodeAt(0) - 1);
    return `x-${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`;
  }),
].join('\n');

const inputs: readonly BadInput[] = [
  { name: 'a tab as indentation', bytes: `name: x\nendpoints:\n\tGET /a: {}\n`, code: 'BW1', at: '3:1' },
  { name: 'an empty file', bytes: '', code: 'BW1', at: '1:1' },
  { name: 'a file of comments', bytes: '# nothing\n', code: 'BW1', at: '1:1' },
  { name: 'two documents', bytes: `${head}${route}---\n${head}${route}`, code: 'BW1', at: '4:1' },
  { name: 'duplicate keys', bytes: `${head}${route}${route}`, code: 'BW1', at: '4:3' },
  { name: 'an alias bomb', bytes: `${aliasBomb}\n${head}${route}`, code: 'BW1', at: '' },
  { name: '__proto__ as a key', bytes: `${head}${route}__proto__: { mode: mock }\n`, code: 'BW2', at: '4:1' },
  {
    name: 'UTF-16',
    bytes: Buffer.from(`\ufeff${head}${route}`, 'utf16le'),
    code: 'BW1',
    at: '1:1',
    unreadable: true,
  },
  { name: 'a port out of range', bytes: `${head}${route}server: { port: 70000 }\n`, code: 'BW2', at: '4:17' },
  { name: 'a port as text', bytes: `${head}${route}server: { port: http }\n`, code: 'BW2', at: '4:17' },
  {
    name: 'an unquoted template that breaks the YAML',
    bytes: `${head}  GET /a: { mock: { body: { id: \${path.id} } } }\n`,
    code: 'BW1',
    at: '',
  },
];

/** Every file of a folder with its bytes and its time of change. */
function snapshot(folder: string): unknown[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => {
    const file = join(folder, path);
    const { mtimeMs } = statSync(file);
    return [path, mtimeMs, statSync(file).isFile() ? readFileSync(file).toString('hex') : ''];
  });
}

describe.each(inputs)('$name', ({ bytes, code, at, unreadable }) => {
  it.each([
    ['validate', unreadable ? 3 : 1],
    ['start', 3],
  ])('%s names the place and ends with %i, and the folder stays as it was', async (command, exit) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'backworks.yaml'), bytes);
    const before = snapshot(folder);
    const ended = await run([command], { cwd: folder });
    expect(ended.code, ended.stderr).toBe(exit);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toContain(`error[${code}`);
    expect(ended.stderr).toContain(`backworks.yaml:${at}`);
    expect(ended.stderr).not.toMatch(/^\s+at .*\.js:\d+/m);
    expect(snapshot(folder)).toEqual(before);
  });
});

describe('a configuration that cannot be read', () => {
  it('as it is a directory', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'backworks.yaml'));
    const { code, stderr } = await run(['start', '-c', 'backworks.yaml'], { cwd: folder });
    expect(code).toBe(3);
    expect(stderr).toMatch(/error\[BW1\d+\].*director|folder/);
  });

  it('as reading it fails', async () => {
    // Memory that is not mapped: even root cannot read it.
    const { code, stderr } = await run(['start', '-c', '/proc/self/mem'], { cwd: temporaryFolder() });
    expect(code).toBe(3);
    expect(stderr).toMatch(/error\[BW1\d+\]: .*read/);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('as it is a pipe that nobody writes to', async () => {
    const folder = temporaryFolder();
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
    const { code, stderr } = await run(['start', '-c', 'pipe.yaml'], { cwd: folder });
    expect(code).toBe(3);
    expect(stderr).toContain('pipe.yaml:1:1');
  });

  it('as it is missing', async () => {
    const { code, stderr } = await run(['start', '-c', 'nowhere.yaml'], { cwd: temporaryFolder() });
    expect(code).toBe(3);
    expect(stderr).toContain('nowhere.yaml');
  });
});

describe('a file of 18,000 lines', () => {
  it('is checked like any other, down to its last line', async () => {
    const folder = temporaryFolder();
    const endpoints = Array.from(
      { length: 3_600 },
      (_, index) =>
        `  GET /r${index}/{id}:\n    mock:\n      status: 200\n      delay: 1ms\n      body: { id: 1 }\n`,
    );
    writeFileSync(join(folder, 'backworks.yaml'), `${head}${endpoints.join('')}  GET /last: { moc: {} }\n`);
    const { code, stderr } = await run(['validate'], { cwd: folder });
    expect(code).toBe(1);
    expect(stderr).toContain('backworks.yaml:18003:16');
  });
});
