import type { Ajv, ErrorObject, Format, ValidateFunction } from 'ajv';
import { compilePattern } from './linear-pattern.ts';
import type { Draft, SchemaBundle } from './schema-bundle.ts';
import { isUniqueList } from './unique-list.ts';

export type SchemaError = ErrorObject;
export type Validator = ValidateFunction;

/** How values are looked at. */
export interface CompileOptions {
  /** Turns texts into the types that the schema says, in their place. */
  readonly coerce?: boolean;
  /** Finds every mistake, not only the first. */
  readonly everything?: boolean;
  /** Fills in the defaults of the schema, in their place. */
  readonly defaults?: boolean;
  /** Mistakes come with the schema that they are about, as `parentSchema`. */
  readonly origins?: boolean;
}

/** Prepares JSON Schemas of users; what costs time for small ones is shared. */
export interface SchemaCompiler {
  /** Names of the formats that are checked. */
  readonly formats: readonly string[];
  /** What is wrong with the schema itself. */
  check(schema: unknown): readonly SchemaError[];
  /** @throws Error for a schema that has mistakes, or a reference to what the bundle does not have */
  compile(bundle: SchemaBundle, options: CompileOptions): Validator;
}

/** The longest text that can have one of these formats, in UTF-16 units; others take time linear in the text. */
const LONGEST: Readonly<Record<string, number>> = { url: 2_048, email: 2_048, hostname: 254 };

const compilers = new Map<Draft, Promise<SchemaCompiler>>();

/** Loads ajv, which takes longer than the rest of a start: only who has a schema pays for it, and once. */
export function loadSchemaCompiler(draft: Draft): Promise<SchemaCompiler> {
  const known = compilers.get(draft) ?? createCompiler(draft);
  compilers.set(draft, known);
  return known;
}

async function createCompiler(draft: Draft): Promise<SchemaCompiler> {
  const [create, formats] = await Promise.all([constructorFor(draft), loadFormats()]);
  const plain = (options: CompileOptions, isMeta: boolean): Ajv => {
    const ajv = new create({
      strict: true,
      // Otherwise a default within `anyOf`, which nobody fills in, would make the schema useless.
      strictSchema: options.defaults !== true,
      strictTypes: false,
      strictTuples: false,
      strictRequired: false,
      allowUnionTypes: true,
      ownProperties: true,
      allErrors: options.everything === true,
      useDefaults: options.defaults === true,
      verbose: options.origins === true,
      coerceTypes: options.coerce === true ? 'array' : false,
      meta: isMeta,
      validateSchema: isMeta,
      logger: false,
      formats,
      code: { regExp: Object.assign(linearRegExp, { code: '' }) },
    });
    // What ajv reads while it looks for references, and does not count as a keyword.
    return withUniqueItems(ajv.addVocabulary(['$anchor']));
  };
  let meta: Ajv | undefined;
  return {
    formats: Object.keys(formats),
    check(schema) {
      meta ??= plain({ everything: true }, true);
      void meta.validateSchema(schema as object);
      return meta.errors ?? [];
    },
    compile({ schema, documents }, options) {
      const ajv = plain(options, false);
      for (const [url, document] of Object.entries(documents)) ajv.addSchema(document, url);
      return ajv.compile(schema);
    },
  };
}

async function constructorFor(draft: Draft): Promise<typeof Ajv> {
  if (draft === 'draft-07') return (await import('ajv')).Ajv;
  return (await import('ajv/dist/2020.js')).Ajv2020 as unknown as typeof Ajv;
}

async function loadFormats(): Promise<Record<string, Format>> {
  const { fullFormats } = await import('ajv-formats/dist/formats.js');
  const formats = Object.entries(fullFormats).map(([name, format]) => {
    const longest = LONGEST[name];
    return [name, longest === undefined ? format : upTo(longest, format as RegExp)];
  });
  return { ...Object.fromEntries(formats), byte: isBase64 };
}

/** The form of ajv-formats takes half a second for a megabyte. */
function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z\d+/]*={0,2}$/.test(text);
}

function upTo(longest: number, format: RegExp): Format {
  return (text: string) => text.length <= longest && format.test(text);
}

/** Patterns run over what clients send, so that none may take time exponential in it. */
function linearRegExp(pattern: string): RegExp {
  const compiled = compilePattern(pattern);
  if ('regexp' in compiled) return compiled.regexp;
  throw new Error(compiled.message);
}

/** The keyword of ajv compares every item with every other: a list from a client could hold the process. */
function withUniqueItems(ajv: Ajv): Ajv {
  ajv.removeKeyword('uniqueItems');
  return ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    error: { message: 'must not have duplicate items' },
    compile: (unique: boolean) => (unique ? isUniqueList : () => true),
  });
}
