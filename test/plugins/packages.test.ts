import { describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from '../../src/app.ts';
import { project } from '../cli/program.ts';
import { HOSTS } from './plugged.ts';

const FILES = {
  'node_modules/backworks-plugin-stamp/package.json':
    '{ "name": "backworks-plugin-stamp", "main": "index.js" }',
  'node_modules/backworks-plugin-stamp/index.js': `
    module.exports = { name: 'stamp', version: '1.0.0', hooks: { afterResponse: () => ({ headers: { 'x-stamp': 'cjs' } }) } };`,
  'node_modules/@acme/esm/package.json': '{ "name": "@acme/esm", "type": "module", "exports": "./index.js" }',
  'node_modules/@acme/esm/index.js': `
    import { definePlugin } from 'backworks/plugin';
    export default definePlugin({ name: 'esm', version: '1.0.0', hooks: { afterResponse: () => ({ headers: { 'x-esm': '1' } }) } });`,
};

describe.each(HOSTS)('a plugin from a package (%s)', (host) => {
  it('is found by the name of its entry or of its package, in both kinds of modules', async () => {
    const text = `
plugins:
  stamp: { isolation: ${host} }
  esm: { package: "@acme/esm", isolation: ${host} }
endpoints:
  GET /a: { mock: { body: a } }
`;
    const folder = project({ ...FILES, 'backworks.yaml': text });
    const app = createApp({
      source: { kind: 'file', path: `${folder}/backworks.yaml` },
      port: 0,
      environment: {},
      cwd: folder,
    });
    onTestFinished(async () => void (await app.stop({ grace: 0 })));
    expect((await app.load()).diagnostics).toEqual([]);
    await app.start();
    const { headers } = await fetch(`${app.url}/a`);
    expect([headers.get('x-stamp'), headers.get('x-esm')]).toEqual(['cjs', '1']);
  });
});
