import { STATUS_CODES } from 'node:http';
import { BackworksError, type ErrorCode, errors } from '../base/errors.ts';
import { messageOf } from '../base/thrown.ts';

/**
 * The body of every answer that an error ends in (RFC 9457, `application/problem+json`).
 *
 * `type` is always `about:blank`: a type of our own would have to be a URL that explains it, and there
 * is no place of ours that every client could reach. So `title` is the phrase of the status, as the RFC
 * asks, and `code`, the row of our error table, is what programs compare.
 */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly hint?: string;
  readonly request_id?: string;
  /** Routes that look like the path of a miss. */
  readonly nearest?: readonly string[];
  /** Where the endpoint stands, such as `api/users.yaml:7`; only while developing. */
  readonly place?: string;
  /** What went wrong inside, outermost first; only while developing. */
  readonly causes?: readonly string[];
  readonly stack?: readonly string[];
}

export interface ProblemOptions {
  readonly development: boolean;
  readonly requestId?: string;
  /** Where the endpoint stands. */
  readonly place?: string | undefined;
}

/**
 * Says what went wrong. For faults of the client that is the message; for our own, messages may quote
 * data and files, so that outside development only the kind of the fault is said.
 */
export function problemOf(error: unknown, { development, requestId, place }: ProblemOptions): Problem {
  const code = error instanceof BackworksError ? error.code : 'BW9001';
  const { title, hint, status = 500 } = errors[code] as { title: string; hint: string; status?: number };
  const told = development || (status < 500 && error instanceof BackworksError);
  const own = error instanceof BackworksError && told ? error.hint : undefined;
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: told ? messageOf(error) : title,
    code,
    hint: own ?? hint,
    ...(requestId !== undefined && { request_id: requestId }),
    ...(error instanceof BackworksError && error.members),
    ...(development && place !== undefined && { place }),
    ...(development && insideOf(error, status)),
  };
}

/** The causes, and for mistakes of our own the way to them: those of others are not in our code. */
function insideOf(error: unknown, status: number): Pick<Problem, 'causes' | 'stack'> {
  const causes: string[] = [];
  for (let cause = causeOf(error); cause !== undefined && causes.length < 8; cause = causeOf(cause)) {
    causes.push(messageOf(cause));
  }
  const isOurs = status >= 500 && !(error instanceof BackworksError && error.code !== 'BW9001');
  const trace = isOurs && error instanceof Error ? error.stack : undefined;
  const stack = trace?.split('\n').map((line) => line.trim()) ?? [];
  return { ...(causes.length > 0 && { causes }), ...(stack.length > 0 && { stack }) };
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}
