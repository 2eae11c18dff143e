import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { launch, type RunOptions, run, temporaryFolder } from './program.ts';
import { inTerminal, noTerminal } from './terminal.ts';

const BROKEN = '# mine\r\nnmae: shop # here\r\nendpoints:\r\n  GET /a: { moc: { body: 1 } }\r\n';
const MENDED = '# mine\r\nname: shop # here\r\nendpoints:\r\n  GET /a: { mock: { body: 1 } }\r\n';

function folderWith(text: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'backworks.yaml'), text);
  return folder;
}

const textIn = (folder: string) => readFileSync(join(folder, 'backworks.yaml'), 'utf8');

async function validate(folder: string, words: readonly string[], options: RunOptions = {}) {
  return run(['validate', ...words], { cwd: folder, ...options });
}

describe('validate --fix', () => {
  it('shows the changes, writes them, and keeps everything else', async () => {
    const folder = folderWith(BROKEN);
    const { code, stderr, stdout } = await validate(folder, ['--fix']);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain('-nmae: shop # here');
    expect(stderr).toContain('+name: shop # here');
    expect(stderr).toMatch(/fixed 2 mistakes in backworks\.yaml/);
    expect(textIn(folder)).toBe(MENDED);
    expect(await validate(folder, ['--fix'])).toMatchObject({ code: 0 });
    expect(textIn(folder)).toBe(MENDED);
  });

  it('writes nothing with --dry-run', async () => {
    const folder = folderWith(BROKEN);
    const { code, stdout } = await validate(folder, ['--fix', '--dry-run']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^--- backworks\.yaml\n\+\+\+ backworks\.yaml\n@@ /);
    expect(textIn(folder)).toBe(BROKEN);
  });

  it('leaves what a person has to choose, and says so', async () => {
    const folder = folderWith('server: { timeout: 10 }\nnmae: a\nendpoints: {}\n');
    const { code, stderr } = await validate(folder, ['--fix']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/several fixes/);
    expect(stderr).toMatch(/error\[BW2007\]/);
    expect(textIn(folder)).toBe('server: { timeout: 10 }\nname: a\nendpoints: {}\n');
  });

  it('mends standard input onto stdout, byte order mark and all', async () => {
    const folder = temporaryFolder();
    const input = `\uFEFF${BROKEN}`;
    expect(await validate(folder, ['--fix', '-'], { input })).toMatchObject({
      code: 0,
      stdout: `\uFEFF${MENDED}`,
    });
    const named = await validate(folder, ['--fix', '-', '--stdin-filename', 'backworks.yaml'], { input });
    expect(named).toMatchObject({ code: 0, stdout: `\uFEFF${MENDED}` });
    expect(existsSync(join(folder, 'backworks.yaml'))).toBe(false);
  });

  it('tells programs what it did in one document', async () => {
    const folder = folderWith(BROKEN);
    const { code, stdout } = await validate(folder, ['--fix', '--json']);
    const report = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(report).toMatchObject({ version: 1, ok: true, diagnostics: [] });
    expect(report.fixes).toMatchObject({ end: 'written', written: ['backworks.yaml'], left: [] });
    expect(report.fixes.fixed.map(({ code: fixed }: { code: string }) => fixed)).toEqual([
      'BW2001',
      'BW2001',
    ]);
    const broken = JSON.parse((await validate(folderWith(BROKEN), ['--json'])).stdout);
    expect(broken.nextSteps[0].command).toBe('backworks validate --fix backworks.yaml');
  });

  it.skipIf(noTerminal).each([
    ['y', 0, MENDED],
    ['n', 1, BROKEN],
    ['\x03', 130, BROKEN],
  ])('asks a person once, who says %j', async (answer, expected, text) => {
    const folder = folderWith(BROKEN);
    const running = inTerminal('exec node "$PROGRAM" validate --fix', {
      cwd: folder,
      environment: { PROGRAM: join(import.meta.dirname, '../../bin/backworks.js') },
    });
    await running.shows('stdout', /Write these 2 fixes into backworks\.yaml\?/);
    running.child.stdin.write(answer);
    const { code } = await running.ended;
    expect([code, textIn(folder)]).toEqual([expected, text]);
  });
});

