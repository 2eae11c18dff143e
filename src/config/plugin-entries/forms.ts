import type { SchemaError } from '../../base/schema-compiler.ts';

/** Keywords that report a mistake once more which another error has already told. */
const WRAPPERS: ReadonlySet<string> = new Set(['if', 'propertyNames']);

/** Keywords of which one schema out of several must fit. */
const CHOICES: ReadonlySet<string> = new Set(['anyOf', 'oneOf']);

/**
 * Where a value may have one of several forms, ajv reports what each of them misses, and then the choice. Kept is
 * what the form misses that the value comes nearest to: one of its own type, with the fewest mistakes. If no form
 * has the type, only the choice itself is kept.
 */
export function nearestForm(errors: readonly SchemaError[]): readonly SchemaError[] {
  const kept: SchemaError[] = [];
  for (const error of errors) {
    if (WRAPPERS.has(error.keyword)) continue;
    if (CHOICES.has(error.keyword)) settle(error, kept);
    else kept.push(error);
  }
  return kept;
}

/** Puts what is to be said of a choice in place of what its forms miss. */
function settle(choice: SchemaError, kept: SchemaError[]): void {
  const forms = new Map<string, SchemaError[]>();
  const beside: SchemaError[] = [];
  for (let last = kept.at(-1); last !== undefined && isBelow(last, choice); last = kept.at(-1)) {
    kept.pop();
    if (isBeside(last, choice)) beside.unshift(last);
    else forms.set(formOf(last, choice), [last, ...(forms.get(formOf(last, choice)) ?? [])]);
  }
  const constants = constantsOf([...forms.values()]);
  const fitting = [...forms.values()].filter((form) => !form.some((error) => refusesType(error, choice)));
  const [best = [choice]] = fitting.sort(
    (a, b) => countConstants(a) - countConstants(b) || a.length - b.length,
  );
  kept.push(...beside, ...(constants ?? best));
}

/** Forms that are told apart by a constant, none of which is there: they are a choice between constants. */
function constantsOf(forms: readonly (readonly SchemaError[])[]): SchemaError[] | undefined {
  const constants = forms.flatMap((form) => form.find(({ keyword }) => keyword === 'const') ?? []);
  const [first] = constants;
  const isChoice =
    forms.length > 1 &&
    constants.length === forms.length &&
    constants.every(({ instancePath }) => instancePath === first?.instancePath);
  if (first === undefined || !isChoice) return undefined;
  const allowedValues = constants.map(({ params }) => params.allowedValue as unknown);
  return [{ ...first, keyword: 'enum', params: { allowedValues } }];
}

/** True for what is said about the value of the choice, or about a part of it. */
function isBelow({ instancePath }: SchemaError, choice: SchemaError): boolean {
  return instancePath === choice.instancePath || instancePath.startsWith(`${choice.instancePath}/`);
}

/** What the same schema says beside the choice is none of its forms; a form may be a schema elsewhere. */
function isBeside({ schemaPath }: SchemaError, choice: SchemaError): boolean {
  const own = choice.schemaPath.slice(0, choice.schemaPath.lastIndexOf('/'));
  return schemaPath.startsWith(`${own}/`) && !schemaPath.startsWith(`${choice.schemaPath}/`);
}

/** The form an error belongs to: its number, or the schema elsewhere that it stands in. */
function formOf({ schemaPath }: SchemaError, choice: SchemaError): string {
  if (!schemaPath.startsWith(`${choice.schemaPath}/`)) return schemaPath.split('/').slice(0, 3).join('/');
  return schemaPath.slice(choice.schemaPath.length + 1).split('/')[0] ?? '';
}

/** True when the form takes nothing like the value: another type, another constant, or nothing at all. */
function refusesType({ keyword, instancePath }: SchemaError, choice: SchemaError): boolean {
  return instancePath === choice.instancePath && /^(?:type|const|false schema)$/.test(keyword);
}

/** How many constants a form asks for in vain: mostly they tell forms apart. */
function countConstants(form: readonly SchemaError[]): number {
  return form.filter(({ keyword }) => keyword === 'const').length;
}
