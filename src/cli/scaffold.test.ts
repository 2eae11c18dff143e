import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { conflictsOf } from './obstacles.ts';
import { planFiles, writeAll } from './scaffold.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scaffold-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const files = new Map([
  ['backworks.yaml', 'name: x\n'],
  ['.gitignore', 'node_modules/\n.backworks/\n'],
  ['.backworks/schema.json', '{}'],
]);

describe('writing a project', () => {
  it('makes folders and leaves nothing else behind', () => {
    const target = join(folder, 'a/b');
    writeAll(target, planFiles(target, files));
    expect(readdirSync(target, { recursive: true }).sort()).toEqual(
      [
        '.backworks',
        '.backworks/.gitignore',
        '.backworks/schema.json',
        '.gitignore',
        'backworks.yaml',
      ].sort(),
    );
  });

  it('adds lines to a .gitignore and calls it no conflict', () => {
    writeFileSync(join(folder, '.gitignore'), 'dist\n/.env\nnode_modules');
    const plan = planFiles(folder, files);
    expect(conflictsOf(folder, plan)).toEqual([]);
    writeAll(folder, plan);
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('dist\n/.env\nnode_modules\n.backworks/\n');
  });

  it('names the files in the way', () => {
    writeFileSync(join(folder, 'backworks.yaml'), 'mine');
    expect(conflictsOf(folder, planFiles(folder, files))).toEqual(['backworks.yaml']);
  });

  it('writes nothing when one file cannot be written, and brings replaced ones back', () => {
    writeFileSync(join(folder, 'backworks.yaml'), 'mine');
    writeFileSync(join(folder, '.backworks'), 'a file where a folder is needed');
    expect(() => writeAll(folder, planFiles(folder, files))).toThrow(/nothing was written/);
    expect(readdirSync(folder).sort()).toEqual(['.backworks', 'backworks.yaml']);
    expect(readFileSync(join(folder, 'backworks.yaml'), 'utf8')).toBe('mine');
  });

  it('removes the folders it made when it fails', () => {
    mkdirSync(join(folder, 'x'));
    const broken = [
      { path: 'a/b.txt', text: '', merged: false },
      { path: 'a', text: '', merged: false },
    ];
    expect(() => writeAll(join(folder, 'x/y/z'), broken)).toThrow(/nothing was written/);
    expect(readdirSync(join(folder, 'x'))).toEqual([]);
  });
});
