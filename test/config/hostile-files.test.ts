import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import type { LoadReport } from '../../src/contracts/app.ts';
import { modes } from '../../src/modes/index.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'backworks-hostile-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function load(text: string, environment: Record<string, string> = {}): Promise<LoadReport> {
  return loadConfig({ source: { kind: 'text', text, folder }, modes, environment, cwd: folder });
}

function loadBytes(bytes: Uint8Array | string): Promise<LoadReport> {
  const path = join(folder, 'backworks.yaml');
  writeFileSync(path, bytes);
  return loadConfig({ source: { kind: 'file', path }, modes, environment: {}, cwd: folder });
}

/** Keys that no header can have. */
function tags(count: number): string {
  return Array.from({ length: count }, (_, index) => `"a b${index}": x`).join(', ');
}

function codesOf({ diagnostics }: LoadReport): string[] {
  return diagnostics.map(({ code, range: { start } }) => `${code} ${start.line}:${start.column}`);
}

describe('a file that is no text', () => {
  it.each([
    ['UTF-16 with a byte order mark', Buffer.from('\uFEFFname: t\n', 'utf16le'), 'BW1005 1:1'],
    ['UTF-16 without one', Buffer.from('name: t\nendpoints: {}\n', 'utf16le'), 'BW1005 1:1'],
    ['big-endian UTF-16', Buffer.from('name: t\nendpoints: {}\n', 'utf16le').swap16(), 'BW1005 1:1'],
    ['Latin-1', Buffer.from('name: t\ndescription: caf\u00e9\n', 'latin1'), 'BW1006 2:17'],
    ['a NUL byte', 'name: t\nversion: "a\0b"\n', 'BW1006 2:12'],
    ['a file larger than 8 MiB', new Uint8Array(8 * 1024 * 1024 + 1).fill(0x20), 'BW1007 1:1'],
  ])('is refused: %s', async (_name, bytes, expected) => {
    const report = await loadBytes(bytes);
    expect(codesOf(report)).toEqual([expected]);
    expect(report.config).toBeUndefined();
  });

  it.each([
    ['a folder', '.', 'BW1003'],
    ['a missing file', 'missing.yaml', 'BW1004'],
    ['a file below a file', 'plain/backworks.yaml', 'BW1004'],
  ])('is refused: %s', async (_name, path, code) => {
    writeFileSync(join(folder, 'plain'), '');
    const source = { kind: 'file', path: join(folder, path) } as const;
    const { diagnostics, files } = await loadConfig({ source, modes, environment: {}, cwd: folder });
    expect(diagnostics).toMatchObject([{ code, hint: expect.stringMatching(/./) }]);
    expect(files).toEqual([join(folder, path)]);
  });
});

