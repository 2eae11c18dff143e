import { describe, expect, it } from 'vitest';
import type { HookManifest } from '../../src/contracts/plugin-host.ts';
import { hookOf, type Told, tell } from '../support/plugin-inspector.ts';
import { findings, loadPlugins } from './plugin-project.ts';

/** Lists all of them, in this order. */
const textOf = (told: Readonly<Record<string, Told>>, more = '') =>
  `plugins:\n${Object.keys(told)
    .map((name) => `  ${name}: {}\n`)
    .join('')}${more}endpoints: {}\n`;

const found = (told: Readonly<Record<string, Told>>, more?: string) => findings(textOf(told, more), { told });

describe('what a plugin needs', () => {
  it.each<[string, Readonly<Record<string, Told>>]>([
    ['another entry', { a: { needs: { b: '^1.0.0' } }, b: { version: '1.2.3' } }],
    ['an entry of any version', { a: { needs: { b: '*' } }, b: { version: '2.0.0-rc.1' } }],
    ['a version before its release', { a: { needs: { b: '^2.1.0' } }, b: { version: '2.2.0-rc.1' } }],
    ['a service', { a: { needs: { kv: '>=1 <3' } }, b: { provides: { kv: '2.0.0' } } }],
    ['one of two providers', { a: { needs: { b: '^2.0.0' } }, b: { provides: { b: '2.0.0' } } }],
    ['what it provides itself', { a: { needs: { kv: '1' }, provides: { kv: '1.0.0' } } }],
  ])('may be %s', async (_name, told) => {
    expect(await found(told)).toEqual([]);
  });

  it('is missing: BW3412', async () => {
    expect(await found({ a: { needs: { kv: '^1.0.0' } } })).toEqual([
      'BW3412 2:3-4 `a` needs `kv` ^1.0.0, which no plugin provides',
    ]);
  });

  it('is there in another version, which is said', async () => {
    const told = {
      a: { needs: { b: '^2.0.0', kv: '3' } },
      b: { version: '1.4.0' },
      c: { provides: { kv: '2.9.0' } },
    };
    expect(await found(told)).toEqual([
      'BW3412 2:3-4 `a` needs `b` ^2.0.0, but it is 1.4.0',
      'BW3412 2:3-4 `a` needs `kv` 3, but `c` provides 2.9.0',
    ]);
  });

  it('is an official plugin that is not listed, or one that is disabled', async () => {
    const told = tell({ a: { needs: { auth: '1', off: '*' } } }, ['a', 'auth', 'off']);
    const text = 'plugins:\n  a: {}\n  off: { enabled: false }\nendpoints: {}\n';
    const { diagnostics } = await loadPlugins(text, { told });
    expect(diagnostics).toMatchObject([
      { code: 'BW3412', suggestions: [{ text: 'list the official plugin `auth`', guess: true }] },
      {
        code: 'BW3412',
        hint: 'enable `off`',
        related: [{ message: 'disabled here', range: { start: { line: 3 } } }],
      },
    ]);
  });

  it('is there under another name', async () => {
    const told = { a: { needs: { store: '*' } }, mine: { name: 'store' } };
    const { diagnostics } = await loadPlugins(textOf(told), { told });
    const hint = '`mine` is that plugin under another name: call its entry `store`';
    expect(diagnostics).toMatchObject([{ code: 'BW3412', hint }]);
  });

  it('stays open while another plugin cannot be looked at', async () => {
    const failing = { failures: [{ code: 'BW3402' as const, message: 'boom' }] };
    expect(await found({ a: { needs: { kv: '*', b: '*' } }, b: failing })).toEqual(['BW3402 3:3-4 boom']);
  });
});

describe('one name that two plugins provide', () => {
  const provider = { provides: { kv: '1.0.0' } };
  const serving = { ...provider, services: { kv: ['get'] } };

  it('is a mistake when somebody needs it, or may call it: BW3413', async () => {
    const expected = 'BW3413 3:3-4 `a` and `b` both provide `kv`';
    expect(await found({ a: provider, b: provider, c: { needs: { kv: '*' } } })).toEqual([expected]);
    expect(await found({ a: serving, b: serving })).toEqual([expected]);
  });

  it('is none when it is only said of them', async () => {
    expect(await found({ a: provider, b: provider })).toEqual([]);
    expect(await found({ a: provider, b: serving })).toEqual([]);
  });
});

describe('plugins that need each other', () => {
  it('are named in a circle, each circle once: BW3414', async () => {
    const told = {
      z: { needs: { a: '*' } },
      a: { needs: { b: '*' } },
      b: { needs: { kv: '*' } },
      c: { provides: { kv: '1.0.0' }, needs: { a: '*' } },
      d: { needs: { e: '*' } },
      e: { needs: { d: '*' } },
    };
    expect(await found(told)).toEqual([
      'BW3414 3:3-4 plugins need each other: `a` -> `b` -> `c` -> `a`',
      'BW3414 6:3-4 plugins need each other: `d` -> `e` -> `d`',
    ]);
    const { diagnostics } = await loadPlugins(textOf(told), { told });
    expect(diagnostics[0]?.related.map(({ message, range }) => [message, range.start.line])).toEqual([
      ['`b` stands here', 4],
      ['`c` stands here', 5],
    ]);
  });
});

describe('the order of hooks', () => {
  const hooked = (...hooks: Partial<HookManifest>[]): Told => ({ hooks: hooks.map(hookOf) });

  it('has no circle: BW3415', async () => {
    const told = {
      a: hooked({ before: ['b', 'nobody'] }),
      b: hooked({ before: ['c'] }),
      c: hooked({ before: ['a'] }),
    };
    expect(await found(told)).toEqual([
      'BW3415 2:3-4 beforeRequest hooks of the phase `transform` have no order: `a` -> `b` -> `c` -> `a`, each before the next',
    ]);
    expect(await found({ a: hooked({ after: ['b'] }), b: hooked({ after: ['a'] }) })).toHaveLength(1);
    expect(await found({ a: hooked({ after: ['a'] }), b: hooked() })).toEqual([]);
  });

  it('is one for each kind and phase', async () => {
    const told = {
      a: hooked({ before: ['b'] }, { kind: 'afterResponse', after: ['b'] }),
      b: hooked({ phase: 'guard', before: ['a'] }, { before: [] }),
    };
    expect(await found(told)).toEqual([]);
  });
});
