import { expect, it } from 'vitest';
import { BackworksError } from '../base/errors.ts';
import { problemOf } from './problem.ts';

it('a problem has causes that cannot be read, too', () => {
  const message = { get: () => JSON.parse('{') };
  const cause = Object.defineProperty(new Error(), 'message', message);
  const error = new BackworksError('BW6080', 'the plugin "a" cannot do its work', { cause });
  expect(problemOf(error, { development: true })).toMatchObject({
    status: 503,
    detail: 'the plugin "a" cannot do its work',
    causes: ['something was thrown that cannot be read'],
  });
  expect(problemOf(Object.create(null), { development: true })).toMatchObject({
    status: 500,
    code: 'BW9001',
  });
});
