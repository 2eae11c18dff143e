import { describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from '../../src/app.ts';
import { explainConfig } from '../../src/config/load.ts';
import type { BackworksEvent } from '../../src/contracts/events.ts';
import { modes } from '../../src/modes/index.ts';

const SECRET = 'hunter2-zone';

const TEXT = [
  'name: t',
  'vars: { zone: "${SECRET}" }',
  'endpoints:',
  '  GET /zone: { mock: { body: "${now().getHours(vars.zone)}" } }',
  '  GET /span: { mock: { text: "${duration(vars.zone)}" } }',
  '  GET /key: { mock: { headers: { x-a: "${vars[vars.zone]}" } } }',
  '  GET /sum: { mock: { body: "${vars.zone + 1}" } }',
  '  POST /body: { mock: { body: "${body.name}" } }',
  '',
].join('\n');

interface Problem {
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly causes?: readonly string[];
}

async function served(development: boolean) {
  const source = { kind: 'text', text: TEXT, folder: '/' } as const;
  const app = createApp({ source, environment: { SECRET }, port: 0, development });
  const events: BackworksEvent[] = [];
  app.bus.subscribe((event) => void events.push(event));
  await app.start();
  onTestFinished(async () => void (await app.stop({ grace: 0 })));
  const ask = async (path: string, init?: RequestInit) => (await fetch(`${app.url}${path}`, init)).text();
  return { ask, events };
}

const malformed = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{"name": top-secret}',
};

describe.each([
  ['while developing', true],
  ['in production', false],
])('%s', (_, development) => {
  it('no answer and no log shows the value of a variable that made an expression fail', async () => {
    const { ask, events } = await served(development);
    for (const path of ['/zone', '/span', '/key', '/sum']) {
      const answer = await ask(path);
      expect(JSON.parse(answer)).toMatchObject({ status: 500 });
      expect(answer).not.toContain('unter2');
    }
    expect(JSON.stringify(events)).toContain('getHours');
    expect(JSON.stringify(events)).not.toContain('unter2');
  });
});

describe('a body that is not JSON', () => {
  it('is refused in production with nothing but that', async () => {
    const { ask, events } = await served(false);
    const answer = await ask('/body', malformed);
    const { detail, code, causes } = JSON.parse(answer) as Problem;
    expect({ detail, code, causes }).toEqual({
      detail: 'the request body is not valid JSON',
      code: 'BW4015',
      causes: undefined,
    });
    expect(answer + JSON.stringify(events)).not.toMatch(/top-secret|body\.name/);
  });

  it('is explained while developing by the words of the parser', async () => {
    const { ask } = await served(true);
    const { causes } = JSON.parse(await ask('/body', malformed)) as Problem;
    expect(causes?.[0]).toMatch(/Unexpected token/);
  });
});

describe('a variable that is glued to other words', () => {
  const explained = (settings: string, environment: Record<string, string>) => {
    const text = `endpoints:\n  GET /a: { mock: {} }\n  a: { mock: {}, ${settings} }\n`;
    return explainConfig({ source: { kind: 'text', text, folder: '/' }, modes, environment, cwd: '/' });
  };

  it.each([
    ['path: /a, methods: ["x${S}"]', 'GET7secret', 'unknown method `x${S}`'],
    ['path: /a, methods: ["x${S}"]', 'q7', 'unknown method `x${S}`'],
    ['methods: [GET], path: "/x/:${S}"', 'ab-cdef-sec', 'a parameter is written {…}, not :…'],
    ['methods: [GET], path: "/{${S}}/{${S}}"', 'ab', 'the name "…" appears twice in one path'],
    ['methods: [PUT], path: "x${S}"', 'ab', 'a path starts with "/"'],
  ])('is in no diagnostic: %s with %s', async (settings, S, expected) => {
    const { report } = await explained(settings, { S });
    expect(report.diagnostics.map(({ message }) => message)).toContain(expected);
    const words = report.diagnostics.map(({ message, label, hint, related, suggestions }) =>
      JSON.stringify({ message, label, hint, related, suggestions }),
    );
    expect(words.join(' ')).not.toMatch(new RegExp(`x?${S}|cdef|\\bab\\b`, 'i'));
    expect([...report.sources.values()].join()).not.toContain(S);
  });

  it('is in no resolved value', async () => {
    const { values, report } = await explained('path: /a, methods: [PUT], description: "x${S}y"', {
      S: 'GET7',
    });
    expect(report.diagnostics).toEqual([]);
    expect(JSON.stringify(values)).toContain('x***y');
    expect(JSON.stringify(values)).not.toContain('GET7');
  });
});
