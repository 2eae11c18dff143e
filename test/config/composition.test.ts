import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createProject, type Project } from './project.ts';

const projects: Project[] = [];
afterEach(() => {
  for (const project of projects.splice(0)) project.remove();
});

function project(files: Readonly<Record<string, string>>): Project {
  const made = createProject(files);
  projects.push(made);
  return made;
}

const A = 'endpoints:\n  GET /a: { mock: { body: a } }\n';

describe('extends', () => {
  it('builds on another file, deeply; lists and texts are replaced', async () => {
    const made = project({
      'backworks.yaml':
        'extends: ./shared/base.yaml\nserver: { port: 1234, cors: { origins: [https://mine.example] } }\nendpoints:\n  GET /a: { mock: { status: 201 } }\n',
      'shared/base.yaml':
        'name: base\nserver: { host: localhost, port: 1, cors: { origins: [https://a.example, https://b.example], max_age: 1h } }\nendpoints:\n  GET /a: { mock: { body: a } }\n  GET /b: { mock: { body: b } }\n',
    });
    const { name, server, endpoints } = await made.resolve();
    expect(name).toBe('base');
    expect(server).toMatchObject({ host: 'localhost', port: 1234 });
    expect(server.cors).toMatchObject({ origins: ['https://mine.example'], maxAge: 3600 });
    expect(endpoints.map(({ key, blocks, file, line }) => ({ key, mock: blocks.mock, file, line }))).toEqual([
      { key: 'GET /a', mock: { body: 'a', status: 201 }, file: 'backworks.yaml', line: 4 },
      { key: 'GET /b', mock: { body: 'b' }, file: join('shared', 'base.yaml'), line: 5 },
    ]);
  });

  it('takes a list, in which later files win, and files that extend others', async () => {
    const made = project({
      'backworks.yaml': `extends: [./one.yaml, ./two.yaml]\n${A}`,
      'one.yaml': 'extends: ./zero.yaml\nname: one\nversion: "1"\n',
      'two.yaml': 'name: two\n',
      'zero.yaml': 'name: zero\nversion: "0"\ndescription: zero\nserver: { port: 5 }\n',
    });
    expect(await made.resolve()).toMatchObject({ name: 'two', version: '1', server: { port: 5 } });
  });

  it('takes one endpoint for another only if methods and path are the same, however they are written', async () => {
    const made = project({
      'backworks.yaml': 'extends: ./base.yaml\nendpoints:\n  PUT,GET  /a: { mock: { status: 201 } }\n',
      'base.yaml': 'endpoints:\n  GET,PUT /a: { mock: { body: a } }\n',
    });
    const { endpoints } = await made.resolve();
    expect(endpoints.map(({ methods, blocks }) => [methods, blocks.mock])).toEqual([
      [['PUT', 'GET'], { body: 'a', status: 201 }],
    ]);
  });

  it('takes an endpoint or a variable away with null, but leaves null in a body', async () => {
    const made = project({
      'backworks.yaml':
        'extends: ./base.yaml\nvars: { x: null }\nendpoints:\n  GET /a: null\n  GET /b: { mock: { body: { gone: null } } }\n',
      'base.yaml':
        'vars: { x: 1, y: 2 }\nendpoints:\n  GET /a: { mock: { body: a } }\n  GET /b: { mock: { body: { gone: 1, kept: 2 } } }\n',
    });
    const { vars, endpoints } = await made.resolve();
    expect(vars).toEqual({ y: 2 });
    expect(endpoints.map(({ key, blocks }) => [key, blocks.mock])).toEqual([
      ['GET /b', { body: { gone: null, kept: 2 } }],
    ]);
  });

  it('hides no duplicate of the file itself', async () => {
    const made = project({
      'backworks.yaml':
        'extends: ./base.yaml\nendpoints:\n  GET,PUT /a: { mock: { text: first } }\n  PUT,GET /a: { mock: { text: second } }\n',
      'base.yaml': 'endpoints:\n  PUT, GET /a: { mock: { status: 201 } }\n',
    });
    expect(await made.found()).toEqual(['BW3005 backworks.yaml:4:3']);
  });

  it('takes a moment for diamonds of any depth', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 60 }, (_, level) => {
        const below = level === 59 ? '' : `extends: [./d${level + 1}.yaml, ./e${level + 1}.yaml]\n`;
        return ['d', 'e'].map((name) => [`${name}${level}.yaml`, `${below}name: x\n`] as const);
      }).flat(),
    );
    const made = project({ ...files, 'backworks.yaml': `extends: [./d0.yaml, ./e0.yaml]\n${A}` });
    expect(await made.found()).toEqual([]);
  });

  it('says so when null takes nothing away', async () => {
    const made = project({
      'backworks.yaml':
        'environments: { live: { endpoints: { GET /slwo: null } } }\nendpoints:\n  GET /slow: { mock: {} }\n',
    });
    const { diagnostics } = await made.load({ env: 'live' });
    expect(diagnostics).toMatchObject([
      {
        code: 'BW1026',
        range: { start: { line: 1, column: 38 } },
        pointer: '/environments/live/endpoints/GET ~1slwo',
        hint: 'did you mean `GET /slow`?',
        suggestions: [],
      },
    ]);
  });

  it('does not blame others for what a broken file would have held', async () => {
    const made = project({
      'backworks.yaml':
        'extends: ./base.yaml\nendpoints:\n  GET /a: { mock: { text: "${vars.currency}" } }\n',
      'base.yaml': 'vars: { currency: EUR\n',
    });
    expect(await made.found()).toEqual(['BW1010 base.yaml:1:7']);
  });

  it('sees one setting where two ways lead to one file', async () => {
    const made = project({
      'backworks.yaml': 'include: ["./api/*.yaml"]\nendpoints: {}\n',
      'api/users.yaml': 'endpoints:\n  GET /users: { mock: { body: a } }\n',
      'api/more.yaml': 'extends: ./users.yaml\nendpoints:\n  GET /more: { mock: {} }\n',
    });
    expect(await made.found()).toEqual([]);
  });

  it.each([
    ['itself', { 'backworks.yaml': `extends: ./backworks.yaml\n${A}` }, 'BW1021 backworks.yaml:1:10'],
    [
      'a file that extends it',
      { 'backworks.yaml': `extends: ./b.yaml\n${A}`, 'b.yaml': 'extends: ./backworks.yaml\n' },
      'BW1021 b.yaml:1:10',
    ],
    [
      'a missing file',
      { 'backworks.yaml': `extends: ./bse.yaml\n${A}`, 'base.yaml': 'name: x\n' },
      'BW3011 backworks.yaml:1:10',
    ],
    [
      'a folder',
      { 'backworks.yaml': `extends: ./base\n${A}`, 'base/x.yaml': 'name: x\n' },
      'BW3012 backworks.yaml:1:10',
    ],
    ['a number', { 'backworks.yaml': `extends: 5\n${A}` }, 'BW2004 backworks.yaml:1:10'],
    [
      'a list with a mapping',
      { 'backworks.yaml': `extends: [./a.yaml, {}]\n${A}`, 'a.yaml': 'name: a\n' },
      'BW2004 backworks.yaml:1:21',
    ],
    [
      'broken YAML',
      { 'backworks.yaml': `extends: ./b.yaml\n${A}`, 'b.yaml': 'name: [1\n' },
      'BW1010 b.yaml:1:7',
    ],
    ['a list', { 'backworks.yaml': `extends: ./b.yaml\n${A}`, 'b.yaml': '- 1\n' }, 'BW2004 b.yaml:1:1'],
    [
      'UTF-16',
      { 'backworks.yaml': `extends: ./b.yaml\n${A}`, 'b.yaml': 'a\0b\0' },
      'BW1005 backworks.yaml:1:10',
    ],
  ])('reports %s once, in its place', async (_, files: Record<string, string>, expected) => {
    expect(await project(files).found()).toEqual([expected]);
  });

  it('suggests the file that was meant', async () => {
    const made = project({ 'backworks.yaml': `extends: ./bse.yaml\n${A}`, 'base.yaml': 'name: x\n' });
    const { diagnostics } = await made.load();
    expect(diagnostics[0]?.suggestions[0]).toMatchObject({ replace: 'base.yaml' });
  });
});

