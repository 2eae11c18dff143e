import type { Path } from '../../base/json-pointer.ts';
import { compilePattern } from '../../base/linear-pattern.ts';
import type { Draft } from '../../base/schema-bundle.ts';
import { nearest } from '../../base/suggest.ts';
import { renameKey, replaceValue } from '../edits.ts';
import type { Problem } from '../problem.ts';
import { isExtensionKey } from '../shape.ts';
import { keywordsOf, OTHER_DRAFT } from './keywords.ts';
import type { SchemaDocument } from './library.ts';
import { isSchemaObject, type SchemaObject, visitSchemas } from './visit.ts';

/** What a schema is judged by. */
export interface Rules {
  readonly draft: Draft;
  readonly formats: readonly string[];
}

/** Finds in every schema of a document what its meta-schema lets pass: words that mean nothing, and what could hang. */
export function inspect(schema: SchemaDocument, rules: Rules): Problem[] {
  const problems: Problem[] = [];
  for (const visit of visitSchemas(schema.value)) {
    const inspector = new Inspector(schema, visit.schema, visit.path, rules);
    problems.push(...inspector.run());
  }
  return problems;
}

class Inspector {
  readonly #document: SchemaDocument['document'];
  readonly #schema: SchemaObject;
  /** The way to the schema in its document, and in the outermost schema. */
  readonly #path: Path;
  readonly #inner: Path;
  readonly #rules: Rules;

  constructor({ document, path }: SchemaDocument, schema: SchemaObject, inner: Path, rules: Rules) {
    this.#document = document;
    this.#schema = schema;
    this.#path = [...path, ...inner];
    this.#inner = inner;
    this.#rules = rules;
  }

  *run(): Generator<Problem> {
    for (const [keyword, value] of Object.entries(this.#schema)) {
      yield* this.#checkKeyword(keyword);
      if (keyword === 'pattern') yield* this.#checkPattern(String(value), [...this.#path, keyword], 'value');
      if (keyword === 'patternProperties' && isSchemaObject(value)) {
        for (const name of Object.keys(value)) {
          yield* this.#checkPattern(name, [...this.#path, keyword, name], 'key');
        }
      }
      if (keyword === 'format' && typeof value === 'string') yield* this.#checkFormat(value);
      if (keyword === '$id' && this.#inner.length > 0) yield* this.#refuseId();
      if (keyword === '$dynamicRef' && !String(value).startsWith('#')) yield* this.#refuseDynamic();
    }
  }

  *#checkKeyword(keyword: string): Generator<Problem> {
    const known = keywordsOf(this.#rules.draft);
    if (known.has(keyword) || isExtensionKey(keyword)) return;
    const path = [...this.#path, keyword];
    const message = `\`${keyword}\` is no keyword of JSON Schema ${this.#rules.draft}`;
    const other = OTHER_DRAFT.get(keyword);
    const meant = other === undefined ? nearest(keyword, known) : undefined;
    yield this.#document.problem('BW3301', message, path, {
      mark: 'key',
      ...(meant !== undefined && {
        edits: renameKey(this.#document, path, meant, `rename it to \`${meant}\``),
      }),
      ...(meant === undefined && { hint: other ?? this.#hintFor(keyword) }),
    });
  }

  #hintFor(keyword: string): string {
    if (isSchemaObject(this.#schema[keyword]))
      return `if \`${keyword}\` is a name, it belongs under \`properties:\``;
    return 'notes of your own begin with `x-`';
  }

  *#checkPattern(pattern: string, path: Path, mark: 'key' | 'value'): Generator<Problem> {
    const compiled = compilePattern(pattern);
    if ('regexp' in compiled) return;
    yield this.#document.problemWithin('BW3303', compiled.message, path, compiled, { mark });
  }

  *#checkFormat(format: string): Generator<Problem> {
    if (this.#rules.formats.includes(format)) return;
    const path = [...this.#path, 'format'];
    const meant = nearest(format, this.#rules.formats);
    yield this.#document.problem('BW3301', `there is no format \`${format}\``, path, {
      ...(meant !== undefined && {
        edits: replaceValue(this.#document, path, meant, `did you mean \`${meant}\`?`),
      }),
      ...(meant === undefined && { hint: `the formats are ${this.#rules.formats.join(', ')}` }),
    });
  }

  *#refuseId(): Generator<Problem> {
    yield this.#document.problem('BW3301', 'only a whole schema has an `$id`', [...this.#path, '$id'], {
      mark: 'key',
      hint: 'remove it, and refer to this place as `#/definitions/NAME` or `#/$defs/NAME`',
    });
  }

  *#refuseDynamic(): Generator<Problem> {
    const message = 'a `$dynamicRef` leads to an anchor of the same schema, such as `#node`';
    yield this.#document.problem('BW3302', message, [...this.#path, '$dynamicRef']);
  }
}
