import { BackworksError, type ErrorCode } from '../base/errors.ts';

/** What cel-js throws; its three error classes have these in common. */
export interface CelError extends Error {
  readonly code: string;
  /** The message without the code frame. */
  readonly summary: string;
  readonly range?: { readonly start: number; readonly end: number };
}

export function isCelError(error: unknown): error is CelError {
  return error instanceof Error && 'summary' in error && 'code' in error;
}

const MISSING = new Set(['no_such_key', 'index_out_of_bounds', 'optional_value_missing']);

/** True when the error says that a value is not there, which `default` covers. */
export function isMissing(error: unknown): boolean {
  return isCelError(error) && MISSING.has(error.code);
}

/** Codes of cel-js; what is not here is a value of the right type that cannot be used. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  no_such_key: 'BW4010',
  index_out_of_bounds: 'BW4010',
  optional_value_missing: 'BW4010',
  division_by_zero: 'BW4012',
  modulo_by_zero: 'BW4012',
  numeric_overflow: 'BW4013',
  no_such_overload: 'BW4004',
  no_matching_overload: 'BW4004',
  variable_type_mismatch: 'BW4004',
  field_type_mismatch: 'BW4004',
  list_item_type_mismatch: 'BW4004',
  invalid_condition_type: 'BW4004',
  invalid_logical_operand: 'BW4004',
  invalid_list_element_type: 'BW4004',
  invalid_comprehension_range: 'BW4004',
  invalid_comparison_type: 'BW4004',
  unsupported_type: 'BW4004',
  optional_expected: 'BW4004',
};

/** Longer expressions are cut in messages. */
const SHOWN = 80;

/** The error an evaluation ends with: it names the expression and keeps the cause. */
export function toFailure(error: unknown, text: string): BackworksError {
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
  const message = (reason: string) => `\`${shown}\`: ${reason}`;
  if (error instanceof BackworksError) {
    return new BackworksError(error.code, message(error.message), { cause: error, ...hintOf(error) });
  }
  if (isCelError(error)) {
    const code = CODES[error.code] ?? 'BW4014';
    return new BackworksError(code, message(reasonOf(error, text)), { cause: error });
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new BackworksError(EXHAUSTED.test(reason) ? 'BW4011' : 'BW4014', message(reason), { cause: error });
}

/** V8's own limits, met by data that is nested thousands of levels deep or by half a gigabyte of text. */
const EXHAUSTED = /^(?:Maximum call stack size exceeded|Invalid string length)$/;

function hintOf({ hint }: BackworksError): { hint?: string } {
  return hint === undefined ? {} : { hint };
}

/** A key that the expression does not spell out is data, and may be a secret: it is not shown. */
function reasonOf({ code, summary }: CelError, text: string): string {
  const key = code === 'no_such_key' ? /^no such key: (.*)$/is.exec(summary)?.[1] : undefined;
  if (key === undefined) return summary.charAt(0).toLowerCase() + summary.slice(1);
  return text.includes(key) ? `there is no \`${key}\`` : 'there is no such key';
}