describe('a hostile file', () => {
  it('cannot grow through aliases', async () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const names =
        level === 0
          ? 'x'
          : Array(10)
              .fill(`*a${level - 1}`)
              .join(', ');
      return `  a${level}: &a${level} [${names}]`;
    });
    const report = await load(`vars:\n${levels.join('\n')}\nendpoints: {}\n`);
    expect(codesOf(report).map((code) => code.slice(0, 6))).toEqual(['BW1016']);
  });

  it('cannot nest values without end through aliases', async () => {
    const levels = Array.from({ length: 20 }, (_, level) => {
      const inner = level === 0 ? 'x' : `*a${level - 1}`;
      return `  a${level}: &a${level} ${'['.repeat(50)}${inner}${']'.repeat(50)}`;
    });
    const report = await load(`vars:\n${levels.join('\n')}\nendpoints: {}\n`);
    expect(codesOf(report)).toEqual(['BW1017 5:61']);
  });

  it('cannot have aliases without end', async () => {
    const aliases = Array(1_001).fill('*a').join(', ');
    const report = await load(`x-a: &a 1\nvars: { list: [${aliases}] }\nendpoints: {}\n`);
    expect(codesOf(report).map((code) => code.slice(0, 6))).toEqual(['BW1016']);
  });

  it('cannot reach a prototype', async () => {
    const text = [
      'vars: { __proto__: { polluted: "${SECRET}" }, constructor: { prototype: { polluted: 1 } } }',
      'endpoints:',
      '  GET /a: { mock: { body: { __proto__: { polluted: "${query.id}" } } } }',
      '',
    ].join('\n');
    const { config, diagnostics } = await load(text, { SECRET: 'x' });
    expect(diagnostics).toEqual([]);
    expect(Object.hasOwn(config?.vars ?? {}, '__proto__')).toBe(true);
    expect(Object.getPrototypeOf(config?.vars)).toBe(Object.prototype);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('cannot smuggle an expression in through a variable', async () => {
    const text = 'endpoints:\n  GET /a/{id}: { mock: { text: "${A}${B}{path.id} ${C}${path.id}" } }\n';
    const { config } = await load(text, { A: '${path.id}', B: '$', C: '$' });
    const block = config?.endpoints[0]?.blocks.mock as { text: string };
    const { compileTemplate } = await import('../../src/expressions/template.ts');
    const template = compileTemplate(block.text);
    const exchange = { params: { id: 'ID' } } as unknown as Parameters<typeof template.renderText>[0];
    expect(template.renderText(exchange, { vars: {} })).toBe('${path.id}${path.id} $ID');
  });

  it('has no more than 10,000 mistakes listed, and is told that there are more: BW1019', async () => {
    const { config, diagnostics } = await load(`endpoints:\n${'  GET /a: {}\n'.repeat(200_000)}`);
    expect(config).toBeUndefined();
    expect(diagnostics).toHaveLength(10_001);
    expect(diagnostics[0]).toMatchObject({ code: 'BW1019', severity: 'error', file: '-' });
    expect(diagnostics[10_000]).toMatchObject({ code: 'BW1014', range: { start: { line: 10_002 } } });
  });

  it.each([
    ['expressions in one text', `  GET /a: { mock: { text: "${'${nope}'.repeat(300_000)}" } }`, 'BW4002'],
    ['expressions in many', `  GET /a: { mock: { body: [${'"${nope}",'.repeat(50_000)}] } }`, 'BW4002'],
    ['variables in one text', `  GET /a: { mock: { text: "${'${NOPE}'.repeat(300_000)}" } }`, 'BW5001'],
    ['methods', `  a: { path: /a, mock: {}, methods: [${'GETT,'.repeat(150_000)}] }`, 'BW2006'],
    ['values of a setting', `  GET /a: { mock: { headers: {${tags(50_000)}} } }`, 'BW2006'],
    ['aliases', `  GET /a: { mock: { body: [${'*nope, '.repeat(100_000)}] } }`, 'BW1016'],
  ])('may be wrong in hundreds of thousands of %s', async (_, text, code) => {
    const { config, diagnostics } = await load(`endpoints:\n${text}\n`);
    expect(config).toBeUndefined();
    expect(diagnostics.length).toBeLessThanOrEqual(10_001);
    expect(diagnostics.map((one) => one.code)).toContain(code);
  });

  it('is told only some of thousands of keys that it may have meant', async () => {
    const vars = Array.from({ length: 3_000 }, (_, index) => `k${index}: 1`).join(', ');
    const items = Array.from({ length: 3_000 }, (_, index) => `"\${vars.other${index}}"`).join(', ');
    const { diagnostics } = await load(
      `vars: {${vars}}\nendpoints: { GET /a: { mock: { body: [${items}] } } }\n`,
    );
    expect(diagnostics).toHaveLength(3_000);
    expect(diagnostics[0]?.hint).toMatch(/^there is k0, k1, .*k19 and 2980 more$/);
    expect(JSON.stringify(diagnostics).length / diagnostics.length).toBeLessThan(1_000);
  });

  it('keeps its errors although there are thousands of warnings', async () => {
    const items = '"${A}",'.repeat(12_000);
    const made = `endpoints:\n  GET /a: { mock: { body: [${items}] } }\nsever: {}\n`;
    writeFileSync(join(folder, '.env.example'), 'B=\n');
    const { diagnostics } = await load(made, { A: 'a', B: 'b' });
    rmSync(join(folder, '.env.example'));
    expect(diagnostics.map(({ code }) => code)).toContain('BW2001');
    expect(diagnostics.map(({ code }) => code).slice(0, 2)).toEqual(['BW1019', 'BW5007']);
    expect(diagnostics).toHaveLength(10_001);
  });

  it('is told what was meant in thousands of mistakes, and in more where they are', async () => {
    const keys = Array.from({ length: 5_000 }, (_, index) => `  prot${index}: 1\n`);
    const { diagnostics } = await load(`server:\n${keys.join('')}endpoints: {}\n`);
    expect(diagnostics).toHaveLength(5_000);
    expect(diagnostics[0]?.suggestions).toHaveLength(1);
    expect(diagnostics[4_999]).toMatchObject({
      range: { start: { line: 5_001, column: 3 } },
      suggestions: [],
      hint: expect.stringContaining('known here: host, port'),
    });
  });

  it('says everything about 18,000 lines', async () => {
    const lines = Array.from(
      { length: 6_000 },
      (_, index) => `  GET /r${index}:\n    mock:\n      stat: 200`,
    );
    const { diagnostics } = await load(`endpoints:\n${lines.join('\n')}\n`);
    expect(diagnostics).toHaveLength(6_000);
    expect(diagnostics.at(-1)?.range.start).toEqual({ line: 18_001, column: 7 });
  });
});

