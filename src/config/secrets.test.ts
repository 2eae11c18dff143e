import { describe, expect, it } from 'vitest';
import type { Problem } from './problem.ts';
import { Secrets } from './secrets.ts';

const PATH = ['endpoints', 'GET /a', 'methods', 0];

/** Each variable with its value; each text as it is written, with what it becomes. */
function masked(
  message: string,
  variables: Readonly<Record<string, string>>,
  texts: Readonly<Record<string, string>> = {},
): Problem {
  const secrets = new Secrets();
  for (const [name, value] of Object.entries(variables)) secrets.add(PATH, name, value);
  for (const [written, expanded] of Object.entries(texts)) secrets.addText(PATH, written, expanded);
  const span = { start: 0, end: 0 };
  return secrets.mask({
    code: 'BW3002',
    message,
    path: PATH,
    span,
    hint: message,
    related: [{ message, span }],
    edits: [{ text: message, span, replace: 'x' }],
  });
}

describe('a message', () => {
  it.each([
    ['unknown `xGET7secret`', { S: 'GET7secret' }, {}, 'unknown `x${S}`'],
    ['unknown `XGET7SECRET`', { S: 'GET7secret' }, {}, 'unknown `X${S}`'],
    ['unknown `hunter2-zone`', { A: 'hunter', B: 'hunter2-zone' }, {}, 'unknown `${B}`'],
    ['unknown `x1`, 1 of 10', { S: '1' }, { 'x${S}': 'x1' }, 'unknown `x${S}`, ${S} of 10'],
    ['a mocked mock', { S: 'mock' }, {}, 'a mocked ${S}'],
    ['unknown `true`', { S: 'true', T: 'S' }, {}, 'unknown `${S}`'],
    ['unknown `a.b*c`', { S: '.b*' }, { 'a${S}c': 'a.b*c' }, 'unknown `a${S}c`'],
  ])('%s with %j', (message, variables, texts, expected) => {
    const problem = masked(message, variables as unknown as Record<string, string>, texts as never);
    expect(problem).toMatchObject({ message: expected, hint: expected, related: [{ message: expected }] });
    expect(problem.edits).toEqual([]);
  });

  it('about another place stays as it is', () => {
    const secrets = new Secrets();
    secrets.add(['vars', 'a'], 'S', 'endpoint');
    const problem: Problem = { code: 'BW3002', message: 'endpoint', path: PATH, span: { start: 0, end: 0 } };
    expect(secrets.mask(problem)).toBe(problem);
  });
});
