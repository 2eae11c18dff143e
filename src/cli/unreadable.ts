import type { ErrorCode } from '../base/errors.ts';

/** True where a check did not say no: there was nothing it could check. */
export function isUnreadable(code: ErrorCode): boolean {
  return /^BW100\d$/.test(code);
}