const SEED = `# yaml-language-server: $schema=./.backworks/schema.json
name: shop
version: "1.0.0"
server: { port: 4000, max_body: 1mb, timeout: 30s, cors: { origins: ["*"], max_age: 1h } }
vars: { currency: "\${CURRENCY:-EUR}", list: [1, 2, {a: ~}] }
x-json: &json
  headers: { content-type: application/json }
endpoints:
  GET /users/{id}:
    mock: { <<: *json, body: { id: "\${path.id}", name: 'it''s' } }
  POST,PUT /orders/*rest:
    description: >-
      folded
      text
    mock:
      status: 201
      text: |
        one \${body.item}
         two
      delay: 50ms
  named: { path: "/x/\\u0041", methods: [GET], mock: *json }
`;

/** Numbers from a seed, so that a failure can be repeated (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const FRAGMENTS = [
  '\t',
  '\n',
  '\r',
  '  ',
  ':',
  ': ',
  '- ',
  '{',
  '}',
  '[',
  ']',
  ',',
  '"',
  "'",
  '|',
  '>',
  '&a ',
  '*a',
  '*json',
  '<<: ',
  '${',
  '}',
  '$${',
  '${A}',
  '${A:-',
  '${body.',
  '#',
  '!!str ',
  '---\n',
  '...\n',
  '%YAML 1.2\n',
  '? ',
  '~',
  '\\',
  '\0',
  '😀',
  '\uFEFF',
  '\uD800',
  '__proto__: ',
  'GET /',
  '0x',
  '1e999',
  '.nan',
  '//',
  '/*',
  '@',
  '`',
];

function mutate(text: string, random: () => number): string {
  let mutated = text;
  for (let change = 0; change < 1 + random() * 4; change += 1) {
    const at = Math.floor(random() * mutated.length);
    const length = Math.floor(random() * random() * 40);
    const fragment = FRAGMENTS[Math.floor(random() * FRAGMENTS.length)] ?? '';
    const other = Math.floor(random() * mutated.length);
    const moved = random() < 0.3 ? mutated.slice(other, other + length) : fragment;
    mutated = mutated.slice(0, at) + moved + mutated.slice(at + (random() < 0.5 ? length : 0));
  }
  return mutated;
}

describe('mutated files', () => {
  it('are either in order or explained, never a crash', async () => {
    expect((await load(SEED)).diagnostics).toEqual([]);
    for (let seed = 1; seed <= 3_000; seed += 1) {
      const text = mutate(SEED, randomFrom(seed));
      const { config, diagnostics } = await load(text, { A: '5' }).catch((error: unknown) => {
        throw new Error(`seed ${seed}: ${JSON.stringify(text)}`, { cause: error });
      });
      expect(config === undefined, `seed ${seed}`).toBe(diagnostics.length > 0);
    }
  });
});
