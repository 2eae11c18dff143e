import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { mapSchema, withPatterns } from './walk.mjs';

/** Words for people and for us; a validator needs none of them. */
const NOTES = new Set([
  'title',
  'description',
  'default',
  'examples',
  'x-template',
  'x-expression',
  'x-json-schema',
  'x-file',
  'x-folder',
  'x-any-text',
  'x-settings',
  'x-minimum',
  'x-maximum',
]);

/** The loader's validator as an ES module without imports. */
export function validatorModule(schema, patterns) {
  const bare = mapSchema(withPatterns(schema, patterns), (node) =>
    Object.fromEntries(Object.entries(node).filter(([keyword]) => !NOTES.has(keyword))),
  );
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    unicodeRegExp: false,
    // Lengths in UTF-16 units need no run-time import; ours only ask for "not empty".
    unicode: false,
    logger: false,
    inlineRefs: false,
    code: { source: true, esm: true, lines: true },
  });
  const code = standalone.default(ajv, { validateFile: compiled(ajv, bare) });
  if (/\brequire\(|^import /m.test(code))
    throw new Error('the validator must not import anything at run time');
  return `// Made by \`npm run gen\` from the schema constants. Do not edit.\n${code}\n`;
}

function compiled(ajv, schema) {
  const id = 'https://backworks.dev/schema/loader.json';
  ajv.addSchema({ $id: id, ...schema });
  return id;
}

export const validatorTypes = `// Made by \`npm run gen\`. Do not edit.

/** One mistake, as ajv reports it (https://ajv.js.org/api.html#error-objects). */
export interface ShapeError {
  readonly keyword: string;
  /** JSON pointer of the value. */
  readonly instancePath: string;
  /** Pointer of the keyword in the schema. */
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The key a \`propertyNames\` rule refused. */
  readonly propertyName?: string;
}

export declare const validateFile: {
  (value: unknown): boolean;
  errors: readonly ShapeError[] | null;
};
`;
