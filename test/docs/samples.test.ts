import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { signOwn } from '../../src/core/tls/sign.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

const read = (page: string) => readFileSync(join(root, page), 'utf8');

/** Pages about mistakes show them; test/explanations tries those out. */
const isAboutMistake = (page: string) => /\berrors[/\\]BW\d+\.md$/.test(page);

const samples = pages
  // Those of tutorials belong to their files; test/cli/plugin-tutorial.test.ts does all that they say.
  .filter((page) => !isAboutMistake(page) && !page.startsWith('docs/tutorials/'))
  .flatMap((page) =>
    [...read(page).matchAll(/^```yaml\n([\s\S]*?)^```/gm)]
      .map(([, text = ''], index) => ({ page, number: index + 1, text }))
      .filter(({ text }) => /^endpoints:/m.test(text)),
  );

const LEVEL = "{ properties: { level: { enum: ['info', 'debug'] } } }";

/** The plugin that samples name. */
const AUDIT = `export default { name: 'audit', version: '1.0.0', configSchema: ${LEVEL}, endpointSchema: ${LEVEL} };\n`;

/** Where samples stand, with the files that some of them name. */
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backworks-samples-'));
  mkdirSync(join(folder, 'api'));
  mkdirSync(join(folder, 'public'));
  const { cert, key } = await signOwn(['localhost']);
  writeFileSync(join(folder, 'cert.pem'), cert);
  writeFileSync(join(folder, 'key.pem'), key);
  mkdirSync(join(folder, 'plugins'));
  writeFileSync(join(folder, 'plugins/audit.ts'), AUDIT);
  writeFileSync(join(folder, 'base.yaml'), 'name: base\n');
  writeFileSync(join(folder, 'api/users.yaml'), 'endpoints:\n  GET /users: { mock: { body: [] } }\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the documentation', () => {
  it('has samples', () => {
    expect(samples.map(({ page }) => page)).toContain('README.md');
  });

  it.each(samples)('$page shows a configuration in order (sample $number)', async ({ text }) => {
    const environment = { PORT: '4000', LEGACY_URL: 'http://127.0.0.1:9000' };
    const source = { kind: 'text', text, folder, name: join(folder, 'backworks.yaml') } as const;
    const app = createApp({ source, environment });
    expect((await app.load()).diagnostics).toEqual([]);
  });

  it.each(pages)('%s links to files that exist', (page) => {
    const targets = [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target = '']) => target);
    expect(targets.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
  });

  it('is a README that leads to every page of the reference', () => {
    const reference = readdirSync(join(root, 'docs/reference')).filter((file) => file.endsWith('.md'));
    const linked = (file: string) => read('README.md').includes(`](docs/reference/${file})`);
    expect(reference.filter((file) => !linked(file))).toEqual([]);
  });

  it('is a README that fits on a few screens', () => {
    expect(read('README.md').split('\n').length).toBeLessThanOrEqual(150);
  });
});
