import { BackworksError, type ErrorCode } from '../base/errors.ts';
import { inPlainWords } from './plain-words.ts';

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

/** What V8 throws, with the code and the words we have for it; its own words may quote data. */
const FAULTS: readonly (readonly [RegExp, ErrorCode, string])[] = [
  [/^RangeError: Maximum call stack size exceeded/, 'BW4011', 'the data is nested too deeply'],
  [/^RangeError: Invalid string length/, 'BW4011', 'too much data'],
  [/^RangeError: Invalid time zone/, 'BW4014', 'there is no such time zone'],
  [/^RangeError: Invalid time value/, 'BW4014', 'the time is beyond what a timestamp can hold'],
  [/^SyntaxError: .* JSON/s, 'BW4014', 'the bytes are not JSON'],
];

const UNKNOWN = 'the value cannot be used here';

/**
 * The error an evaluation ends with: it names the expression, and keeps the cause without the data in it.
 * No message shows a value: it may be a secret of the environment or of the request. What is the client's
 * fault stays as it is, since the expression is none of the client's business.
 */
export function toFailure(error: unknown, text: string): BackworksError {
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
  if (error instanceof BackworksError) {
    if ((error.entry.status ?? 500) < 500) return error;
    return new BackworksError(error.code, `\`${shown}\`: ${error.message}`, {
      cause: error,
      ...hintOf(error),
    });
  }
  const [code, reason] = isCelError(error) ? reasonOf(error, text) : faultOf(error);
  return new BackworksError(code, `\`${shown}\`: ${reason}`, { cause: withoutData(error, reason) });
}

function hintOf({ hint }: BackworksError): { hint?: string } {
  return hint === undefined ? {} : { hint };
}

function faultOf(error: unknown): readonly [ErrorCode, string] {
  const said = String(error);
  const [, code, reason] = FAULTS.find(([shape]) => shape.test(said)) ?? [];
  return [code ?? 'BW4014', reason ?? UNKNOWN];
}

function reasonOf(error: CelError, text: string): readonly [ErrorCode, string] {
  const code = CODES[error.code] ?? 'BW4014';
  if (error.code !== 'no_such_key') return [code, inPlainWords(error) ?? UNKNOWN];
  // A key that the expression does not spell out is data.
  const key = /^no such key: (.*)$/is.exec(error.summary)?.[1];
  return [code, key !== undefined && text.includes(key) ? `there is no \`${key}\`` : 'there is no such key'];
}

/** The same error with our words in place of its own: its kind, its place in the expression and its stack. */
function withoutData(error: unknown, reason: string): Error {
  const frame = isCelError(error) ? error.message.slice(error.summary.length) : '';
  const cause = new Error(reason + frame);
  if (!(error instanceof Error)) return cause;
  const calls = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  cause.name = error.name;
  cause.stack = [`${error.name}: ${cause.message}`, ...calls].join('\n');
  return cause;
}
