import { expect, it } from 'vitest';
import { randomFrom } from '../../test/support/random.ts';
import { pathLike, randomPath, randomPattern } from '../../test/support/routes.ts';
import { decodedSegments, matchesPattern } from '../base/route-match.ts';
import { parseRoutePattern } from '../base/route-pattern.ts';
import { Router } from './router.ts';

it('a pattern alone matches what a router matches that has nothing else', () => {
  const random = randomFrom(3);
  let hits = 0;
  for (let round = 0; round < 3_000; round += 1) {
    const text = randomPattern(random);
    const pattern = parseRoutePattern(text);
    const router = new Router([{ pattern, methods: [], value: text }]);
    for (const path of [pathLike(random, text), randomPath(random)]) {
      const isMatch = router.find('GET', path).kind === 'match';
      hits += isMatch ? 1 : 0;
      const told = matchesPattern(pattern, decodedSegments(path) ?? []);
      expect(told, `${text} and ${path}`).toBe(isMatch);
    }
  }
  expect(hits).toBeGreaterThan(1_000);
});
