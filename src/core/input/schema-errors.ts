import { toPointer } from '../../base/json-pointer.ts';
import type { SchemaError } from '../../base/schema-compiler.ts';
import { sayError } from './mismatch-words.ts';

/** What is wrong with a value: never the value itself, which may be a secret. */
export interface Mismatch {
  /** JSON pointer (RFC 6901) of the value, or of what is missing. */
  readonly pointer: string;
  readonly message: string;
}

/** Keywords that only say that one of the schemas below them was not met, which stands in the list, too. */
const FORWARDING: ReadonlySet<string> = new Set(['if', 'propertyNames']);

/** The errors of a validator in words, each one once, the first ones only. */
export function mismatchesOf(errors: readonly SchemaError[], most: number): Mismatch[] {
  const found = new Map<string, Mismatch>();
  for (const error of errors) {
    if (found.size === most) break;
    if (FORWARDING.has(error.keyword)) continue;
    const mismatch = { pointer: pointerOf(error), message: messageOf(error) };
    found.set(`${mismatch.pointer}\0${mismatch.message}`, mismatch);
  }
  return [...found.values()];
}

/** Keywords about a member of the value, with the parameter that names it. */
const ABOUT_MEMBER: Readonly<Record<string, string>> = {
  required: 'missingProperty',
  dependentRequired: 'missingProperty',
  dependencies: 'missingProperty',
  additionalProperties: 'additionalProperty',
  unevaluatedProperties: 'unevaluatedProperty',
};

function pointerOf({ keyword, instancePath, params, propertyName }: SchemaError): string {
  const name: unknown = propertyName ?? params[ABOUT_MEMBER[keyword] ?? ''];
  return typeof name === 'string' ? instancePath + toPointer([name]) : instancePath;
}

function messageOf(error: SchemaError): string {
  const said = sayError(error);
  return error.propertyName === undefined ? said : `has a name that ${said}`;
}

/** `/items/0/price must be a number`, and of the whole value `the body must be an object`. */
export function sayMismatch({ pointer, message }: Mismatch, whole: string): string {
  return `${pointer === '' ? whole : pointer} ${message}`;
}
