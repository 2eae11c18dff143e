import type { Draft, SchemaBundle } from '../../base/schema-bundle.ts';
import { isExtensionKey } from '../shape.ts';
import type { SchemaDocument, SchemaLibrary } from './library.ts';
import { readReference } from './references.ts';
import { isSchemaObject, type SchemaObject, visitSchemas } from './visit.ts';

/** The schema and the files it refers to, as plain data that stands for itself. */
export function bundleOf(
  root: SchemaDocument,
  others: Iterable<SchemaDocument>,
  draft: Draft,
  library: SchemaLibrary,
): SchemaBundle {
  const documents = [...others].filter(({ url }) => url !== root.url);
  return {
    draft,
    schema: selfContained(root, library),
    documents: Object.fromEntries(documents.map((one) => [one.url, selfContained(one, library)])),
  };
}

/** A copy without what means nothing to a validator, whose references to files are absolute. */
function selfContained(source: SchemaDocument, library: SchemaLibrary): SchemaObject {
  const copy = JSON.parse(JSON.stringify(source.value)) as SchemaObject;
  for (const { schema, path } of visitSchemas(copy)) {
    if (typeof schema.$ref === 'string') {
      const at = { document: source.document, path: [...source.path, ...path, '$ref'] };
      schema.$ref = absolute(schema.$ref, source, (file) => library.urlOf(file, at));
    }
    for (const key of Object.keys(schema)) if (isExtensionKey(key)) delete schema[key];
  }
  delete copy.$id;
  delete copy.$schema;
  return copy;
}

/** Also of references inside one file: ajv would look for a bare `#` in the schema that it began with. */
function absolute(reference: string, from: SchemaDocument, urlOf: (file: string) => string): string {
  const target = readReference(reference, from.value.$id);
  if (target === 'remote') return reference;
  const { file, fragment } = target;
  return `${file === undefined ? from.url : urlOf(file)}#${fragment}`;
}

/** Schemas beside each other that speak of the same value. */
const BESIDE = ['allOf', 'anyOf', 'oneOf', 'if', 'then', 'else'] as const;

/** The names of headers in lower case, as they arrive; changes the schema. */
export function lowerNames(schema: SchemaObject): void {
  const { properties, required } = schema;
  if (isSchemaObject(properties)) {
    const entries = Object.entries(properties).map(([name, value]) => [name.toLowerCase(), value]);
    schema.properties = Object.fromEntries(entries);
  }
  if (Array.isArray(required)) schema.required = required.map((name) => String(name).toLowerCase());
  for (const keyword of BESIDE) {
    for (const one of [schema[keyword]].flat()) if (isSchemaObject(one)) lowerNames(one);
  }
}
