import type { Draft, SchemaBundle } from '../../base/schema-bundle.ts';
import { loadSchemaCompiler, type SchemaCompiler } from '../../base/schema-compiler.ts';
import type { Problem } from '../problem.ts';
import { bundleOf } from './bundle.ts';
import { inspect } from './inspect.ts';
import type { SchemaDocument, SchemaLibrary } from './library.ts';
import { checkMeta } from './meta.ts';
import { follow } from './references.ts';
import { visitSchemas } from './visit.ts';

export interface SchemaReport {
  /** Undefined when there are problems. */
  readonly bundle: SchemaBundle | undefined;
  readonly problems: readonly Problem[];
}

const DRAFTS: readonly (readonly [RegExp, Draft])[] = [
  [/^https?:\/\/json-schema\.org\/draft-07\/schema#?$/, 'draft-07'],
  [/^https:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/, '2020-12'],
];

/** Checks one schema of the configuration, and every file that it leads to. */
export class SchemaChecker {
  readonly #library: SchemaLibrary;
  /** Files that were checked as one draft, and whether they are sound. */
  readonly #checked = new Map<string, boolean>();

  constructor(library: SchemaLibrary) {
    this.#library = library;
  }

  async check(root: SchemaDocument): Promise<SchemaReport> {
    const draft = draftOf(root, '2020-12');
    if (draft === undefined) return { bundle: undefined, problems: [unknownDraft(root)] };
    const compiler = await loadSchemaCompiler(draft);
    const problems: Problem[] = [];
    const documents = new Map([[root.url, root]]);
    let isSound = true;
    for (const document of documents.values()) {
      problems.push(...this.#checkOnce(document, draft, compiler));
      problems.push(...(await this.#followAll(document, draft, documents)));
      isSound &&= this.#checked.get(keyOf(document, draft)) !== false;
    }
    if (problems.length > 0 || !isSound) return { bundle: undefined, problems };
    const bundle = bundleOf(root, documents.values(), draft, this.#library);
    const failure = compileFailure(bundle, root, compiler);
    return failure === undefined ? { bundle, problems } : { bundle: undefined, problems: [failure] };
  }

  #checkOnce(document: SchemaDocument, draft: Draft, compiler: SchemaCompiler): Problem[] {
    const key = keyOf(document, draft);
    if (document.url !== '' && this.#checked.has(key)) return [];
    const found = inspect(document, { draft, formats: compiler.formats });
    const covered = new Set(found.map(({ span }) => span.start));
    const broken = checkMeta(document, compiler).filter(({ span }) => !covered.has(span.start));
    this.#checked.set(key, found.length + broken.length === 0);
    return [...found, ...broken];
  }

  /** Adds the documents that this one refers to. @returns what is wrong with its references */
  async #followAll(
    from: SchemaDocument,
    draft: Draft,
    documents: Map<string, SchemaDocument>,
  ): Promise<readonly Problem[]> {
    const problems: Problem[] = [];
    for (const { schema, path } of visitSchemas(from.value)) {
      if (typeof schema.$ref !== 'string') continue;
      const at = { document: from.document, path: [...from.path, ...path, '$ref'] };
      const target = await follow(schema.$ref, from, at, this.#library);
      if (!('value' in target)) problems.push(...target);
      else if (draftOf(target, draft) !== draft) {
        const message = `the file is written in another draft than ${draft}`;
        problems.push(
          at.document.problem('BW3302', message, at.path, { hint: 'give both the same `$schema`' }),
        );
      } else if (!documents.has(target.url)) documents.set(target.url, target);
    }
    return problems;
  }
}

function keyOf({ url }: SchemaDocument, draft: Draft): string {
  return `${draft} ${url}`;
}

/** Undefined for a draft that is not understood. */
function draftOf({ value }: SchemaDocument, otherwise: Draft): Draft | undefined {
  const { $schema } = value;
  if ($schema === undefined) return otherwise;
  return DRAFTS.find(([form]) => form.test(String($schema)))?.[1];
}

function unknownDraft({ document, path }: SchemaDocument): Problem {
  return document.problem('BW3301', 'only draft-07 and 2020-12 are understood', [...path, '$schema'], {
    hint: 'write https://json-schema.org/draft/2020-12/schema or http://json-schema.org/draft-07/schema',
  });
}

/** What came of bundles that were compiled before, by their text; a reload compiles only what changed. */
const reasons = new Map<string, string | undefined>();
const MAX_REASONS = 10_000;

/** What only shows when the validator is made, such as a tuple that contradicts itself. */
function compileFailure(
  bundle: SchemaBundle,
  { document, path }: SchemaDocument,
  compiler: SchemaCompiler,
): Problem | undefined {
  const text = JSON.stringify(bundle);
  if (!reasons.has(text)) {
    if (reasons.size >= MAX_REASONS) reasons.clear();
    reasons.set(text, reasonOf(bundle, compiler));
  }
  const reason = reasons.get(text);
  if (reason === undefined) return undefined;
  return document.problem('BW3301', `the schema cannot be used: ${reason}`, path, { mark: 'key' });
}

function reasonOf(bundle: SchemaBundle, compiler: SchemaCompiler): string | undefined {
  try {
    compiler.compile(bundle, {});
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
