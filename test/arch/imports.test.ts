import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { FLOORS, forbiddenFor, lintPatternsFor } from './floors.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const src = join(root, 'src');

const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .map((file) => file.split(sep).join('/'));

/** Matches `from '…'`, `import '…'` and `import('…')`, types included. */
const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g;

function importsOf(file: string): string[] {
  return [...readFileSync(join(src, file), 'utf8').matchAll(IMPORT)].map((match) => match[1] as string);
}

function folderOf(file: string): string {
  return file.split('/')[0] as string;
}

function ownImports(file: string): string[] {
  return importsOf(file)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) =>
      normalize(join(file, '..', specifier))
        .split(sep)
        .join('/'),
    );
}

describe('the import floors', () => {
  it('name every folder of src', () => {
    expect([...new Set(sources.map(folderOf))].sort()).toEqual(Object.keys(FLOORS).sort());
  });

  it.each(sources)('%s imports only what its folder may', (file) => {
    const forbidden = new Set(forbiddenFor(folderOf(file)));
    expect(ownImports(file).filter((target) => forbidden.has(folderOf(target)))).toEqual([]);
  });

  it('modes import no other mode', () => {
    const crossing = sources
      .filter((file) => /^modes\/[^/]+\//.test(file))
      .flatMap((file) => ownImports(file).map((target) => [file, target] as const))
      .filter(
        ([file, target]) => /^modes\/[^/]+\//.test(target) && target.split('/')[1] !== file.split('/')[1],
      );
    expect(crossing).toEqual([]);
  });

  it('the command line imports the engine only when a command needs it', () => {
    const eager = /^import (?!type)[^;]*'(?:\.\.\/)+(?:app\.ts|config\/|expressions\/|testing\/)/m;
    const found = sources.filter(
      (file) =>
        file.startsWith('cli/') &&
        !file.endsWith('.test.ts') &&
        eager.test(readFileSync(join(src, file), 'utf8')),
    );
    expect(found).toEqual([]);
  });

  it('are what the linter holds, too', () => {
    const { overrides } = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
    for (const folder of Object.keys(FLOORS)) {
      const includes = folder.endsWith('.ts') ? `src/${folder}` : `src/${folder}/**`;
      const override = overrides.find((one: { includes: string[] }) => one.includes[0] === includes);
      const rule = override?.linter.rules.style.noRestrictedImports;
      expect(rule?.options.patterns[0].group ?? [], folder).toEqual(lintPatternsFor(folder));
    }
  });
});

describe('the house', () => {
  const folders = (path: string) =>
    readdirSync(join(src, path), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);

  it('lists every mode in its index', async () => {
    const { modes } = await import('../../src/modes/index.ts');
    expect(modes.map((mode) => mode.name).sort()).toEqual(folders('modes').sort());
  });

  it('has no drawer for things without a name', () => {
    const drawer = /(^|\/)(utils?|helpers?|common|misc)(\.ts|\/|$)/;
    expect(sources.filter((file) => drawer.test(file))).toEqual([]);
  });

  it('keeps files under 500 lines, but for the one table of codes', () => {
    const long = sources.filter((file) => readFileSync(join(src, file), 'utf8').split('\n').length > 500);
    expect(long.filter((file) => file !== 'base/errors.ts' && !file.endsWith('.test.ts'))).toEqual([]);
  });
});
