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
import type { Problem } from '../problem.ts';
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

/** What is wrong with a schema, wherever it came from. */
type Prepared = SettingsRules | { readonly taken: readonly string[] } | { readonly reason: string };

/** Prepares the schemas of plugins; equal ones once, since one plugin may be listed many times. */
export class PluginSchemas {
  readonly #known = new Map<string, Promise<Prepared>>();
  /** Absolute path of the configuration's folder. */
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async prepare(
    schema: PluginSchema | undefined,
    role: SchemaRole,
    { source }: PluginEntry,
  ): Promise<SettingsRules | SchemaFault> {
    const folder = source.kind === 'module' ? dirname(source.path) : this.#folder;
    const prepared = await this.#once(textOf(schema ?? NOTHING), role, folder);
    if ('validate' in prepared) return prepared;
    const where = source.kind === 'module' ? relative(this.#folder, source.path) : source.name;
    if ('reason' in prepared) {
      const message = `the \`${role}\` of ${where} cannot be used: ${prepared.reason}`;
      return { code: 'BW3407', message };
    }
    const names = prepared.taken.map((name) => `\`${name}\``).join(', ');
    return {
      code: 'BW3408',
      message: `the \`${role}\` of ${where} has ${names}, which Backworks reads itself`,
    };
  }

  #once(text: string | undefined, role: SchemaRole, folder: string): Promise<Prepared> {
    if (text === undefined) return Promise.resolve({ reason: 'it is no JSON' });
    const key = JSON.stringify([text, role, folder]);
    const prepared = this.#known.get(key) ?? prepare(text, role, folder);
    this.#known.set(key, prepared);
    return prepared;
  }
}

/** As text that YAML reads, too, so that mistakes have a place; undefined for what has circles. */
function textOf(schema: PluginSchema): string | undefined {
  try {
    const text = JSON.stringify(schema, null, 1);
    return text.replace(/[^\n -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  } catch {
    // The engine's own words say nothing about the plugin.
    return undefined;
  }
}

/** @param folder where the files are that the schema refers to */
async function prepare(text: string, role: SchemaRole, folder: string): Promise<Prepared> {
  const { parsed } = parseYaml(text);
  if (parsed === undefined || !isMapping(parsed.value)) return { reason: 'it is no mapping of keywords' };
  const document = ConfigDocument.of(text, parsed, '-', folder);
  const checker = new SchemaChecker(new SchemaLibrary(document.sources));
  const { bundle, problems } = await checker.check({ url: '', value: parsed.value, document, path: [] });
  if (bundle === undefined) return { reason: reasonOf(problems) };
  const names = new SchemaReader(bundle).namedKeys();
  const taken = role === 'configSchema' ? names.filter((name) => HOST_KEYS.has(name)) : [];
  if (taken.length > 0) return { taken };
  if (!takesMappings(bundle)) return { reason: 'settings are a mapping, which its `type` excludes (/type)' };
  return compile(closed(bundle), names);
}

function reasonOf([problem]: readonly Problem[]): string {
  if (problem === undefined) return 'a file it refers to has mistakes';
  const { message, path } = problem;
  return path.length === 0 ? message : `${message} (${toPointer(path)})`;
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
