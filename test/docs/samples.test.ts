import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

const read = (page: string) => readFileSync(join(root, page), 'utf8');

const samples = pages.flatMap((page) =>
  [...read(page).matchAll(/^```yaml\n([\s\S]*?)^```/gm)]
    .map(([, text = ''], index) => ({ page, number: index + 1, text }))
    .filter(({ text }) => /^endpoints:/m.test(text)),
);

describe('the documentation', () => {
  it('has samples', () => {
    expect(samples.map(({ page }) => page)).toContain('README.md');
  });

  it.each(samples)('$page shows a configuration in order (sample $number)', async ({ text }) => {
    const environment = { PORT: '4000', LEGACY_URL: 'http://127.0.0.1:9000' };
    const app = createApp({ source: { kind: 'text', text, folder: root }, environment });
    expect((await app.load()).diagnostics).toEqual([]);
  });

  it.each(pages)('%s links to files that exist', (page) => {
    const targets = [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target = '']) => target);
    expect(targets.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
  });

  it('is a README that fits on a few screens', () => {
    expect(read('README.md').split('\n').length).toBeLessThanOrEqual(150);
  });
});
