import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { project, serve } from '../cli/program.ts';
import { ask, postOf } from './service.ts';

const PLAIN = 'endpoints:\n  POST /x: { mock: { body: { ok: true } } }\n';
const TYPED = PLAIN.replace('{ mock:', '{ request: { body: { $ref: ./x.json } }, mock:');

/** Prints to stderr, when the process ends, which of some packages it loaded. */
const WITNESS = `process.on('exit', () => {
  const loaded = Object.keys(require.cache).map((file) => /node_modules.((?:@fastify.)?[^\\\\/]+)/.exec(file)?.[1]);
  for (const name of ['ajv', 'ajv-formats', '@fastify/busboy']) if (loaded.includes(name)) console.error('loaded ' + name);
});`;

async function loadedBy(config: string): Promise<string[]> {
  const cwd = project({ 'backworks.yaml': config, 'x.json': '{}', 'witness.cjs': WITNESS });
  const environment = { NODE_OPTIONS: `--require ${join(cwd, 'witness.cjs')}` };
  const server = await serve(['start'], { cwd, environment });
  expect((await ask(`${server.url}/x`, postOf({ a: 1 }))).status).toBe(200);
  const { stderr } = await server.stop();
  return stderr.split('\n').filter((line) => line.startsWith('loaded '));
}

describe('the program', () => {
  it('loads what schemas take only where there is one', async () => {
    expect(await loadedBy(PLAIN)).toEqual([]);
    expect(await loadedBy(TYPED)).toEqual(['loaded ajv', 'loaded ajv-formats']);
  });

  it('takes up a changed schema file while it serves', async () => {
    const cwd = project({ 'backworks.yaml': TYPED, 'x.json': '{ "required": ["a"] }' });
    const server = await serve(['dev'], { cwd });
    const status = async () => (await ask(`${server.url}/x`, postOf({ b: 1 }))).status;
    expect(await status()).toBe(422);
    writeFileSync(join(cwd, 'x.json'), '{ "required": ["b"] }');
    await server.milestone('reloaded');
    expect(await status()).toBe(200);
    writeFileSync(join(cwd, 'x.json'), '{ "required": "b" }');
    const { diagnostics } = await server.milestone('config_error');
    expect(diagnostics).toMatchObject([{ code: 'BW3301', file: 'x.json' }]);
    expect(await status()).toBe(200);
    await server.stop();
  });

  it('tells a client nothing of its own files', async () => {
    const cwd = project({ 'backworks.yaml': TYPED, 'x.json': '{ "required": ["a"] }' });
    const server = await serve(['start'], { cwd });
    const { text, json } = await ask(`${server.url}/x`, postOf({ b: 'hunter2' }));
    expect(json).toMatchObject({
      status: 422,
      code: 'BW6050',
      errors: [{ in: 'body', pointer: '/a', message: 'is required' }],
    });
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain(pathToFileURL(cwd).pathname);
    await server.stop();
  });
});
