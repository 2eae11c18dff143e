import { type Path, parsePointer } from '../../base/json-pointer.ts';
import type { SchemaError } from '../../base/schema-compiler.ts';
import { valueAt } from '../../base/schema-reader.ts';
import { nearest } from '../../base/suggest.ts';
import type { ConfigDocument } from '../document.ts';
import { MAX_PROBLEMS, type Problem } from '../problem.ts';
import { isExtensionKey } from '../shape.ts';
import { explainSetting, keysAround, unknownKeyOf } from './explain-setting.ts';
import { nearestForm } from './forms.ts';
import type { SettingsRules } from './plugin-schema.ts';

/** Settings as they stand in the file, with their variables in place. */
export interface SettingsPlace {
  readonly document: ConfigDocument;
  readonly plugin: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly home: Path;
  readonly at: (inner: readonly string[]) => Path;
  /** Other keys that stand beside the one at a path, for those who misspelt one. */
  readonly beside: (path: Path) => Iterable<string>;
  /** True for what a mistake was reported for already. */
  readonly isBroken: (path: Path) => boolean;
}

export interface SettingsReport {
  readonly problems: readonly Problem[];
  /** With the defaults of the schema; what variables made has the type that is wanted. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** So many mistakes come with what was meant; the others with their place and what is wrong. */
const MAX_GUESSES = 2_000;

/** Compares settings with what the plugin says about them. */
export function checkSettings(place: SettingsPlace, { validate, names }: SettingsRules): SettingsReport {
  const settings = structuredClone(place.value) as Record<string, unknown>;
  const validateCast = (): readonly SchemaError[] => (validate(settings) ? [] : (validate.errors ?? []));
  let errors = validateCast();
  // What one variable becomes may let the validator look further, at the next one.
  while (castVariables(errors, settings, place)) errors = validateCast();
  const problems = withoutMisspelt(nearestForm(withoutNotes(errors, settings)), names)
    .slice(0, MAX_PROBLEMS + 1)
    .filter((error) => !place.isBroken(placeOf(error, place)))
    .map((error, index) => explainSetting(error, { ...place, names, guesses: index < MAX_GUESSES }));
  // The validator would keep them, and with them the settings.
  validate.errors = null;
  return { problems, settings };
}

/** Leaves out what is missing and there under a misspelt name: that is one mistake. */
function withoutMisspelt(errors: readonly SchemaError[], names: readonly string[]): readonly SchemaError[] {
  const missing = errors.filter(({ params }) => typeof params.missingProperty === 'string');
  if (missing.length === 0) return errors;
  const incomplete = new Set(missing.map(({ instancePath }) => instancePath));
  const misspelt = new Set<string>();
  for (const error of errors) {
    const key = unknownKeyOf(error);
    if (key === undefined || !incomplete.has(error.instancePath) || misspelt.size > MAX_GUESSES) continue;
    const known = error.instancePath === '' ? names : keysAround(error);
    misspelt.add(`${error.instancePath}/${nearest(key, known)}`);
  }
  return errors.filter(
    ({ instancePath, params }) => !misspelt.has(`${instancePath}/${params.missingProperty}`),
  );
}

/** The path in the file of what is wrong, or missing. */
function placeOf({ instancePath, params }: SchemaError, { at }: SettingsPlace): Path {
  const inner = parsePointer(instancePath);
  return at(typeof params.missingProperty === 'string' ? [...inner, params.missingProperty] : inner);
}

/** Turns texts that variables are a part of into the type that is wanted in their place. @returns whether there was one */
function castVariables(
  errors: readonly SchemaError[],
  settings: Record<string, unknown>,
  { document, at }: SettingsPlace,
): boolean {
  let isCast = false;
  for (const error of errors) {
    const inner = parsePointer(error.instancePath);
    const value = valueAt(settings, inner);
    const written = document.valueAt(at(inner));
    const isMade = typeof value === 'string' && written !== value && String(written).includes('${');
    const meant = isMade ? meantBy(value, error) : undefined;
    const key = inner.at(-1);
    const around = valueAt(settings, inner.slice(0, -1));
    if (meant === undefined || key === undefined || typeof around !== 'object' || around === null) continue;
    Object.defineProperty(around, key, {
      value: meant,
      writable: true,
      enumerable: true,
      configurable: true,
    });
    isCast = true;
  }
  return isCast;
}

/** The value of another type that a text is, where one is wanted. */
function meantBy(text: string, { keyword, params }: SchemaError): unknown {
  const wanted: readonly unknown[] =
    keyword === 'type' ? [params.type].flat() : keyword === 'enum' ? (params.allowedValues as unknown[]) : [];
  const isNumber = /^[-+]?\d+(?:\.\d+)?$/.test(text);
  const value = isNumber
    ? Number(text)
    : /^(?:true|false)$/i.test(text)
      ? text.toLowerCase() === 'true'
      : undefined;
  if (value === undefined || keyword === 'enum') return wanted.includes(value) ? value : undefined;
  if (typeof value === 'boolean') return wanted.includes('boolean') ? value : undefined;
  const isInteger = wanted.includes('integer') && Number.isInteger(value);
  return isInteger || wanted.includes('number') ? value : undefined;
}

/** Leaves out the user's own `x-` keys, which stand in every mapping that takes no other unknown key; changes the settings. */
function withoutNotes(errors: readonly SchemaError[], settings: Record<string, unknown>): SchemaError[] {
  return errors.filter((error) => {
    const key = unknownKeyOf(error);
    if (key === undefined || !isExtensionKey(key)) return true;
    const around = valueAt(settings, parsePointer(error.instancePath));
    if (typeof around === 'object' && around !== null) Reflect.deleteProperty(around, key);
    return false;
  });
}