describe('include', () => {
  it('takes patterns and paths from the folder of the including file', async () => {
    const made = project({
      'backworks.yaml': 'include: ["./api/**/*.yaml", ./extra.yaml]\nendpoints: {}\n',
      'api/users.yaml': 'endpoints:\n  GET /users: { mock: { file: ./users.json } }\n',
      'api/deep/orders.yaml':
        'include: ../../lib/lib.yaml\nendpoints:\n  GET /orders: { mock: { body: [] } }\n',
      'api/users.json': '[]',
      'api/notes.txt': 'not included',
      'lib/lib.yaml': 'vars: { a: 1 }\n',
      'extra.yaml': 'name: extra\n',
    });
    const config = await made.resolve();
    expect(config).toMatchObject({ name: 'extra', vars: { a: 1 } });
    expect(config.endpoints.map(({ key, blocks }) => [key, blocks.mock])).toEqual([
      ['GET /orders', { body: [] }],
      ['GET /users', { file: './api/users.json' }],
    ]);
  });

  it('is weaker than the file and stronger than what it extends', async () => {
    const made = project({
      'backworks.yaml': `extends: ./base.yaml\ninclude: ./part.yaml\nname: file\n${A}`,
      'base.yaml': 'name: base\nversion: base\nserver: { port: 1, host: localhost }\n',
      'part.yaml': 'name: part\nversion: part\nserver: { port: 2 }\n',
    });
    expect(await made.resolve()).toMatchObject({
      name: 'file',
      version: 'part',
      server: { port: 2, host: 'localhost' },
    });
  });

  it('does not let one included file overrule another', async () => {
    const made = project({
      'backworks.yaml': 'include: ["./*.part.yaml"]\nendpoints: {}\n',
      'a.part.yaml': 'server: { port: 1 }\nendpoints:\n  GET,PUT /a: { mock: { body: a } }\n',
      'b.part.yaml':
        'server: { host: localhost, port: 2 }\nendpoints:\n  PUT,GET /a: { mock: { status: 201 } }\n',
    });
    const { diagnostics } = await made.load();
    expect(
      diagnostics.map(({ code, file, range, related }) => [code, file, range.start, related[0]?.file]),
    ).toEqual([
      ['BW1022', 'b.part.yaml', { line: 1, column: 28 }, 'a.part.yaml'],
      ['BW1022', 'b.part.yaml', { line: 3, column: 3 }, 'a.part.yaml'],
    ]);
  });

  it('that matches nothing is a mistake', async () => {
    const made = project({ 'backworks.yaml': `include:\n  - "./api/*.yaml"\n${A}` });
    expect(await made.found()).toEqual(['BW1020 backworks.yaml:2:5']);
  });

  it('does not work from standard input, but does for a text that stands for a file', async () => {
    const text = `include: ./part.yaml\n${A}`;
    const made = project({ 'part.yaml': 'name: part\n' });
    const source = { kind: 'text', text, folder: made.folder } as const;
    expect(await made.found({ source })).toEqual(['BW1024 -:1:10']);
    expect(await made.resolve({ source: { ...source, name: 'sub.yaml' } })).toMatchObject({ name: 'part' });
  });

  it('is watched, with the folders in which more could match', async () => {
    const made = project({
      'backworks.yaml': 'include: ["./api/*.yaml"]\nendpoints: {}\n',
      'api/users.yaml': 'endpoints: {}\n',
    });
    const { files } = await made.load();
    expect(files).toEqual(
      expect.arrayContaining([join(made.folder, 'api'), join(made.folder, 'api', 'users.yaml')]),
    );
  });
});

