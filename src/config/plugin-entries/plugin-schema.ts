import { dirname, relative } from 'node:path';
import { toPointer } from '../../base/json-pointer.ts';
import type { SchemaBundle } from '../../base/schema-bundle.ts';
import { loadSchemaCompiler, type Validator } from '../../base/schema-compiler.ts';
import { SchemaReader } from '../../base/schema-reader.ts';
import type { PluginSchema } from '../../contracts/plugin.ts';
import type { PluginEntry } from '../../contracts/plugin-host.ts';
import { ConfigDocument } from '../document.ts';
import { SchemaChecker } from '../json-schema/check.ts';
import { SchemaLibrary } from '../json-schema/library.ts';
import { isMapping } from '../mapping.ts';
import { HOST_KEYS } from '../schema/plugin.ts';
import { parseYaml } from '../yaml.ts';

/** What a plugin says about its settings. */
export interface SettingsRules {
  readonly validate: Validator;
  /** Names of settings that it speaks of. */
  readonly names: readonly string[];
}

/** Why settings cannot be checked: the plugin's own mistake. */
export interface SchemaFault {
  readonly code: 'BW3407' | 'BW3408';
  readonly message: string;
}

/** Which of a plugin's two schemas. */
export type SchemaRole = 'configSchema' | 'endpointSchema';

/** A plugin without a schema takes no settings. */
const NOTHING: PluginSchema = { type: 'object', properties: {} };

/** Prepares the schemas of plugins; equal ones once, since one plugin may be listed many times. */
export class PluginSchemas {
  readonly #known = new Map<string, Promise<SettingsRules | SchemaFault>>();
  /** Absolute path of the configuration's folder. */
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  prepare(
    schema: PluginSchema | undefined,
    role: SchemaRole,
    entry: PluginEntry,
  ): Promise<SettingsRules | SchemaFault> {
    const { source } = entry;
    const where = source.kind === 'module' ? relative(this.#folder, source.path) : source.name;
    const text = textOf(schema ?? NOTHING);
    if (text === undefined) {
      return Promise.resolve({ code: 'BW3407', message: `the \`${role}\` of ${where} is no JSON` });
    }
    const folder = source.kind === 'module' ? dirname(source.path) : this.#folder;
    const key = JSON.stringify([text, role, where, folder]);
    const rules = this.#known.get(key) ?? prepare(text, role, where, folder);
    this.#known.set(key, rules);
    return rules;
  }
}

/** Undefined for what has circles, or numbers that JSON has not. */
function textOf(schema: PluginSchema): string | undefined {
  try {
    return JSON.stringify(schema, null, 1);
  } catch {
    // The engine's own words say nothing about the plugin.
    return undefined;
  }
}

/** @param where the file or package of the plugin, as messages call it */
async function prepare(
  text: string,
  role: SchemaRole,
  where: string,
  folder: string,
): Promise<SettingsRules | SchemaFault> {
  const fault = (message: string): SchemaFault => ({
    code: 'BW3407',
    message: `the \`${role}\` of ${where} cannot be used: ${message}`,
  });
  const { parsed } = parseYaml(text);
  if (parsed === undefined || !isMapping(parsed.value)) return fault('it is no mapping of keywords');
  const document = ConfigDocument.of(text, parsed, where, folder);
  const checker = new SchemaChecker(new SchemaLibrary(document.sources));
  const { bundle, problems } = await checker.check({ url: '', value: parsed.value, document, path: [] });
  const [problem] = problems;
  if (bundle === undefined) {
    const place = problem === undefined || problem.path.length === 0 ? '' : ` (${toPointer(problem.path)})`;
    return fault(`${problem?.message ?? 'a file it refers to has mistakes'}${place}`);
  }
  const names = new SchemaReader(bundle).namedKeys();
  const taken = role === 'configSchema' ? names.filter((name) => HOST_KEYS.has(name)) : [];
  if (taken.length > 0) {
    const said = taken.map((name) => `\`${name}\``).join(', ');
    const message = `the \`configSchema\` of ${where} has ${said}, which Backworks reads itself`;
    return { code: 'BW3408', message };
  }
  if (!takesMappings(bundle)) return fault('settings are a mapping, which its `type` excludes (/type)');
  return compile(closed(bundle), names);
}

function takesMappings({ schema }: SchemaBundle): boolean {
  const { type = 'object' } = schema as { readonly type?: string | readonly string[] };
  return [type].flat().includes('object');
}

async function compile(bundle: SchemaBundle, names: readonly string[]): Promise<SettingsRules> {
  const compiler = await loadSchemaCompiler(bundle.draft);
  const options = { everything: true, defaults: true, origins: true };
  return { validate: compiler.compile(bundle, options), names };
}

/** Keywords that say something about names beside `properties`. */
const ABOUT_NAMES = [
  ...['$ref', '$dynamicRef', 'additionalProperties', 'unevaluatedProperties', 'patternProperties'],
  ...['propertyNames', 'allOf', 'anyOf', 'oneOf', 'if', 'dependentSchemas', 'dependencies'],
];

/** A schema that lists names and says nothing about others takes no others: a typo never goes unnoticed. */
function closed(bundle: SchemaBundle): SchemaBundle {
  const { schema } = bundle;
  const isOpen =
    !Object.hasOwn(schema, 'properties') || ABOUT_NAMES.some((name) => Object.hasOwn(schema, name));
  return isOpen ? bundle : { ...bundle, schema: { ...schema, additionalProperties: false } };
}
