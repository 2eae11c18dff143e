import type { Duration } from '@marcbachmann/cel-js/evaluator';

/** Characters that JSON writes as escapes: quotes, backslashes, controls, and lone surrogates to be sure. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

/** A value as JSON. Bytes are Base64, as in the JSON mapping of CEL's own types. */
export function jsonOf(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number' && Number.isFinite(value)) return `${value}`;
  if (value instanceof Uint8Array) return `"${Buffer.from(value).toString('base64')}"`;
  return JSON.stringify(value) ?? 'null';
}

/** Text as JSON, with its quotes. Looking first takes less than JSON.stringify on text without escapes. */
export function quoted(text: string): string {
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** Text as JSON, without the quotes around it. */
export function escaped(text: string): string {
  return ESCAPED.test(text) ? JSON.stringify(text).slice(1, -1) : text;
}

/** A value inside text: null is empty, dates are ISO 8601, lists and maps JSON, bytes UTF-8. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return `${value}`;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  return JSON.stringify(value);
}

/** A duration as in the JSON mapping of protocol buffers: seconds with up to nine decimals, such as `1.5s`. */
export function durationText({ seconds, nanos }: Duration): string {
  const sign = seconds < 0n || nanos < 0 ? '-' : '';
  const whole = seconds < 0n ? -seconds : seconds;
  const fraction = `${Math.abs(nanos)}`.padStart(9, '0').replace(/0+$/, '');
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}s`;
}
