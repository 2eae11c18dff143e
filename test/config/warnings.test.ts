import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { modes } from '../../src/modes/index.ts';

function load(text: string) {
  const source = { kind: 'text', text, folder: '/' } as const;
  return loadConfig({ source, modes, environment: { NAME: 'hunter2' }, cwd: '/' });
}

async function findingsOf(text: string) {
  const { config, diagnostics } = await load(text);
  return {
    serves: config !== undefined,
    found: diagnostics.map(
      ({ code, severity, range: { start, end } }) =>
        `${code} ${severity} ${start.line}:${start.column}-${end.column}`,
    ),
  };
}

describe('a template in a key', () => {
  it('is a warning at the key, and the file still serves', async () => {
    const text = [
      'endpoints:',
      '  GET /a:',
      '    mock:',
      '      body:',
      '        "${path.x}": 1',
      '        list: [ { "a ${NAME}": "${method}" } ]',
      '',
    ].join('\n');
    expect(await findingsOf(text)).toEqual({
      serves: true,
      found: ['BW4017 warning 5:9-20', 'BW4017 warning 6:19-30'],
    });
    const [first, second] = (await load(text)).diagnostics;
    expect(first?.message).toBe('`${path.x}` in a key is not filled in');
    expect(second?.message).toBe('`${NAME}` in a key is not filled in');
    expect(first?.hint).toContain('under a fixed key');
  });

  it('in a route is one, too', async () => {
    expect((await findingsOf('endpoints:\n  GET /a/${id}: { mock: {} }\n')).found).toEqual([
      'BW4017 warning 2:3-15',
    ]);
  });

  it('is none in keys that are wrong anyway, or that are the user’s own', async () => {
    const text = 'x-a: { "${x}": 1 }\nendpoints:\n  GET /a: { mock: { headers: { "${x}": 1 } } }\n';
    expect((await findingsOf(text)).found).toEqual(['BW2006 error 3:32-38']);
  });
});
