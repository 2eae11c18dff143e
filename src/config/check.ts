import { type Path, parsePointer } from '../base/json-pointer.ts';
import { nearest } from '../base/suggest.ts';
import type { BrokenParts } from './broken.ts';
import type { ConfigDocument } from './document.ts';
import { explainShape } from './explain.ts';
import { type ShapeError, validateFile } from './generated/validate.js';
import { MAX_PROBLEMS, type Problem } from './problem.ts';
import type { SchemaNode } from './schema/compose.ts';
import { shapeAt } from './shape.ts';

/** What the shape check works on, and its explanations. */
export interface ShapeContext {
  readonly document: ConfigDocument;
  readonly schema: SchemaNode;
  /** The whole file with its variables expanded. */
  readonly value: unknown;
}

/** What the explanation of one mistake works on. */
export interface ExplainContext extends ShapeContext {
  /** Whether to look for what was meant: of the same mistake made thousands of times, nobody reads that. */
  readonly guesses: boolean;
}

/** So many mistakes of one kind come with what was meant; the others with their place and what is wrong. */
const MAX_GUESSES = 2_000;

/** Checks keys, types and ranges. What is wrong is reported and added to the broken parts. */
export function checkShape(context: ShapeContext, broken: BrokenParts): Problem[] {
  if (validateFile(context.value)) return [];
  const errors = oneForm(validateFile.errors ?? []);
  // The validator would keep them, and with them the whole file.
  validateFile.errors = null;
  const isMisspelt = misspellings(errors, context.schema);
  const counts = new Map<string, number>();
  const guessing = { ...context, guesses: true };
  const telling = { ...context, guesses: false };
  const problems: Problem[] = [];
  const found: Path[] = [];
  for (const error of errors) {
    const { keyword, instancePath } = error;
    const path = pathOf(error);
    const isMissing = keyword === 'required';
    if (broken.covers(path) || (isMissing && isMisspelt(instancePath, lastOf(path)))) continue;
    const count = (counts.get(keyword) ?? 0) + 1;
    counts.set(keyword, count);
    if (problems.length <= MAX_PROBLEMS) {
      problems.push(explainShape(error, path, count <= MAX_GUESSES ? guessing : telling));
    }
    if (!isMissing) found.push(path);
  }
  for (const path of found) broken.add(path);
  return problems;
}

/** Tells whether a missing key is there under a misspelt name: then that is the mistake. */
function misspellings(
  errors: readonly ShapeError[],
  schema: SchemaNode,
): (instancePath: string, key: string) => boolean {
  const incomplete = new Set<string>();
  for (const { keyword, instancePath } of errors) if (keyword === 'required') incomplete.add(instancePath);
  const misspelt = new Set<string>();
  for (const error of errors) {
    const meant = incomplete.has(error.instancePath) ? misspeltKey(error, schema) : undefined;
    if (meant !== undefined) misspelt.add(`${error.instancePath}/${meant}`);
  }
  return (instancePath, key) => misspelt.has(`${instancePath}/${key}`);
}

/** The path of what is wrong: the value, the unknown or missing key, or the key with a wrong name. */
function pathOf(error: ShapeError): string[] {
  const path = parsePointer(error.instancePath);
  const key = error.propertyName ?? error.params.additionalProperty ?? error.params.missingProperty;
  return typeof key === 'string' ? [...path, key] : path;
}

function lastOf(path: readonly string[]): string {
  return path.at(-1) ?? '';
}

/** The key that an unknown key was probably meant to be. */
function misspeltKey(error: ShapeError, schema: SchemaNode): string | undefined {
  const key = error.params.additionalProperty;
  if (typeof key !== 'string') return undefined;
  const known = shapeAt(schema, parsePointer(error.instancePath))?.keys() ?? [];
  return nearest(key, known);
}

/**
 * Where a value may have one of several forms, ajv reports what every form misses. Kept is what the
 * form of the value's own type misses; if no form has that type, only that the type is wrong.
 */
function oneForm(errors: readonly ShapeError[]): ShapeError[] {
  const choices = new Map<string, Choice>();
  for (const error of errors) {
    if (error.keyword === 'anyOf') choices.set(choiceKey(error), { error, hasType: false });
  }
  if (choices.size === 0) return errors.filter(({ keyword }) => keyword !== 'propertyNames');
  const around = new Map(errors.map((error) => [error, choiceAround(error, choices)]));
  const mistyped = new Set(errors.filter(({ keyword }) => keyword === 'type').map(formOf));
  for (const [error, choice] of around) {
    if (choice !== undefined && !isOtherForm(error, choice, mistyped)) choice.hasType = true;
  }
  return errors.filter((error) => {
    if (error.keyword === 'propertyNames') return false;
    if (error.keyword === 'anyOf') return choices.get(choiceKey(error))?.hasType === false;
    const choice = around.get(error);
    return choice === undefined || (choice.hasType && !isOtherForm(error, choice, mistyped));
  });
}

interface Choice {
  readonly error: ShapeError;
  /** True when one of the forms has the type of the value. */
  hasType: boolean;
}

function choiceKey({ instancePath, schemaPath }: ShapeError): string {
  return `${schemaPath}\0${instancePath}`;
}

/** True when the error is about a form that does not take values of this type. */
function isOtherForm(error: ShapeError, choice: Choice, mistyped: ReadonlySet<string>): boolean {
  return error.instancePath === choice.error.instancePath && mistyped.has(formOf(error));
}

/** The form, and the value, that an error is about. */
function formOf({ schemaPath, instancePath }: ShapeError): string {
  return `${schemaPath.slice(0, schemaPath.lastIndexOf('/'))}\0${instancePath}`;
}

/** The choice whose forms an error belongs to. */
function choiceAround(error: ShapeError, choices: ReadonlyMap<string, Choice>): Choice | undefined {
  const at = error.schemaPath.indexOf('/anyOf/');
  if (at === -1) return undefined;
  const schemaPath = error.schemaPath.slice(0, at + '/anyOf'.length);
  for (let instancePath = error.instancePath; ; ) {
    const choice = choices.get(`${schemaPath}\0${instancePath}`);
    const slash = instancePath.lastIndexOf('/');
    if (choice !== undefined || slash === -1) return choice;
    instancePath = instancePath.slice(0, slash);
  }
}
