import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createProject, type Project } from './project.ts';

function project(files: Readonly<Record<string, string>>): Project {
  const made = createProject(files);
  onTestFinished(() => made.remove());
  return made;
}

const USERS = 'endpoints:\n  GET /users: { mock: { body: [] } }\n';

describe('a pattern of include', () => {
  it('may have any number of stars', async () => {
    const name = `${'a'.repeat(200)}.yaml`;
    const made = project({
      'backworks.yaml': `include: "./parts/${'*a'.repeat(60)}b.yaml"\n`,
      [`parts/${name}`]: USERS,
    });
    expect(await made.found()).toEqual(['BW1020 backworks.yaml:1:10']);
  });

  it('may name alternatives, folders in between and a way up', async () => {
    const made = project({
      'api/backworks.yaml': 'include: ["../{one,two}/**/v?/[u-z]*.yaml"]\n',
      'one/v1/users.yaml': USERS,
      'two/deep/er/v2/zones.yaml': 'endpoints:\n  GET /zones: { mock: { body: [] } }\n',
      'two/v22/unused.yaml': 'nmae: x\n',
      'two/v2/orders.yaml': 'nmae: x\n',
    });
    const path = join(made.folder, 'api', 'backworks.yaml');
    const { endpoints } = await made.resolve({ source: { kind: 'file', path } });
    expect(endpoints.map(({ key }) => key)).toEqual(['GET /users', 'GET /zones']);
  });

  it('leaves out hidden folders and packages of others', async () => {
    const made = project({
      'backworks.yaml': 'include: ["./**/*.part.yaml"]\n',
      'a.part.yaml': USERS,
      '.hidden/b.part.yaml': 'nmae: x\n',
      'node_modules/c/c.part.yaml': 'nmae: x\n',
    });
    expect(await made.found()).toEqual([]);
  });

  it('that reaches too many names is stopped, with its place and what to do', async () => {
    const made = project({
      'backworks.yaml': 'name: t\ninclude: ["./**/*.part.yaml"]\n',
      'a.part.yaml': USERS,
    });
    for (let folder = 0; folder < 26; folder += 1) {
      mkdirSync(join(made.folder, `f${folder}`));
      for (let file = 0; file < 1_000; file += 1)
        writeFileSync(join(made.folder, `f${folder}`, `${file}`), '');
    }
    const { diagnostics, files } = await made.load();
    expect(diagnostics).toMatchObject([
      {
        code: 'BW1025',
        range: { start: { line: 2, column: 11 } },
        message: expect.stringContaining('reaches too far'),
        hint: expect.stringContaining('./api/**/*.yaml'),
      },
    ]);
    expect(files.length).toBeLessThan(20);
  });

  it('that stands for too many patterns is stopped', async () => {
    const made = project({ 'backworks.yaml': `include: "./${'{a,b}'.repeat(40)}.yaml"\n` });
    expect(await made.found()).toEqual(['BW1025 backworks.yaml:1:10']);
  });
});

describe('links between folders and files', () => {
  it('that lead back up are not followed again', async () => {
    const made = project({ 'backworks.yaml': 'include: ["./q/**/*.yaml"]\n', 'q/users.yaml': USERS });
    symlinkSync('..', join(made.folder, 'q', 'up'));
    const { config, diagnostics, files } = await made.load();
    expect(diagnostics).toEqual([]);
    expect(config?.endpoints.map(({ key, file }) => [key, file])).toEqual([
      ['GET /users', join('q', 'users.yaml')],
    ]);
    expect(files.length).toBeLessThan(20);
  });

  it('that lead to one file twice include it once, by its own name', async () => {
    const made = project({
      'backworks.yaml': 'include: ["./**/*.part.yaml", ./a-link.part.yaml]\n',
      'z/users.part.yaml': USERS,
    });
    symlinkSync('z', join(made.folder, 'a'));
    symlinkSync(join('z', 'users.part.yaml'), join(made.folder, 'a-link.part.yaml'));
    const { config, diagnostics } = await made.load();
    expect(diagnostics).toEqual([]);
    expect(config?.endpoints.map(({ file }) => file)).toEqual([join('z', 'users.part.yaml')]);
  });

  it('that lead to a folder elsewhere are followed', async () => {
    const made = project({
      'main/backworks.yaml': 'include: ["./**/*.part.yaml"]\n',
      'lib/a.part.yaml': USERS,
    });
    symlinkSync(join('..', 'lib'), join(made.folder, 'main', 'lib'));
    const path = join(made.folder, 'main', 'backworks.yaml');
    const { endpoints } = await made.resolve({ source: { kind: 'file', path } });
    expect(endpoints.map(({ file }) => file)).toEqual([join('main', 'lib', 'a.part.yaml')]);
  });

  it('that lead nowhere, and folders that nobody may read, hold nothing', async () => {
    const made = project({ 'backworks.yaml': 'include: ["./**/*.part.yaml"]\n', 'a.part.yaml': USERS });
    symlinkSync('nowhere', join(made.folder, 'b.part.yaml'));
    expect(await made.found()).toEqual([]);
  });

  it('that make a file include itself are told with its names', async () => {
    const made = project({
      'backworks.yaml': 'include: ./users.yaml\n',
      'users.yaml': `include: ./other.yaml\n${USERS}`,
    });
    symlinkSync('users.yaml', join(made.folder, 'other.yaml'));
    const { diagnostics } = await made.load();
    expect(diagnostics).toMatchObject([
      { code: 'BW1021', message: 'these files include each other: users.yaml -> other.yaml' },
    ]);
  });
});
