import { pick } from './random.ts';

type Random = (below: number) => number;

/** Segments of patterns: few texts, so that patterns and paths often meet; `#` stands for a name. */
const SEGMENTS = [
  '',
  'a',
  'b',
  'ab',
  '%7B%7D',
  'a%2Fb',
  '{#}',
  'a{#}',
  '{#}a',
  '{#}-{#}',
  'a{#}%7B%7D',
  'a%7B%7D{#}',
  '{#}b{#}b',
];

/** Segments of paths as clients send them. */
const TEXTS = ['', 'a', 'b', 'ab', 'aab', 'a-b', 'b-a-b', 'a{}', 'a{}b', '%7B%7D', 'a%2Fb', 'abbb', 'xbyb'];

/** A path pattern such as `/a/{p0}-{p1}/*`. */
export function randomPattern(random: Random): string {
  let names = 0;
  const count = 1 + random(3);
  const segments = Array.from({ length: count }, () => pick(random, SEGMENTS));
  if (random(4) === 0) segments.push('*');
  return `/${segments.join('/').replace(/#/g, () => `p${names++}`)}`;
}

/** A path that no router refuses, such as `/a/b-a-b`. */
export function randomPath(random: Random): string {
  return `/${Array.from({ length: 1 + random(4) }, () => pick(random, TEXTS)).join('/')}`;
}

/** A path that the pattern matches more often than not. */
export function pathLike(random: Random, pattern: string): string {
  const path = pattern.replace(/\{[^}]*\}/g, () => pick(random, TEXTS));
  return path.endsWith('*') ? `${path.slice(0, -2)}${randomPath(random)}` : path;
}
