import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { errors } from '../../src/base/errors.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const lock = JSON.parse(read('package-lock.json')) as {
  packages: Record<
    string,
    { dev?: boolean; engines?: { node?: string }; resolved?: string; hasInstallScript?: boolean }
  >;
};

const FLOOR = [20, 19, 0] as const;

/** Whether one alternative of an npm version range, such as `^20.12 || >=22`, takes the floor. */
function takesFloor(range: string): boolean {
  return range.split('||').some((alternative) => {
    const match = /^\s*(>=|\^|~)?\s*v?(\d+)(?:\.(\d+))?(?:\.(\d+))?\s*$/.exec(alternative);
    if (match === null) throw new Error(`a range this test does not understand: ${range}`);
    const wanted = [match[2], match[3], match[4]].map((part) => Number(part ?? 0));
    const sameMajor = match[1] === '>=' || wanted[0] === FLOOR[0];
    return sameMajor && compare(FLOOR, wanted) >= 0;
  });
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

describe('the package', () => {
  const installed = Object.entries(lock.packages).filter(([path, entry]) => path !== '' && !entry.dev);

  it.each(installed)('%s runs on the oldest Node we take', (_path, entry) => {
    expect(takesFloor(entry.engines?.node ?? '>=0')).toBe(true);
  });

  it('installs without scripts and from wherever the user’s registry is', () => {
    expect(installed.filter(([, entry]) => entry.hasInstallScript).map(([path]) => path)).toEqual([]);
    expect(Object.values(lock.packages).filter((entry) => entry.resolved !== undefined)).toEqual([]);
  });

  it('has an executable bin', () => {
    expect(statSync(join(root, 'bin/backworks.js')).mode & 0o111).toBe(0o111);
  });
});

describe('the error table', () => {
  const elsewhere = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('errors.ts') && !file.endsWith('.test.ts'))
    // They name every code, and raise none.
    .filter((file) => !file.startsWith(join('cli', 'explanations')))
    .map((file) => read(join('src', file)))
    .join('\n');

  it.each(Object.keys(errors))('%s is raised somewhere', (code) => {
    expect(elsewhere.includes(code)).toBe(true);
  });
});
