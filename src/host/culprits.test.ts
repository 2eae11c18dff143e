import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { PluginSource } from '../contracts/plugin-host.ts';
import { Culprits } from './culprits.ts';

const inFile = (path: string): PluginSource => ({ kind: 'module', path });

/** An error that came through these places, the innermost first. */
function errorAt(...places: readonly string[]): Error {
  const error = new Error('lost');
  error.stack = ['Error: lost', ...places.map((place) => `    at ${place}`)].join('\n');
  return error;
}

function culprits(): Culprits {
  const known = new Culprits();
  known.learn('audit', inFile('/api/audit.ts'), ['/api/shared.ts', '/api/a b (1)/own.ts']);
  known.learn('cache', inFile('/api/cache.ts'), ['/api/shared.ts']);
  known.learn('acme', { kind: 'package', name: '@acme/plugin' });
  return known;
}

describe('an error that nobody caught', () => {
  it.each([
    ['a function', 'hook (/api/audit.ts:3:9)'],
    ['no function', '/api/audit.ts:3:9'],
    ['an asynchronous function', 'async hook (/api/audit.ts:3:9)'],
    ['an asynchronous module', 'async /api/audit.ts:3:9'],
    ['a method under another name', 'Object.handler [as beforeRequest] (/api/audit.ts:3:9)'],
    ['a folder with an odd name', 'hook (/api/a b (1)/own.ts:3:9)'],
    ['a module of Node’s own kind', 'hook (file:///api/a%20b%20(1)/own.ts:3:9)'],
  ])('is of the plugin that it came through: %s', (_what, place) => {
    expect(culprits().of(errorAt('node:internal/timers:600:11', place))).toBe('audit');
  });

  it('is of a package by its folder', () => {
    const place = 'hook (/api/node_modules/@acme/plugin/lib/a.js:3:9)';
    expect(culprits().of(errorAt(place))).toBe('acme');
    expect(culprits().of(errorAt(place.replace('plugin/', 'plugin-two/')))).toBeUndefined();
  });

  it('from a file that plugins share is of the one that called it', () => {
    expect(culprits().of(errorAt('help (/api/shared.ts:1:1)', 'hook (/api/cache.ts:1:1)'))).toBe('cache');
    expect(culprits().of(errorAt('help (/api/shared.ts:1:1)'))).toBe('audit');
  });

  it.each([
    ['came through none of their files', errorAt('dispatch (/api/node_modules/backworks/dist/a.js:1:1)')],
    ['only speaks of a file', new Error('no such file:\n    at /api/audit.ts:1:1')],
    ['came through nothing', errorAt()],
    ['has no stack', Object.assign(new Error('lost'), { stack: undefined })],
    ['cannot be looked at', Object.defineProperty(new Error(), 'stack', { get: () => expect.fail() })],
    ['is none', 'lost'],
  ])('that %s is nobody’s', (_what, error) => {
    expect(culprits().of(error)).toBeUndefined();
  });

  it('is of the plugin that asked for it, if nothing else is known', () => {
    const known = culprits();
    const error = errorAt('node:internal/deps/undici:1:1');
    known.hand('cache', error);
    known.hand('cache', 'no error');
    expect(known.of(error)).toBe('cache');
    expect(known.of(errorAt('node:internal/deps/undici:1:1'))).toBeUndefined();
  });

  it('is found by the real path of a file as well', () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'backworks-test-')));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    mkdirSync(join(folder, 'real'));
    writeFileSync(join(folder, 'real/own.mjs'), '');
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    const known = new Culprits();
    known.learn('linked', inFile(join(folder, 'link/own.mjs')));
    const url = pathToFileURL(join(folder, 'real/own.mjs')).href;
    expect(known.of(errorAt(`${url}:1:1`))).toBe('linked');
    expect(known.of(errorAt(`${join(folder, 'link/own.mjs')}:1:1`))).toBe('linked');
  });
});
