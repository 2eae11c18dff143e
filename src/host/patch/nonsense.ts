import { nearest } from '../../base/suggest.ts';

/** A plugin returned what it must not: the message says what, and what would do. */
export class Nonsense extends Error {
  override readonly name = 'Nonsense';
}

/** Refuses keys that mean nothing. @param what such as `beforeRequest returned` */
export function refuseUnknown(patch: object, known: readonly string[], what: string): void {
  for (const key in patch) {
    if (known.includes(key)) continue;
    const meant = nearest(key, known);
    const advice = meant === undefined ? `known are ${known.join(', ')}` : `did you mean \`${meant}\`?`;
    throw new Nonsense(`${what} the key \`${key}\`, which is not known: ${advice}`);
  }
}
