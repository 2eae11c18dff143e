import type { Path } from '../base/json-pointer.ts';
import type { ExplainedEntry, ExplainedValue, Origin, UsedVariable } from '../contracts/provenance.ts';
import { parseTemplate } from '../expressions/template-parts.ts';
import type { ConfigDocument } from './document.ts';
import { isMapping } from './mapping.ts';
import type { SchemaNode } from './schema/compose.ts';
import { type Shape, shapeOf } from './shape.ts';
import { mapTexts, type TextPlace } from './texts.ts';

/** What stands for the value of a variable. */
const MASK = '***';

export interface ProvenanceContext {
  readonly document: ConfigDocument;
  readonly schema: SchemaNode;
  /** The value with every variable in its place. */
  readonly expanded: unknown;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where `.env` files set variables, as characters of the text of all files. */
  readonly origins: ReadonlyMap<string, { readonly start: number; readonly end: number }>;
}

/** Every value of a configuration with its origin, defaults too. */
export function explainValues(context: ProvenanceContext): ExplainedValue {
  const { document, schema, environment } = context;
  const mask = ({ text, shape }: TextPlace) =>
    shape?.expression === true ? text : maskVariables(text, environment);
  const masked = mapTexts(document.value, schema, mask, () => {});
  return explain(masked, context.expanded, [], shapeOf(schema), context);
}

/** A text in which variables that are set are hidden. */
class MaskedText {
  readonly text: string;
  readonly variables: readonly string[];

  constructor(text: string, variables: readonly string[]) {
    this.text = text;
    this.variables = variables;
  }
}

function maskVariables(text: string, environment: ProvenanceContext['environment']): string | MaskedText {
  const variables: string[] = [];
  const hide = (part: string): string => {
    const { parts } = parseTemplate(part);
    return parts
      .map((one) => {
        if (one.kind !== 'environment') return part.slice(one.start, one.end);
        const value = Object.hasOwn(environment, one.name) ? environment[one.name] : undefined;
        const isSet = value !== undefined && (value !== '' || one.default === undefined);
        if (!isSet) return hide(one.default ?? '');
        variables.push(one.name);
        return MASK;
      })
      .join('');
  };
  const hidden = hide(text);
  return variables.length === 0 ? text : new MaskedText(hidden, variables);
}

function explain(
  masked: unknown,
  expanded: unknown,
  path: Path,
  shape: Shape | undefined,
  context: ProvenanceContext,
): ExplainedValue {
  if (!isMapping(masked) || masked instanceof MaskedText) {
    return { kind: 'value', value: visible(masked, expanded), origin: originOf(masked, path, context) };
  }
  const below = isMapping(expanded) ? expanded : {};
  const entries = Object.keys(masked).map((key): ExplainedEntry => {
    const value = explain(masked[key], below[key], [...path, key], shape?.property(key), context);
    return { key, value };
  });
  return { kind: 'mapping', entries: [...entries, ...defaultsOf(shape, masked, path.length === 0)] };
}

/** Keys that are not there, with what counts instead; at the top also those of mappings that are not there. */
function defaultsOf(shape: Shape | undefined, given: object, isTop: boolean): ExplainedEntry[] {
  return (shape?.keys() ?? []).flatMap((key): ExplainedEntry[] => {
    const property = shape?.property(key);
    if (property === undefined || Object.hasOwn(given, key)) return [];
    const { default: value } = property.schema;
    if (value !== undefined) return [{ key, value: { kind: 'value', value, origin: { kind: 'default' } } }];
    const entries = isTop && property.closed ? defaultsOf(property, {}, false) : [];
    return entries.length === 0 ? [] : [{ key, value: { kind: 'mapping', entries } }];
  });
}

/** Lists as a whole, with what is hidden in them. */
function visible(masked: unknown, expanded: unknown): unknown {
  if (masked instanceof MaskedText) return masked.text;
  if (Array.isArray(masked)) {
    const list: readonly unknown[] = Array.isArray(expanded) ? expanded : [];
    return masked.map((item, index) => visible(item, list[index]));
  }
  if (!isMapping(masked)) return expanded;
  const below = isMapping(expanded) ? expanded : {};
  return Object.fromEntries(Object.entries(masked).map(([key, one]) => [key, visible(one, below[key])]));
}

function originOf(masked: unknown, path: Path, { document, origins }: ProvenanceContext): Origin {
  const { file, range } = document.sources.place(document.placeOf(path, 'value').span);
  const variables = variablesIn(masked).map((name): UsedVariable => {
    const span = origins.get(name);
    if (span === undefined) return { name };
    const place = document.sources.place(span);
    return { name, file: place.file, line: place.range.start.line };
  });
  return { kind: 'file', file, line: range.start.line, column: range.start.column, variables };
}

function variablesIn(masked: unknown): string[] {
  if (masked instanceof MaskedText) return [...new Set(masked.variables)];
  if (typeof masked !== 'object' || masked === null) return [];
  return [...new Set(Object.values(masked).flatMap(variablesIn))];
}
