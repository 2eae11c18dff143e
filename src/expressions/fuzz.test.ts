import { expect, it } from 'vitest';
import { exchangeOf } from '../../test/support/exchange.ts';
import { BackworksError } from '../base/errors.ts';
import { compileExpression } from './expression.ts';
import { checkTemplate, compileTemplate } from './template.ts';

/** Mulberry32: small, seeded, so that a failure can be repeated. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const SEEDS = [
  "default(body.items.filter(x, x.n > 1).map(y, y.n + 1.5)[0], 'none')",
  'cel.bind(a, body, a.n == 1 ? dyn(a) : "x") == {"a": [1, 2.0, 3u]}',
  'path.id.matches("^[a-z]{2,20}(b|c)*$") || has(body.x.y) && !true',
  "headers['x-a'] + string(now()) + json(vars) + uuid().substring(0, 4)",
  'timestamp("2024-01-01T00:00:00Z") + duration("1h") > now() ? -1 : body.n % 2',
  'body.?a.?b.orValue([1, 2, 3].exists_one(q, q in body.items)).size()',
  "b'ab' + bytes('c') == b\"\\x41\" ? query.x-y : '''triple'''",
  'type(1) == int && optional.of(body.n).hasValue() && 1 / body.n < 2.5e3',
];

const PIECES = [
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '.',
  '.?',
  ',',
  ':',
  '?',
  '"',
  "'",
  '\\',
  '-',
  '!',
  '||',
  '&&',
  '==',
  ' in ',
  '+',
  '%',
  '0',
  '1u',
  '9e999',
  'null',
  'body',
  'vars',
  'x',
  'map(x, ',
  'exists(',
  '.matches("(a+)+$")',
  '$',
  '${',
  '\u0000',
  '😀',
  'é',
  '//',
  '\n',
  '__proto__',
  'constructor',
  'default(',
];

function mutate(text: string, random: (below: number) => number): string {
  let mutant = text;
  for (let count = 1 + random(4); count > 0; count -= 1) {
    const at = random(mutant.length + 1);
    const end = at + random(6);
    const other = SEEDS[random(SEEDS.length)] ?? '';
    const from = random(other.length);
    const put =
      [PIECES[random(PIECES.length)] ?? '', other.slice(from, from + random(20)), ''][random(3)] ?? '';
    mutant = mutant.slice(0, at) + put + mutant.slice(random(2) === 0 ? at : end);
  }
  return mutant;
}

const exchange = exchangeOf({
  id: 'r',
  method: 'GET',
  url: '/?x=1',
  path: '/',
  search: 'x=1',
  params: { id: 'aab' },
  client: { ip: '::1', port: 1 },
  headers: { 'content-type': 'application/json', 'x-a': 'A' },
  rawBody: Buffer.from('{"n":2,"a":{"b":null},"x":{"y":"z"},"items":[{"n":1},{"n":2},3,"s",[null]]}'),
});
const scope = { vars: { list: [1, 'a'], since: new Date(0), raw: Buffer.from('ab') } };

/** Runs the task; anything it throws must be an error of ours. */
function quietly(task: () => unknown): boolean {
  try {
    task();
    return true;
  } catch (error) {
    if (error instanceof BackworksError && error.code !== 'BW9001') return false;
    throw error;
  }
}

it('mutated expressions give a value, a problem with a place, or an error with a code', () => {
  const random = randomFrom(20_240_501);
  let values = 0;
  for (let round = 0; round < 12_000; round += 1) {
    const text = mutate(SEEDS[random(SEEDS.length)] ?? '', random);
    const { expression, problems } = compileExpression(text);
    if (expression !== undefined && quietly(() => JSON.stringify(expression.evaluate(exchange, scope))))
      values += 1;
    for (const { start, end, message } of problems) {
      expect(message).not.toBe('');
      expect([text, 0 <= start && start <= end && end <= text.length]).toEqual([text, true]);
    }
  }
  expect(values).toBeGreaterThan(100);
});

it('mutated templates are either refused by the check or rendered', () => {
  const random = randomFrom(7);
  for (let round = 0; round < 4_000; round += 1) {
    const text = mutate(`a \${${SEEDS[random(SEEDS.length)]}} b $\${x} \${path.id}`, random);
    const problems = checkTemplate(text);
    const compiled = quietly(() => {
      const template = compileTemplate({ text });
      quietly(() => JSON.parse(template.renderJson(exchange, scope)));
    });
    expect([text, compiled]).toEqual([text, problems.length === 0]);
  }
});