describe('environments', () => {
  const files = {
    'backworks.yaml':
      'server: { port: 1, max_body: 2mb }\nenvironments:\n  production: { server: { port: 2, host: 0.0.0.0 }, endpoints: { GET /a: { mock: { body: live } } } }\n  staging:\nendpoints:\n  GET /a: { mock: { body: a, status: 201 } }\n',
  };

  it('win over the file', async () => {
    const made = project(files);
    expect((await made.resolve()).server).toMatchObject({ port: 1, host: '127.0.0.1' });
    const production = await made.resolve({ env: 'production' });
    expect(production.server).toMatchObject({ port: 2, host: '0.0.0.0', maxBody: 2 * 1024 ** 2 });
    expect(production.endpoints[0]?.blocks.mock).toEqual({ body: 'live', status: 201 });
    expect((await made.resolve({ env: 'staging' })).server).toMatchObject({ port: 1 });
  });

  it('add up over files that extend others', async () => {
    const made = project({
      'backworks.yaml': `extends: ./base.yaml\nenvironments: { production: { name: top } }\n${A}`,
      'base.yaml': 'environments: { production: { name: base, version: base } }\n',
    });
    expect(await made.resolve({ env: 'production' })).toMatchObject({ name: 'top', version: 'base' });
  });

  it('that do not exist are named', async () => {
    const { diagnostics } = await project(files).load({ env: 'prodution' });
    expect(diagnostics[0]).toMatchObject({
      code: 'BW1023',
      hint: 'did you mean `production`? there is production, staging',
      range: { start: { line: 2, column: 1 } },
    });
  });

  it('are all checked when asked for, except for variables that are set elsewhere', async () => {
    const made = project({
      'backworks.yaml':
        'environments:\n  production: { server: { prot: 1 }, vars: { a: "${ONLY_THERE}" } }\n  staging: { extends: ./x.yaml }\n' +
        A,
    });
    expect(await made.found()).toEqual(['BW2001 backworks.yaml:3:14']);
    expect(await made.found({ everyEnvironment: true })).toEqual([
      'BW2001 backworks.yaml:2:27',
      'BW2001 backworks.yaml:3:14',
    ]);
    const { diagnostics } = await made.load({ env: 'production' });
    expect(diagnostics.map(({ code, pointer }) => [code, pointer])).toEqual([
      ['BW2001', '/environments/production/server/prot'],
      ['BW5001', '/environments/production/vars/a'],
      ['BW2001', '/environments/staging/extends'],
    ]);
  });

  it.each([
    ['a list', 'environments: []\n', 'BW2004 backworks.yaml:1:15'],
    ['a text for one of them', 'environments: { a: b }\n', 'BW2004 backworks.yaml:1:20'],
  ])('are no %s', async (_, text, expected) => {
    expect(await project({ 'backworks.yaml': text + A }).found()).toEqual([expected]);
  });
});

