import { types } from 'node:util';
import { messageOf } from '../../base/thrown.ts';
import type { TestMessage } from './test-messages.ts';

/** What of the events of `node:test` is read here; see https://nodejs.org/api/test.html#class-testsstream. */
interface TestEvent {
  readonly type: string;
  readonly data: {
    readonly name: string;
    readonly nesting: number;
    readonly file?: string;
    readonly line?: number;
    readonly column?: number;
    readonly skip?: boolean | string;
    readonly todo?: boolean | string;
    readonly details?: {
      readonly duration_ms: number;
      readonly type?: string;
      readonly error?: Error & { failureType?: string };
    };
  };
}

/** A reporter of `node:test` that tells the process that started this one; nothing is printed. */
// biome-ignore lint/correctness/useYield: reporters are async generators, and this one has nothing to give.
export default async function* report(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const around: string[] = [];
  for await (const { type, data } of source) {
    if (type === 'test:start') {
      around.length = data.nesting;
      around.push(data.name);
    } else if ((type === 'test:pass' || type === 'test:fail') && isOwnResult(data))
      process.send?.(messageFor(type === 'test:pass', data, around.slice(0, data.nesting)));
  }
}

/** Whoever only holds others passes and fails with them. */
function isOwnResult({ details }: TestEvent['data']): boolean {
  return details?.type !== 'suite' && details?.error?.failureType !== 'subtestsFailed';
}

function messageFor(
  isPassed: boolean,
  { name, line, column, skip, todo, details }: TestEvent['data'],
  around: readonly string[],
): TestMessage {
  const cause = details?.error?.cause ?? details?.error;
  return {
    type: 'test',
    name: [...around, name].join(' > '),
    ok: isPassed || todo !== undefined,
    skipped: skip !== undefined || todo !== undefined,
    line: line ?? 0,
    column: column ?? 0,
    duration: details?.duration_ms ?? 0,
    ...(!isPassed && { message: messageOf(cause) }),
    ...(!isPassed && types.isNativeError(cause) && { stack: cause.stack ?? '' }),
  };
}