describe('validate --watch', () => {
  it('checks again after every save, and ends with what the last check said', async () => {
    const folder = folderWith('endpoints: {}\n');
    const running = launch(['validate', '--watch'], { cwd: folder });
    await running.shows('stderr', /ok backworks\.yaml: 0 endpoints/);
    writeFileSync(join(folder, 'backworks.yaml'), 'endpoints: {}\nnmae: x\n');
    await running.shows('stderr', /error\[BW2001\]/);
    writeFileSync(join(folder, 'backworks.yaml'), 'name: x\nendpoints: {}\nvars: { a: 1 }\n');
    await running.shows('stderr', /ok [\s\S]*ok /);
    writeFileSync(join(folder, 'backworks.yaml'), 'endpoints: 5\n');
    await running.shows('stderr', /error\[BW2004\]/);
    running.child.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 1 });
  });

  it('notices a new file that an include takes in, and a variable that is set later', async () => {
    const folder = folderWith('include: ["./*.part.yaml"]\nvars: { a: "${A}" }\nendpoints: {}\n');
    writeFileSync(join(folder, 'a.part.yaml'), 'endpoints:\n  GET /a: { mock: {} }\n');
    const running = launch(['validate', '--watch'], { cwd: folder });
    await running.shows('stderr', /error\[BW5001\]/);
    writeFileSync(join(folder, '.env'), 'A=1\n');
    await running.shows('stderr', /ok backworks\.yaml: 1 endpoint /);
    writeFileSync(join(folder, 'b.part.yaml'), 'endpoints:\n  GET /b: { mock: {} }\n');
    await running.shows('stderr', /ok backworks\.yaml: 2 endpoints/);
    running.child.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 0 });
  });
});

describe('validate --print resolved', () => {
  it('prints what counts, with where it comes from, and no secret', async () => {
    const folder = folderWith(
      'server: { port: "${PORT}" }\nenvironments: { live: { name: live } }\nendpoints: {}\n',
    );
    writeFileSync(join(folder, '.env'), 'PORT=4321\n');
    const { code, stdout } = await validate(folder, ['--print', 'resolved', '--env', 'live']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}port: "\*\*\*" +# backworks\.yaml:1; PORT from \.env:1$/m);
    expect(stdout).toMatch(/^name: live +# backworks\.yaml:2$/m);
    const { stdout: json } = await validate(folder, ['--print', 'resolved', '--json']);
    expect(json).not.toContain('4321');
    expect(JSON.parse(json)).toMatchObject({
      version: 1,
      ok: true,
      values: expect.any(Array),
      nextSteps: [],
    });
  });

  it('prints the mistakes of a broken configuration instead', async () => {
    const { code, stdout, stderr } = await validate(folderWith(BROKEN), ['--print', 'resolved']);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/error\[BW2001\]/);
  });
});

describe('flags that make no sense together', () => {
  it.each([
    [['--dry-run'], '--dry-run is a part of --fix'],
    [['--fix', '--watch'], '--fix does not go with --watch'],
    [['--print', 'resolved', '--report', 'json=x.json'], '--print does not go with --report'],
    [['--watch', '-'], '--watch follows files'],
    [['--env', 'a b'], 'no environment can be called'],
    [['--env', 'nowhere'], 'no environment is called `nowhere`'],
  ])('%j', async (words, message) => {
    const { code, stderr } = await validate(folderWith('endpoints: {}\n'), words);
    expect(stderr).toContain(message);
    expect(code).toBe(words[1] === 'nowhere' ? 1 : 2);
  });
});

describe('start and dev', () => {
  it('serve the environment that BACKWORKS_ENV names, and its .env files', async () => {
    const folder = folderWith(
      'environments: { live: { vars: { who: "${WHO}" } } }\nendpoints:\n  GET /: { mock: { text: "${vars.who}" } }\n',
    );
    writeFileSync(join(folder, '.env.live'), 'WHO=world\n');
    const environment = { BACKWORKS_ENV: 'live' };
    const running = launch(['start', '--port', '0', '--json'], { cwd: folder, environment });
    await running.shows('stdout', '\n');
    const { url } = JSON.parse(running.output.stdout.split('\n')[0] ?? '');
    expect(await (await fetch(url)).text()).toBe('world');
    running.child.kill('SIGTERM');
    expect(await running.ended).toMatchObject({ code: 0 });
  });
});
