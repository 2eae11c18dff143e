/** What tests of plugins use of `node:assert/strict` (https://nodejs.org/api/assert.html), for projects without @types/node. */

type Expected = RegExp | object | ((error: unknown) => boolean);

export declare function ok(value: unknown, message?: string | Error): asserts value;
export declare function fail(message?: string | Error): never;
export declare function equal<Value>(
  actual: unknown,
  expected: Value,
  message?: string | Error,
): asserts actual is Value;
export declare function notEqual(actual: unknown, expected: unknown, message?: string | Error): void;
export declare function deepEqual<Value>(
  actual: unknown,
  expected: Value,
  message?: string | Error,
): asserts actual is Value;
export declare function notDeepEqual(actual: unknown, expected: unknown, message?: string | Error): void;
export declare function match(value: string, pattern: RegExp, message?: string | Error): void;
export declare function doesNotMatch(value: string, pattern: RegExp, message?: string | Error): void;
export declare function throws(run: () => unknown, expected?: Expected, message?: string | Error): void;
export declare function rejects(
  work: Promise<unknown> | (() => Promise<unknown>),
  expected?: Expected,
  message?: string | Error,
): Promise<void>;

/** `assert(value)` is `assert.ok(value)`. */
declare const assert: typeof ok & {
  ok: typeof ok;
  fail: typeof fail;
  equal: typeof equal;
  notEqual: typeof notEqual;
  strictEqual: typeof equal;
  deepEqual: typeof deepEqual;
  notDeepEqual: typeof notDeepEqual;
  deepStrictEqual: typeof deepEqual;
  match: typeof match;
  doesNotMatch: typeof doesNotMatch;
  throws: typeof throws;
  rejects: typeof rejects;
};
export default assert;
