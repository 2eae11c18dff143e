import { type Path, parsePointer } from '../base/json-pointer.ts';
import { nearest } from '../base/suggest.ts';
import type { BrokenParts } from './broken.ts';
import type { ConfigDocument } from './document.ts';
import { explainShape } from './explain.ts';
import { replacesEndpoints } from './explain-key.ts';
import { type ShapeError, validateFile } from './generated/validate.js';
import { MAX_PROBLEMS, type Problem } from './problem.ts';
import { type Rename, Renames } from './renames.ts';
import type { SchemaNode } from './schema/compose.ts';
import { type Shape, shapeAt } from './shape.ts';

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
  /** What the schema says about a place, under the name that its key should have. */
  readonly shapeAt: (path: Path) => Shape | undefined;
  /** Takes up the keys whose right name is certain. */
  readonly renames: Rename[];
}

/** So many mistakes of one kind come with what was meant; the others with their place and what is wrong. */
const MAX_GUESSES = 2_000;

/** Misspelt keys inside of misspelt keys are looked into as deep. */
const MAX_ROUNDS = 4;

/** Checks keys, types and ranges. What is wrong is reported and added to the broken parts. */
export function checkShape(context: ShapeContext, broken: BrokenParts): Problem[] {
  const errors = errorsOf(context.value);
  const explainer = new Explainer(context);
  const found = explainer.explainAll(errors, (path) => (broken.covers(path) ? undefined : path));
  for (const path of found) broken.add(path);
  explainer.explainRenamed();
  return explainer.problems;
}

/** What the validator finds, without what follows from the forms a value does not have. */
function errorsOf(value: unknown): ShapeError[] {
  if (validateFile(value)) return [];
  const errors = oneForm(validateFile.errors ?? []);
  // The validator would keep them, and with them the whole file.
  validateFile.errors = null;
  return errors;
}

class Explainer {
  readonly problems: Problem[] = [];
  readonly #context: ShapeContext;
  readonly #counts = new Map<string, number>();
  readonly #renames = new Renames();
  /** Found since the last look behind them. */
  #found: Rename[] = [];

  constructor(context: ShapeContext) {
    this.#context = context;
  }

  /**
   * Explains every error that has a place in the file.
   *
   * @returns the paths of what is wrong rather than missing
   */
  explainAll(errors: readonly ShapeError[], placeOf: (path: Path) => Path | undefined): Path[] {
    const isMisspelt = misspellings(errors, this.#context.schema);
    const wrong: Path[] = [];
    for (const error of errors) {
      const at = pathOf(error);
      const path = placeOf(at);
      const isMissing = error.keyword === 'required';
      if (path === undefined || (isMissing && isMisspelt(error.instancePath, lastOf(at)))) continue;
      this.#explain(error, path);
      if (!isMissing) wrong.push(path);
    }
    return wrong;
  }

  /** What stands behind a misspelt key is checked as what its right name stands for, so that nothing is found later only. */
  explainRenamed(): void {
    const { document, value } = this.#context;
    for (let round = 0; round < MAX_ROUNDS && this.problems.length <= MAX_PROBLEMS; round += 1) {
      const added = new Set(this.#renames.add(this.#found));
      this.#found = [];
      if (added.size === 0) return;
      this.explainAll(errorsOf(this.#renames.apply(value)), (path) => {
        const place = this.#renames.placeOf(path);
        if (place === undefined || !added.has(place.rename)) return undefined;
        const written = document.valueAt(place.path);
        // Only under its right name a variable would have become what belongs there.
        return typeof written === 'string' && written.includes('${') ? undefined : place.path;
      });
    }
  }

  #explain(error: ShapeError, path: Path): void {
    const count = (this.#counts.get(error.keyword) ?? 0) + 1;
    this.#counts.set(error.keyword, count);
    if (this.problems.length > MAX_PROBLEMS) return;
    const { schema } = this.#context;
    const shapeOfPlace = (place: Path) => shapeAt(schema, this.#renames.rightPath(place));
    const guesses = count <= MAX_GUESSES;
    const context = { ...this.#context, guesses, shapeAt: shapeOfPlace, renames: this.#found };
    this.problems.push(explainShape(error, path, context));
  }
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
    const key = error.params.additionalProperty;
    const isAtTop = error.instancePath === '' && typeof key === 'string';
    if (isAtTop && replacesEndpoints(key, schema)) misspelt.add('/endpoints');
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
  const mistyped = new Set(errors.filter(({ keyword }) => keyword === 'type').map(formOf));
  const kept = (error: ShapeError) =>
    error.keyword !== 'propertyNames' && !(error.keyword === 'enum' && mistyped.has(formOf(error)));
  if (choices.size === 0) return errors.filter(kept);
  const around = new Map(errors.map((error) => [error, choiceAround(error, choices)]));
  for (const [error, choice] of around) {
    if (choice !== undefined && !isOtherForm(error, choice, mistyped)) choice.hasType = true;
  }
  return errors.filter((error) => {
    if (!kept(error)) return false;
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
