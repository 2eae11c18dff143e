import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { modes } from '../../src/modes/index.ts';
import type { LanguageServer } from './language-server.ts';
import { completionsOf, marksOf, openAll, root, take } from './workbench.ts';

/** Where endpoints are written. */
const places: readonly [name: string, text: string][] = [
  ['below `endpoints`', 'endpoints:\n  ¦\n'],
  ['below another endpoint', 'endpoints:\n  GET /other:\n    mock: {}\n  ¦\n'],
  ['on the first letters of a key', 'endpoints:\n  GE¦\n'],
  ['with four spaces', 'server:\n    port: 4000\nendpoints:\n    GET /other:\n        mock: {}\n    ¦\n'],
  ['behind `endpoints`', 'endpoints: ¦\n'],
];

const environmentPlace = 'endpoints: {}\nenvironments:\n  test:\n    endpoints:\n      ¦\n';

export function snippets(editor: () => LanguageServer): void {
  it.each(places)('for an endpoint %s makes a file without a mistake', async (_name, text) => {
    const items = await completionsOf(editor(), text);
    expect(items.length).toBeGreaterThanOrEqual(modes.length);
    const written = items.map((item) => take(text, item));
    openAll(editor(), written);
    for (const one of written) await expectSound(editor(), one);
  });

  it('is there for every mode that needs nothing else', async () => {
    const items = await completionsOf(editor(), 'endpoints:\n  ¦\n');
    for (const { name } of modes.filter((mode) => mode.name !== 'plugin')) {
      expect(items.some((item) => take('endpoints:\n  ¦\n', item).includes(`\n    ${name}:`))).toBe(true);
    }
  });

  it('creates, and reads a parameter', async () => {
    const labels = (await completionsOf(editor(), 'endpoints:\n  ¦\n')).map(({ label }) => label);
    expect(labels.some((label) => label.startsWith('POST /'))).toBe(true);
    expect(labels.some((label) => label.startsWith('GET /path/{'))).toBe(true);
  });

  it('works in an environment', async () => {
    const items = await completionsOf(editor(), environmentPlace);
    expect(items.length).toBeGreaterThanOrEqual(modes.length);
    for (const item of items) await expectSound(editor(), take(environmentPlace, item), 'test');
  });

  it.each([
    ['variables', '¦\nendpoints: {}\n', 'vars'],
    ['an environment', '¦\nendpoints: {}\n', 'environments'],
    ['headers', 'endpoints:\n  GET /a:\n    mock:\n      ¦\n', 'headers'],
  ])('for %s makes a file without a mistake', async (_name, text, key) => {
    const item = (await completionsOf(editor(), text)).find(({ label }) => label === key);
    if (item === undefined) throw new Error(`${key} is not offered`);
    const written = take(text, item);
    expect(written).toMatch(new RegExp(`${key}:\n +\\S`));
    await expectSound(editor(), written);
  });
}

/** Neither the language server nor we find anything wrong. */
async function expectSound(server: LanguageServer, text: string, env?: string): Promise<void> {
  expect(await marksOf(server, text), text).toEqual([]);
  // A folder that has what the examples of the modes name.
  const source = { kind: 'text', text, folder: join(root, 'templates/static') } as const;
  const report = await loadConfig({ source, modes, environment: {}, cwd: root, env });
  expect(report.diagnostics, text).toEqual([]);
  expect(report.config).toBeDefined();
}
