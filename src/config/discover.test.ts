import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findConfig } from './discover.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'backworks-discover-'));
  mkdirSync(join(home, 'project/src/deep'), { recursive: true });
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

const find = (cwd: string, explicit?: string, environment: Record<string, string> = {}) =>
  findConfig({ explicit, environment, cwd: join(home, cwd), home });

const touch = (path: string) => writeFileSync(join(home, path), 'endpoints: {}\n');

describe('the configuration', () => {
  it('is the one that is named, relative to the folder we are in', async () => {
    touch('backworks.yaml');
    const found = await find('project', 'other.yaml', { BACKWORKS_CONFIG: 'third.yaml' });
    expect(found).toEqual({ path: join(home, 'project/other.yaml'), diagnostics: [] });
  });

  it('is standard input for -', async () => {
    expect((await find('project', '-')).path).toBe('-');
  });

  it('is the one BACKWORKS_CONFIG names, unless that is empty', async () => {
    touch('project/backworks.yaml');
    expect((await find('project', undefined, { BACKWORKS_CONFIG: 'x.yaml' })).path).toBe(
      join(home, 'project/x.yaml'),
    );
    expect((await find('project', undefined, { BACKWORKS_CONFIG: '' })).path).toBe(
      join(home, 'project/backworks.yaml'),
    );
  });

  it.each(['backworks.yaml', 'backworks.yml', 'backworks.json'])('is the nearest %s above', async (name) => {
    touch(`project/${name}`);
    expect((await find('project/src/deep')).path).toBe(join(home, 'project', name));
  });

  it('is looked for up to the root of the repository', async () => {
    touch('backworks.yaml');
    mkdirSync(join(home, 'project/.git'));
    await expect(find('project/src')).rejects.toMatchObject({ code: 'BW1001' });
  });

  it('is looked for up to the home folder, and there', async () => {
    await expect(find('project/src')).rejects.toMatchObject({
      code: 'BW1001',
      hint: expect.stringContaining('backworks init'),
    });
    touch('backworks.yaml');
    expect((await find('project/src')).path).toBe(join(home, 'backworks.yaml'));
  });

  it('wins over others in its folder, and the report names them', async () => {
    touch('project/backworks.json');
    touch('project/backworks.yml');
    const { path, diagnostics } = await find('project');
    expect(path).toBe(join(home, 'project/backworks.yml'));
    expect(diagnostics).toMatchObject([{ code: 'BW1002', severity: 'warning', file: 'backworks.json' }]);
  });
});
