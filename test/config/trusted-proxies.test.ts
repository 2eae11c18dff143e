import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { modes } from '../../src/modes/index.ts';

async function load(list: string) {
  const text = `server:\n  trusted_proxies: ${list}\nendpoints: {}\n`;
  const source = { kind: 'text', text, folder: '/' } as const;
  const { config, diagnostics } = await loadConfig({ source, modes, environment: {}, cwd: '/' });
  return { config, diagnostics };
}

describe('trusted proxies', () => {
  it.each([
    '[127.0.0.1, 10.0.0.0/8, "::1", "2001:db8::/32"]',
    '[loopback, private]',
    '[0.0.0.0/1, "::/1"]',
    '[192.0.2.1/32]',
    '[]',
  ])('may be %s', async (list) => {
    const { config, diagnostics } = await load(list);
    expect(diagnostics).toEqual([]);
    expect(`[${config?.server.trustedProxies.join(', ')}]`).toBe(list.replaceAll('"', ''));
  });

  it.each([
    ['proxy.internal', undefined],
    ['localhost', 'loopback'],
    ['loopbak', 'loopback'],
    ['"*"', undefined],
    ['10.0.0.0/33', undefined],
    ['"::/129"', undefined],
    ['10.0.0', undefined],
    ['10.0.0.1:8080', '"10.0.0.1"'],
    ['"[::1]:80"', '"::1"'],
    ['http://10.0.0.1/', '"10.0.0.1"'],
    ['fe80::1%eth0', undefined],
  ])('may not have %s', async (entry, meant) => {
    const { config, diagnostics } = await load(`[loopback, ${entry}]`);
    expect(config).toBeUndefined();
    const [first] = diagnostics;
    expect(diagnostics).toHaveLength(1);
    expect(first).toMatchObject({ code: 'BW3311', pointer: '/server/trusted_proxies/1' });
    expect(first?.range).toEqual({
      start: { line: 2, column: 31 },
      end: { line: 2, column: 31 + entry.length },
    });
    expect(first?.suggestions.map(({ replace }) => replace)).toEqual(meant === undefined ? [] : [meant]);
  });
});
