import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands/index.ts';
import { project, root, run, serve } from '../cli/program.ts';

const page = readFileSync(join(root, 'docs/reference/json-output.md'), 'utf8');
const [, good = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
const broken = 'endpoints:\n  GET /users:\n    mode: moc\n    mock: { body: [] }\n';

/** Commands of the page with what follows them, down to the end of their sample. */
const sections = [...page.matchAll(/^### `backworks (.+)`\n([\s\S]*?)```(json|ndjson)\n([\s\S]*?)```/gm)].map(
  ([, words = '', text = '', kind, sample = '']) => ({
    words,
    code: Number(/Ends with (\d+)\./.exec(text)?.[1] ?? 0),
    kind,
    sample,
  }),
);

const documents = sections.filter(({ kind }) => kind === 'json');

const configured = () => project({ 'backworks.yaml': good, 'broken.yaml': broken });

/** Which keys there are, and of which type their values; elements of a list are taken together. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [value.map(shapeOf).reduce(merged, undefined)];
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shapeOf(one)]));
}

function merged(one: unknown, other: unknown): unknown {
  const both = typeof one === 'object' && typeof other === 'object';
  return both && !Array.isArray(one) ? { ...one, ...other } : other;
}

const lines = (text: string): { readonly type: string }[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

const shapes = (text: string) => lines(text).map((line) => [line.type, shapeOf(line)]);

describe('the page on JSON output', () => {
  it('has every command', () => {
    const shown = new Set(sections.map(({ words }) => words.split(' ')[0]));
    const scripts = ['completion'];
    expect(commands.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual(
      commands.map(({ name }) => name).filter((name) => scripts.includes(name)),
    );
  });

  it.each(documents)('shows what `$words` prints', async ({ words, code, sample }) => {
    const ended = await run(words.split(' '), { cwd: configured() });
    const printed = JSON.parse(ended.stdout);
    expect(ended.code).toBe(code);
    expect(shapeOf(JSON.parse(sample))).toEqual(shapeOf(printed));
    expect(printed).toMatchObject({ version: 1, ok: code === 0, nextSteps: expect.any(Array) });
    for (const step of printed.nextSteps)
      expect(step).toEqual({ text: expect.any(String), command: expect.any(String) });
  });

  it('shows what a development server prints', async () => {
    const cwd = configured();
    const server = await serve(['dev'], { cwd });
    writeFileSync(join(cwd, 'backworks.yaml'), good.replace('Ada', 'Bob'));
    await server.milestone('reloaded');
    writeFileSync(join(cwd, 'backworks.yaml'), broken);
    await server.milestone('config_error');
    const { stdout } = await server.stop();
    expect(shapes(sections.find(({ words }) => words.startsWith('dev'))!.sample)).toEqual(shapes(stdout));
  });

  it('shows what a server prints', async () => {
    const server = await serve(['start'], { cwd: configured() });
    const { stdout } = await server.stop();
    expect(shapes(sections.find(({ words }) => words === 'start --json')!.sample)).toEqual(shapes(stdout));
  });

  it('shows what a server prints that cannot begin', async () => {
    const { words, code, sample } = sections.find((section) => section.words.includes('70000'))!;
    const ended = await run(words.split(' '), { cwd: configured() });
    expect(ended.code).toBe(code);
    expect(shapes(sample)).toEqual(shapes(ended.stdout));
  });
});

describe('--json', () => {
  it.each([[['--help']], [['--version']], [['dev', '--help']], [['help']], [['help', 'dev']], [[]]])(
    'with %j prints a document, too',
    async (words) => {
      const { code, stdout } = await run([...words, '--json']);
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ version: 1, ok: true, text: expect.any(String) });
    },
  );

  it('with start --check says what is wrong in one document', async () => {
    const words = ['start', '--check', '--json', '-c', 'broken.yaml'];
    const { code, stdout } = await run(words, { cwd: configured() });
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, ok: false, diagnostics: [{ code: 'BW2003' }] });
    expect(JSON.parse(stdout)).not.toHaveProperty('hash');
  });

  it.each([[['dve']], [['init']], [['validate', '--nope']], [['start', '--check', '--port', 'x']]])(
    'with the mistake of %j prints a document about it',
    async (words) => {
      const { code, stdout } = await run([...words, '--json'], { cwd: configured() });
      expect(code).toBe(2);
      const { error, ...rest } = JSON.parse(stdout);
      expect(rest).toMatchObject({ version: 1, ok: false, nextSteps: [{}, {}] });
      expect(Object.keys(error)).toEqual(['code', 'message', 'hint']);
    },
  );
});
