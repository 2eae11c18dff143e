import { lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run, temporaryFolder } from '../cli/program.ts';

const BROKEN = 'nme: shop\nendpoints:\n  GET /a: { mock: { body: 1 } }\n';
const MENDED = BROKEN.replace('nme', 'name');

/** A project whose configuration is a link to a file beside the project. */
function linkedProject() {
  const folder = temporaryFolder();
  const project = join(folder, 'project');
  const target = join(folder, 'elsewhere.yaml');
  mkdirSync(project);
  writeFileSync(target, BROKEN);
  symlinkSync('../elsewhere.yaml', join(project, 'backworks.yaml'));
  return { project, target, link: join(project, 'backworks.yaml') };
}

describe('a configuration that is a link to a file outside of its folder', () => {
  it('is left as it is when it was found, and the exit code is that of its mistakes', async () => {
    const { project, target, link } = linkedProject();
    const { code, stderr } = await run(['validate', '--fix'], { cwd: project });
    expect(code).toBe(1);
    expect(stderr).toContain('it is a link to ../elsewhere.yaml, which is not below the folder');
    expect(stderr).toContain('name it with -c to change that file');
    expect(readFileSync(target, 'utf8')).toBe(BROKEN);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
  });

  it.each([
    ['with -c', ['validate', '--fix', '-c', 'backworks.yaml'], {}],
    ['as an argument', ['validate', '--fix', 'backworks.yaml'], {}],
    ['by the environment', ['validate', '--fix'], { BACKWORKS_CONFIG: 'backworks.yaml' }],
  ])('is written through when it is named %s, and stays a link', async (_, words, environment) => {
    const { project, target, link } = linkedProject();
    const { code } = await run(words, { cwd: project, environment });
    expect(code).toBe(0);
    expect(readFileSync(target, 'utf8')).toBe(MENDED);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
  });
});

describe('a comment behind a line that is removed', () => {
  it('stays on a line of its own', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'backworks.yaml');
    writeFileSync(file, 'name: # why\nversion: 1.0.0\nendpoints: {}\n');
    const { code } = await run(['validate', '--fix'], { cwd: folder });
    expect(code).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe('# why\nversion: 1.0.0\nendpoints: {}\n');
  });
});
