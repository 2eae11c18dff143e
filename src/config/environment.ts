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
  /** Paths the file names. */
  readonly files: readonly { readonly path: Path; readonly text: string }[];
}

export interface ExpansionContext {
  readonly document: ConfigDocument;
  readonly schema: SchemaNode;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly broken: BrokenParts;
  readonly secrets: Secrets;
}

/** Resolves `${NAME}` in every text of the file, guided by what the schema says about its place. */
export function expandEnvironment(context: ExpansionContext): Expansion {
  const problems: Problem[] = [];
  const expressions: ExpressionText[] = [];
  const files: { path: Path; text: string }[] = [];
  const value = mapTexts(context.document.value, context.schema, (place) => {
    if (place.shape?.expression === true) {
      expressions.push({ path: [...place.path], text: place.text, offset: 0, kind: 'expression' });
      return place.text;
    }
    const expanded = place.text.includes('${')
      ? expandPlace(place, context, problems, expressions)
      : place.text;
    if (place.shape?.file === true && typeof expanded === 'string') {
      files.push({ path: [...place.path], text: expanded });
    }
    return expanded;
  });
  return { value, problems, expressions, files };
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
  problems.push(...expander.problems);
  expressions.push(
    ...expander.templates.map((template) => ({ ...template, path, kind: 'template' as const })),
  );
  if (expander.problems.length === 0) return expanded;
  context.broken.add(path);
  return undefined;
}