describe('a mistake in one of several files', () => {
  it('stands in that file, with an edit for it', async () => {
    const made = project({
      'backworks.yaml': 'include: ./api/a.yaml\nserver: { prot: 1 }\nendpoints: {}\n',
      'api/a.yaml':
        '# a comment\r\nendpoints:\r\n  GET /a: { moc: { body: 1 } }\r\n  GET /b: { mock: { body: "${path.x}", file: ./no.json } }\r\n',
    });
    const { diagnostics } = await made.load();
    expect(
      diagnostics.map(({ code, file, range, suggestions }) => [
        code,
        file,
        range.start,
        suggestions[0]?.replace,
      ]),
    ).toEqual([
      ['BW2001', join('api', 'a.yaml'), { line: 3, column: 13 }, 'mock'],
      ['BW4002', join('api', 'a.yaml'), { line: 4, column: 30 }, undefined],
      expect.arrayContaining(['BW3101']),
      ['BW3011', join('api', 'a.yaml'), { line: 4, column: 46 }, undefined],
      ['BW2001', 'backworks.yaml', { line: 2, column: 11 }, 'port'],
    ]);
  });

  it('is found although another file is broken', async () => {
    const made = project({
      'backworks.yaml': 'include: ["./*.part.yaml"]\nserver: { prot: 1 }\n',
      'a.part.yaml': 'endpoints: [\n',
      'b.part.yaml': 'nmae: b\n',
    });
    expect(await made.found()).toEqual([
      'BW1010 a.part.yaml:1:12',
      'BW2001 b.part.yaml:1:1',
      'BW2001 backworks.yaml:2:11',
    ]);
  });

  it('shows two places in two files', async () => {
    const made = project({
      'backworks.yaml': 'include: ./a.yaml\nendpoints:\n  GET /users/{id}: { mock: {} }\n',
      'a.yaml': 'endpoints:\n  GET /users/{name}: { mock: {} }\n',
    });
    const { diagnostics } = await made.load();
    const [{ code, file, related } = {}] = diagnostics;
    expect([code, file, related?.[0]?.file].sort()).toEqual(['BW3006', 'a.yaml', 'backworks.yaml']);
  });
});

describe('settings that contradict each other', () => {
  it.each([
    ['server: { header_timeout: 1m }\n', ['BW3014 backworks.yaml:1:27']],
    ['server: { timeout: 5s }\n', []],
    ['server: { timeout: 5s, header_timeout: 5s }\n', []],
  ])('are a warning: %j', async (text, expected) => {
    const made = project({ 'backworks.yaml': text + A });
    expect(await made.found()).toEqual(expected);
    expect((await made.load()).config).toBeDefined();
  });
});
