import { parsePointer } from './json-pointer.ts';
import type { SchemaBundle } from './schema-bundle.ts';

type SchemaObject = Readonly<Record<string, unknown>>;

/** A part of a schema, and the document its references are relative to. */
interface Place {
  readonly schema: SchemaObject;
  readonly document: SchemaObject;
}

/** Keywords whose schemas all hold for the same value, and those of which some do. */
const ALL = ['allOf'] as const;
const SOME = ['anyOf', 'oneOf', 'if', 'then', 'else'] as const;

/** Reads from a checked schema what it says for certain, without a value at hand. */
export class SchemaReader {
  readonly #bundle: SchemaBundle;
  readonly #root: Place;
  readonly #named: ReadonlySet<string>;
  readonly #lists = new Map<string | undefined, boolean>();

  constructor(bundle: SchemaBundle) {
    const schema = bundle.schema as SchemaObject;
    this.#bundle = bundle;
    this.#root = { schema, document: schema };
    this.#named = new Set(this.namedKeys());
  }

  /** True where a member of this name may be a list. */
  takesList(name: string): boolean {
    // Clients may send any names: one answer is kept for all that the schema does not speak of.
    const key = this.#named.has(name) ? name : undefined;
    const known = this.#lists.get(key) ?? this.#findList(key);
    this.#lists.set(key, known);
    return known;
  }

  #findList(name: string | undefined): boolean {
    const members = this.#around(this.#root, true).flatMap((place) => memberOf(place, name));
    return members
      .flatMap((place) => this.#around(place, true))
      .some(({ schema }) => [schema.type].flat().includes('array'));
  }

  /** The names that are the only ones an object may have; undefined when others may be there, too. */
  closedKeys(): readonly string[] | undefined {
    const certain = this.#around(this.#root, false);
    const closed = certain.find(
      ({ schema }) => schema.additionalProperties === false && hasNoPatterns(schema),
    );
    if (closed !== undefined) return keysOf(closed.schema);
    const every = this.#around(this.#root, true);
    const isClosed = certain.some(({ schema }) => schema.unevaluatedProperties === false);
    if (!isClosed || !every.every(({ schema }) => hasNoPatterns(schema))) return undefined;
    return every.some(({ schema }) => isOpen(schema))
      ? undefined
      : every.flatMap(({ schema }) => keysOf(schema));
  }

  /** Names that the schema itself speaks of. */
  namedKeys(): readonly string[] {
    return this.#around(this.#root, true).flatMap(({ schema }) => keysOf(schema));
  }

  /** The schemas that hold for the same value as this one. */
  #around(start: Place, someToo: boolean): Place[] {
    const found: Place[] = [start];
    const seen = new Set<unknown>([start.schema]);
    for (const place of found) {
      for (const next of this.#beside(place, someToo)) {
        if (seen.has(next.schema)) continue;
        seen.add(next.schema);
        found.push(next);
      }
    }
    return found;
  }

  #beside({ schema, document }: Place, someToo: boolean): Place[] {
    const keywords = someToo ? [...ALL, ...SOME] : ALL;
    const inner = keywords.flatMap((keyword) => [schema[keyword]].flat()).filter(isSchemaObject);
    const target = typeof schema.$ref === 'string' ? this.#follow(schema.$ref, document) : undefined;
    return [...inner.map((one) => ({ schema: one, document })), ...(target === undefined ? [] : [target])];
  }

  /** Plain names are not followed: what they stand for is left open. */
  #follow(reference: string, from: SchemaObject): Place | undefined {
    const [url = '', fragment = ''] = reference.split('#');
    const document = url === '' ? from : (this.#bundle.documents[url] as SchemaObject | undefined);
    if (document === undefined || (fragment !== '' && !fragment.startsWith('/'))) return undefined;
    const schema = valueAt(document, parsePointer(decodeURIComponent(fragment)));
    return isSchemaObject(schema) ? { schema, document } : undefined;
  }
}

/** @param name undefined for one that no schema speaks of */
function memberOf({ schema, document }: Place, name: string | undefined): Place[] {
  const { properties, additionalProperties } = schema;
  const isOwn = name !== undefined && isSchemaObject(properties) && Object.hasOwn(properties, name);
  const own = isOwn ? properties[name] : undefined;
  const member = own ?? additionalProperties;
  return isSchemaObject(member) ? [{ schema: member, document }] : [];
}

function keysOf({ properties }: SchemaObject): string[] {
  return isSchemaObject(properties) ? Object.keys(properties) : [];
}

function hasNoPatterns({ patternProperties }: SchemaObject): boolean {
  return patternProperties === undefined;
}

function isOpen({ additionalProperties }: SchemaObject): boolean {
  return additionalProperties !== undefined && additionalProperties !== false;
}

function isSchemaObject(value: unknown): value is SchemaObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value that a path leads to inside a document. */
export function valueAt(document: unknown, path: readonly string[]): unknown {
  let value = document;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = value[part as keyof typeof value];
  }
  return value;
}
