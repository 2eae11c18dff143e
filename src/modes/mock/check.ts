import { LONGEST_TIMER, parseDuration } from '../../base/units.ts';
import type { ModeFinding } from '../../contracts/mode.ts';
import { checkHeaders, computedFrom } from '../check-headers.ts';
import type { MockBlock } from './schema.ts';

/** Where the body comes from; at most one of them. */
const SOURCES = ['body', 'text', 'file'] as const;

/** Statuses whose answer never has a body (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5). */
const BODILESS = new Set([204, 205, 304]);

export function isBodiless(status: number): boolean {
  return BODILESS.has(status);
}

/** What the schema of a `mock:` block cannot say. */
export function checkMock(block: unknown): readonly ModeFinding[] {
  const mock = block as MockBlock;
  return [
    ...checkSources(mock),
    ...checkHeaders(mock.headers, computedFrom('the body and the connection')),
    ...checkDelay(mock),
  ];
}

function* checkSources(mock: MockBlock): Generator<ModeFinding> {
  const [first, ...others] = SOURCES.filter((source) => mock[source] !== undefined);
  if (first === undefined) return;
  for (const other of others) {
    yield {
      code: 'BW3101',
      message: `\`${other}\` and \`${first}\` cannot both be the answer's body`,
      at: [other],
      mark: 'key',
      hint: `keep one of \`${first}\` and \`${other}\``,
    };
  }
  if (mock.status !== undefined && isBodiless(mock.status)) {
    yield {
      code: 'BW3102',
      message: `an answer with status ${mock.status} has no body, but \`${first}\` gives it one`,
      at: ['status'],
      hint: `remove \`${first}\`, or choose another status such as 200`,
    };
  }
}

function* checkDelay(mock: MockBlock): Generator<ModeFinding> {
  if (mock.delay !== undefined && parseDuration(mock.delay) > LONGEST_TIMER) {
    yield {
      code: 'BW3105',
      message: `a delay of ${mock.delay} is longer than a timer can wait`,
      at: ['delay'],
      hint: 'the longest delay is 24d',
    };
  }
}
