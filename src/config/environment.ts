import { isAbsolute, relative, resolve } from 'node:path';
import { type Path, toPointer } from '../base/json-pointer.ts';
import type { BrokenParts } from './broken.ts';
import type { ConfigDocument } from './document.ts';
import { TextExpander } from './expand-text.ts';
import { MAX_PROBLEMS, type Problem } from './problem.ts';
import type { FileReference } from './resolve/files.ts';
import type { SchemaNode } from './schema/compose.ts';
import type { Secrets } from './secrets.ts';
import { mapTexts, type TextPlace } from './texts.ts';

/** A text whose expressions are to be checked. */
export interface ExpressionText {
  readonly path: Path;
  readonly text: string;
  /** Where the text begins in the scalar's value. */
  readonly offset: number;
  /** A bare expression, or a text with `${...}` in it. */
  readonly kind: 'expression' | 'template';
}

export interface Expansion {
  /** Names of the variables that were read. */
  readonly variables: ReadonlySet<string>;
  /** Names of the variables whose values are in a text, by the pointer of the text. */
  readonly used: ReadonlyMap<string, readonly string[]>;
  /** The file's value with every variable in its place, in the type that belongs there. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
  readonly expressions: readonly ExpressionText[];
  /** Keys that look like templates. */
  readonly templatedKeys: readonly Path[];
  /** Paths of files and folders that the file names. */
  readonly files: readonly FileReference[];
  readonly folders: readonly FileReference[];
}

export interface ExpansionContext {
  readonly document: ConfigDocument;
  readonly schema: SchemaNode;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Names that `.env.example` has; undefined without that file. */
  readonly example?: ReadonlyMap<string, unknown> | undefined;
  /** Where `.env` files set variables, such as `.env:2`. */
  readonly origins: ReadonlyMap<string, string>;
  /** Absolute path of the folder that the value's relative paths start from. */
  readonly folder: string;
  readonly broken: BrokenParts;
  readonly secrets: Secrets;
}

/** Resolves `${NAME}` in every text of the file, guided by what the schema says about its place. */
export function expandEnvironment(context: ExpansionContext): Expansion {
  const problems: Problem[] = [];
  const variables = new Set<string>();
  const used = new Map<string, readonly string[]>();
  const expressions: ExpressionText[] = [];
  const files: FileReference[] = [];
  const folders: FileReference[] = [];
  const templatedKeys: Path[] = [];
  const visit = (place: TextPlace): unknown => {
    if (place.shape?.expression === true) {
      expressions.push({ path: [...place.path], text: place.text, offset: 0, kind: 'expression' });
      return place.text;
    }
    const expanded = place.text.includes('${')
      ? expandPlace(place, context, problems, expressions, variables, used)
      : place.text;
    const list = place.shape?.file !== undefined ? files : place.shape?.folder === true ? folders : undefined;
    if (list === undefined || typeof expanded !== 'string') return expanded;
    const path = [...place.path];
    const text = fromMainFolder(expanded, path, context);
    list.push({ path, text, holds: place.shape?.file });
    return text;
  };
  const { document, schema } = context;
  const value = mapTexts(document.value, schema, visit, (path) => templatedKeys.push([...path]));
  return { value, variables, used, problems, expressions, templatedKeys, files, folders };
}

/** The path of a file as the main folder sees it: it is written as the folder of its own file does. */
function fromMainFolder(text: string, path: Path, { document, folder }: ExpansionContext): string {
  const own = document.fileOf(path).folder;
  return own === folder || isAbsolute(text) ? text : `./${relative(folder, resolve(own, text))}`;
}

function expandPlace(
  place: TextPlace,
  context: ExpansionContext,
  problems: Problem[],
  expressions: ExpressionText[],
  variables: Set<string>,
  used: Map<string, readonly string[]>,
): unknown {
  const path = [...place.path];
  const expander = new TextExpander({ ...place, path }, context);
  const expanded = expander.expand();
  for (const problem of [...expander.problems, ...expander.warnings]) {
    if (problems.length <= MAX_PROBLEMS) problems.push(problem);
  }
  for (const name of expander.variables) variables.add(name);
  if (expander.used.size > 0) used.set(toPointer(path), [...expander.used]);
  expressions.push(
    ...expander.templates.map((template) => ({ ...template, path, kind: 'template' as const })),
  );
  if (expander.problems.length === 0) return expanded;
  context.broken.add(path);
  return undefined;
}
