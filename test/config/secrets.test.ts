import { describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { BackworksEvent } from '../../src/contracts/events.ts';

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
