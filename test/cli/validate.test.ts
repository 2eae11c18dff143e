import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonDiagnostic, JsonReport } from '../../src/cli/report/json.ts';
import { project, run, temporaryFolder } from './program.ts';

const good = 'name: x\nendpoints:\n  GET /a:\n    mock: { body: 1 }\n';

function validate(text: string, ...words: string[]) {
  return run(['validate', ...words], { cwd: project({ 'backworks.yaml': text }) });
}

async function findings(text: string): Promise<readonly JsonDiagnostic[]> {
  const { stdout } = await validate(text, '--format', 'json');
  const report: JsonReport = JSON.parse(stdout);
  return report.diagnostics;
}

/** The text a range covers. */
function marked(text: string, { range }: JsonDiagnostic): string {
  const line = text.split(/\r?\n/)[range.start.line - 1] ?? '';
  return line.slice(
    range.start.column - 1,
    range.end.line === range.start.line ? range.end.column - 1 : undefined,
  );
}

describe('a good file', () => {
  it('is told in one line', async () => {
    const { code, stdout, stderr } = await validate(good);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/^ok backworks\.yaml: 1 endpoint \(\d+ ms\)\n$/);
  });

  it('is told in JSON on stdout and nowhere else', async () => {
    const { code, stdout, stderr } = await validate(good, '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      ok: true,
      summary: { errors: 0, warnings: 0, endpoints: 1 },
      diagnostics: [],
      nextSteps: [{ text: 'serve it', command: 'backworks dev -c backworks.yaml' }],
    });
  });

  it('may come from standard input', async () => {
    const words = ['validate', '-', '--format', 'json'];
    const { code, stdout } = await run(words, { cwd: temporaryFolder(), input: good });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).summary.endpoints).toBe(1);
  });

  it('is found by name, by flag, by variable and above the working folder', async () => {
    const folder = project({ 'api.yaml': good, 'deep/backworks.yaml': good, 'deep/er/notes.txt': '' });
    const api = join(folder, 'api.yaml');
    const runs = [
      run(['validate', 'api.yaml'], { cwd: folder }),
      run(['validate', '-c', 'api.yaml'], { cwd: folder }),
      run(['validate', '-C', folder, '-c', 'api.yaml']),
      run(['validate'], { cwd: folder, environment: { BACKWORKS_CONFIG: api } }),
      run(['validate'], { cwd: join(folder, 'deep/er') }),
    ];
    expect((await Promise.all(runs)).map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('a mistake', () => {
  it('has a place, a frame with carets, the nearest value and exit code 1', async () => {
    const { code, stdout, stderr } = await validate(
      'endpoints:\n  GET /a:\n    mode: moc\n    mock: { body: 1 }\n',
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^error\[BW\d{4}\]: .*moc/);
    expect(stderr).toContain('--> backworks.yaml:3:11  /endpoints/GET ~1a/mode\n');
    expect(stderr).toContain('  3 |     mode: moc\n    |           ^^^');
    expect(stderr).toMatch(/fix: .*mock.*\n {2}more: backworks explain BW\d{4}\n/);
    expect(stderr).toMatch(/\n1 error in backworks\.yaml \(\d+ ms\)\n$/);
  });

  it('in a key is marked at the key, with the nearest one', async () => {
    const text = 'endpoints:\n  GET /a:\n    mock: { boddy: 1 }\n';
    const [found] = await findings(text);
    expect(marked(text, found!)).toBe('boddy');
    expect(found?.suggestions[0]?.replace).toBe('body');
  });

  it('of a missing key is marked at its parent and names it', async () => {
    const text = 'endpoints:\n  list:\n    mock: { body: 1 }\n';
    const found = await findings(text);
    expect(found[0]?.range.start.line).toBe(2);
    expect(JSON.stringify(found)).toContain('path');
  });

  it('of doubled keys shows both places, for all of them in one run', async () => {
    const text =
      'name: a\nname: b\nendpoints:\n  GET /a:\n    mock: { body: 1 }\n  GET /a:\n    mock: { body: 2 }\n';
    const found = await findings(text);
    expect(found.map(({ range, related }) => [range.start.line, related[0]?.range.start.line])).toEqual([
      [2, 1],
      [6, 4],
    ]);
    expect((await validate(text)).stderr.match(/-->/g)?.length).toBe(4);
  });

  it.each([
    ['a syntax error', 'endpoints: [\n', /backworks\.yaml:\d+:\d+/],
    ['a tab as indent', 'endpoints:\n\tGET /a:\n', /backworks\.yaml:2:\d+/],
    ['an empty file', '', /backworks\.yaml:1:1/],
    ['two documents', 'name: a\n---\nname: b\n', /backworks\.yaml:[23]:1/],
  ])('of the kind "%s" is explained with its place and no stack', async (_, text, place) => {
    const { code, stdout, stderr } = await validate(text);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(place);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('keeps its place behind CRLF, a byte order mark and emoji', async () => {
    const text = '\uFEFFname: "👍👍"\r\nendpoints:\r\n  GET /👍: { mode: moc, mock: { body: 1 } }\r\n';
    const [found] = await findings(text);
    expect(found?.range.start.line).toBe(3);
    expect(marked(text, found!)).toBe('moc');
  });
});

describe('a machine', () => {
  const text = 'nam: x\nendpoints:\n  GET /a:\n    mode: moc\n    mock: { boddy: 1, headers: { a: b } }\n';

  it('gets a code, a range and a pointer for every mistake', async () => {
    for (const { code, range, pointer } of await findings(text)) {
      expect(code).toMatch(/^BW\d{4}$/);
      expect(range.end.column).toBeGreaterThan(range.start.column);
      expect(pointer).toMatch(/^\//);
    }
  });

  it('mends the file by applying the first suggestions', async () => {
    const folder = project({ 'backworks.yaml': text });
    const file = join(folder, 'backworks.yaml');
    const broken = await run(['validate', '--json'], { cwd: folder });
    expect(broken.code).toBe(1);
    const { diagnostics }: JsonReport = JSON.parse(broken.stdout);
    writeFileSync(file, apply(readFileSync(file, 'utf8'), diagnostics));
    const mended = await run(['validate'], { cwd: folder });
    expect(mended).toMatchObject({ code: 0 });
  });
});

/** Puts the first suggestion of each diagnostic into the text, last ones first so that places stay true. */
function apply(text: string, diagnostics: readonly JsonDiagnostic[]): string {
  const lines = text.split('\n');
  for (const { suggestions } of [...diagnostics].reverse()) {
    const edit = suggestions[0];
    if (edit === undefined) continue;
    const row = edit.range.start.line - 1;
    const line = lines[row]!;
    lines[row] =
      line.slice(0, edit.range.start.column - 1) + edit.replace + line.slice(edit.range.end.column - 1);
  }
  return lines.join('\n');
}

describe('a file that cannot be read', () => {
  it('that is not there ends with 3', async () => {
    const { code, stdout, stderr } = await run(['validate', 'no.yaml'], { cwd: temporaryFolder() });
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('no.yaml');
  });

  it.each([[['--json']], [['--format', 'json']]])('is a finding of the report with %j', async (words) => {
    const { code, stdout, stderr } = await run(['validate', ...words], { cwd: temporaryFolder() });
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error\[BW1001\]: /);
    const start = { line: 1, column: 1 };
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      ok: false,
      summary: { errors: 1, warnings: 0, endpoints: 0 },
      diagnostics: [
        { code: 'BW1001', severity: 'error', file: 'backworks.yaml', range: { start, end: start } },
      ],
    });
  });

  it('ends with 3 when there is none in reach', async () => {
    const { code, stderr } = await run(['validate'], { cwd: temporaryFolder() });
    expect(code).toBe(3);
    expect(stderr).toContain('backworks init');
  });
});

describe('plugins', () => {
  const files = {
    'backworks.yaml': 'plugins: { audit: { module_path: ./audit.js, sandbx: true } }\nendpoints: {}\n',
    'audit.js': 'throw new Error("this runs");\n',
  };

  it.each(['validate', 'routes'])('are not loaded by %s --no-plugins', async (command) => {
    const { code, stdout, stderr } = await run([command, '--no-plugins'], { cwd: project(files) });
    expect({ code, told: (stdout + stderr).includes('this runs') }).toEqual({ code: 0, told: false });
  });

  it('are checked as far as that goes without them', async () => {
    const text = files['backworks.yaml'].replace('sandbx: true', 'isolation: inline, sandbox: true');
    const cwd = project({ ...files, 'backworks.yaml': text });
    const { code, stderr } = await run(['validate', '--no-plugins', '--format', 'concise'], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('BW3416') });
  });
});
