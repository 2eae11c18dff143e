import { isAbsolute, relative, resolve } from 'node:path';
import type { Path } from '../base/json-pointer.ts';
import type { BrokenParts } from './broken.ts';
import type { ConfigDocument } from './document.ts';
import { TextExpander } from './expand-text.ts';
import type { Problem } from './problem.ts';
import type { SchemaNode } from './schema.ts';
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
  /** The file's value with every variable in its place, in the type that belongs there. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
  readonly expressions: readonly ExpressionText[];
  /** Keys that look like templates. */
  readonly templatedKeys: readonly Path[];
  /** Paths the file names. */
  readonly files: readonly { readonly path: Path; readonly text: string }[];
}

export interface ExpansionContext {
  readonly document: ConfigDocument;
  readonly schema: SchemaNode;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Names that `.env.example` has; undefined without that file. */
  readonly example?: ReadonlyMap<string, unknown> | undefined;
  /** Absolute path of the folder that the value's relative paths start from. */
  readonly folder: string;
  readonly broken: BrokenParts;
  readonly secrets: Secrets;
}

/** Resolves `${NAME}` in every text of the file, guided by what the schema says about its place. */
export function expandEnvironment(context: ExpansionContext): Expansion {
  const problems: Problem[] = [];
  const expressions: ExpressionText[] = [];
  const files: { path: Path; text: string }[] = [];
  const templatedKeys: Path[] = [];
  const visit = (place: TextPlace): unknown => {
    if (place.shape?.expression === true) {
      expressions.push({ path: [...place.path], text: place.text, offset: 0, kind: 'expression' });
      return place.text;
    }
    const expanded = place.text.includes('${')
      ? expandPlace(place, context, problems, expressions)
      : place.text;
    if (place.shape?.file !== true || typeof expanded !== 'string') return expanded;
    const path = [...place.path];
    const text = fromMainFolder(expanded, path, context);
    files.push({ path, text });
    return text;
  };
  const { document, schema } = context;
  const value = mapTexts(document.value, schema, visit, (path) => templatedKeys.push([...path]));
  return { value, problems, expressions, templatedKeys, files };
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
): unknown {
  const path = [...place.path];
  const expander = new TextExpander({ ...place, path }, context);
  const expanded = expander.expand();
  problems.push(...expander.problems, ...expander.warnings);
  expressions.push(
    ...expander.templates.map((template) => ({ ...template, path, kind: 'template' as const })),
  );
  if (expander.problems.length === 0) return expanded;
  context.broken.add(path);
  return undefined;
}
