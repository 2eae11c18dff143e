import { isFieldValue, isFramingField } from '../../base/field-value.ts';
import { describe, isObject } from '../load/definition-shape.ts';
import { Nonsense } from './nonsense.ts';

/** Changes to headers: names in lower case with their values; without any, the header is removed. */
export type HeaderChanges = readonly (readonly [name: string, values: readonly string[]])[];

/** What a field name consists of (RFC 9110, section 5.6.2). */
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Fields that one patch may set: each of them costs the server time that other requests wait for. */
const MOST_FIELDS = 1_000;

/** @param what such as `beforeRequest returned` @throws Nonsense */
export function readHeaderPatch(headers: unknown, what: string): HeaderChanges {
  if (!isObject(headers)) throw new Nonsense(`${what} headers that are ${describe(headers)}, not an object`);
  const entries = Object.entries(headers);
  const fields = entries.reduce((sum, [, given]) => sum + (Array.isArray(given) ? given.length : 1), 0);
  if (fields > MOST_FIELDS)
    throw new Nonsense(`${what} ${fields} headers: ${MOST_FIELDS} are the most that it may`);
  return entries.flatMap(([name, given]) => {
    if (given === undefined) return [];
    const values = given === null ? [] : Array.isArray(given) ? given : [given];
    if (!NAME.test(name)) throw new Nonsense(`${what} the header ${quote(name)}, whose name is not valid`);
    if (isFramingField(name))
      throw new Nonsense(`${what} the header ${quote(name)}, which follows from the body and the connection`);
    return [[name.toLowerCase(), values.map((value) => readValue(value, name, what))] as const];
  });
}

function readValue(value: unknown, name: string, what: string): string {
  if (typeof value !== 'string')
    throw new Nonsense(
      `${what} ${describe(value)} for the header ${quote(name)}: give a text, a list of texts or null`,
    );
  if (!isFieldValue(value))
    throw new Nonsense(`${what} a value for the header ${quote(name)} that no header can have`);
  return value;
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 60));
}
