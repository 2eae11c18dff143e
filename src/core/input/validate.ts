import type { SchemaBundle } from '../../base/schema-bundle.ts';
import { loadSchemaCompiler, type Validator } from '../../base/schema-compiler.ts';
import { type Mismatch, mismatchesOf } from './schema-errors.ts';

/** So many mistakes are told at once. */
export const MAX_MISMATCHES = 20;

/** What a schema finds wrong with a value; nothing when it takes it. */
export type Validate = (value: unknown) => readonly Mismatch[];

/**
 * Prepares the check of texts, which become what the schema says, in their place. The validator takes a
 * millisecond to make, so that it is made for the first request.
 */
export async function prepareTexts(bundle: SchemaBundle): Promise<Validate> {
  const compiler = await loadSchemaCompiler(bundle.draft);
  let validate: Validator | undefined;
  return (value) => {
    validate ??= compiler.compile(bundle, { coerce: true, everything: true });
    return findingsOf(validate, value);
  };
}

/**
 * Prepares the check of a body. To collect every mistake takes memory for each of them, so that of a large
 * body only the first is found.
 *
 * @param largest bytes of a body of which all mistakes are found
 */
export async function prepareBody(
  bundle: SchemaBundle,
  largest: number,
): Promise<(value: unknown, size: number) => readonly Mismatch[]> {
  const compiler = await loadSchemaCompiler(bundle.draft);
  let quick: Validator | undefined;
  let thorough: Validator | undefined;
  return (value, size) => {
    quick ??= compiler.compile(bundle, {});
    const first = findingsOf(quick, value);
    if (first.length === 0 || size > largest) return first;
    thorough ??= compiler.compile(bundle, { everything: true });
    return findingsOf(thorough, value);
  };
}

function findingsOf(validate: Validator, value: unknown): readonly Mismatch[] {
  try {
    if (validate(value)) return [];
  } catch (error) {
    // Schemas that refer to themselves follow the value down.
    if (!(error instanceof RangeError)) throw error;
    return [{ pointer: '', message: 'is nested too deeply' }];
  }
  const found = mismatchesOf(validate.errors ?? [], MAX_MISMATCHES);
  // The validator would keep them, and the value with them.
  validate.errors = null;
  return found;
}
