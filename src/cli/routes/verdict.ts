import { type ErrorCode, type ErrorEntry, errors } from '../../base/errors.ts';
import type { RouteExplanation } from '../../contracts/route.ts';
import type { Asked } from './asked.ts';

export type Miss = Exclude<RouteExplanation, { kind: 'match' }>;

/** What a request without an endpoint is answered with. */
export interface Verdict {
  /** No code where the answer is no error. */
  readonly code: ErrorCode | undefined;
  readonly status: number | undefined;
  readonly message: string;
  readonly hint: string | undefined;
}

/** Says in words what a client would be told. */
export function verdictOf(miss: Miss, asked: Asked): Verdict {
  switch (miss.kind) {
    case 'method':
      return methodVerdict(miss.allow, asked);
    case 'path': {
      const hint = `there is one for ${miss.slash}: a trailing slash makes another path`;
      return failing('BW6001', 'no endpoint has this path', miss.slash === undefined ? undefined : hint);
    }
    case 'encoding':
      return failing(
        'BW6003',
        `segment ${miss.segment} is not percent-encoded UTF-8`,
        'write a "%" that is meant as such as %25',
      );
    case 'dots':
      return failing(
        'BW6004',
        `segment ${miss.segment} is "." or ".."`,
        `clients send ${resolved(asked.path)}`,
      );
    case 'reserved':
      return {
        code: undefined,
        status: undefined,
        message: 'paths below /__backworks/ belong to backworks itself',
        hint: undefined,
      };
  }
}

function methodVerdict(allow: readonly string[], { method }: Asked): Verdict {
  const methods = allow.join(', ');
  if (method !== 'OPTIONS') return failing('BW6002', `the path takes ${methods}`, undefined);
  const message = `backworks answers OPTIONS itself, with Allow: ${methods}`;
  return { code: undefined, status: 204, message, hint: undefined };
}

function failing(code: ErrorCode, message: string, hint: string | undefined): Verdict {
  const { status }: ErrorEntry = errors[code];
  return { code, status, message, hint };
}

/** The path without its dots, as browsers and curl make it (WHATWG URL). */
function resolved(path: string): string {
  return new URL(`http://localhost${path}`).pathname;
}
