import type { ExpressionProblem } from '../contracts/expression.ts';
import { skipOpaque } from './lexical.ts';

/** What `${NAME}`, `${NAME:-default}` or `${NAME:?message}` asks for. Offsets cover it from `$` to `}`. */
export interface EnvironmentReference {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  /** As written; it may hold references itself. */
  readonly default?: string;
  readonly message?: string;
}

/** A part of a text; offsets count UTF-16 units and cover what was written, signs included. */
export type TemplatePart =
  /** `text` is what it stands for, so `$${` is `${` in it. */
  | { readonly kind: 'text'; readonly text: string; readonly start: number; readonly end: number }
  /** `text` is what stands between the braces, from `start + 2` on. */
  | { readonly kind: 'expression'; readonly text: string; readonly start: number; readonly end: number }
  | ({ readonly kind: 'environment' } & EnvironmentReference);

export interface ParsedTemplate {
  readonly parts: readonly TemplatePart[];
  readonly problems: readonly ExpressionProblem[];
}

/**
 * Splits a text into literal parts, expressions and references to the environment. `$${` is a literal
 * `${`. What is never closed is a problem, and literal text up to the end.
 */
export function parseTemplate(text: string): ParsedTemplate {
  const parts: TemplatePart[] = [];
  let literal = '';
  let from = 0;
  let at = 0;
  const close = (end: number) => {
    if (end > from) parts.push({ kind: 'text', text: literal + text.slice(at, end), start: from, end });
    literal = '';
  };
  for (let open = text.indexOf('${'); open !== -1; open = text.indexOf('${', at)) {
    if (open > at && text[open - 1] === '$') {
      literal += `${text.slice(at, open - 1)}\${`;
      at = open + 2;
      continue;
    }
    const part = environmentAt(text, open) ?? expressionAt(text, open);
    if (part === undefined) {
      close(text.length);
      return { parts, problems: [unterminated(text, open)] };
    }
    close(open);
    parts.push(part);
    at = part.end;
    from = at;
  }
  close(text.length);
  return { parts, problems: [] };
}

/** The references to the environment in a text, in order; none inside of expressions. */
export function findEnvironmentReferences(text: string): EnvironmentReference[] {
  if (!text.includes('${')) return [];
  return parseTemplate(text).parts.flatMap((part) => {
    if (part.kind !== 'environment') return [];
    const { kind: _, ...reference } = part;
    return [reference];
  });
}

/** A text that a template gives back as it is. */
export function escapeTemplate(text: string): string {
  return text.replaceAll('${', '$$${');
}

const REFERENCE = /\$\{([A-Z_][A-Z0-9_]*)(\}|:-|:\?)/y;

function environmentAt(text: string, start: number): TemplatePart | undefined {
  REFERENCE.lastIndex = start;
  const [opening = '', name = '', sign] = REFERENCE.exec(text) ?? [];
  if (sign === undefined) return undefined;
  if (sign === '}') return { kind: 'environment', name, start, end: start + opening.length };
  const close = closingBrace(text, start + opening.length, false);
  if (close === undefined) return undefined;
  const rest = text.slice(start + opening.length, close);
  const given = sign === ':-' ? { default: rest } : { message: rest };
  return { kind: 'environment', name, ...given, start, end: close + 1 };
}

/** The environment's notation on another name: a mistake, but no CEL, so quotes and `//` mean nothing in it. */
const SHELL_DEFAULT = /\$\{\s*[A-Za-z_][\w.]*\s*:[-?]/y;

function expressionAt(text: string, start: number): TemplatePart | undefined {
  SHELL_DEFAULT.lastIndex = start;
  const close = closingBrace(text, start + 2, !SHELL_DEFAULT.test(text));
  if (close === undefined) return undefined;
  return { kind: 'expression', text: text.slice(start + 2, close), start, end: close + 1 };
}

/** Offset of the `}` that no `{` behind `from` opened; `opaque` leaves out those in literals and comments. */
function closingBrace(text: string, from: number, opaque: boolean): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; ) {
    const skipped = opaque ? skipOpaque(text, at) : at;
    if (skipped === at) {
      if (text[at] === '{') depth += 1;
      else if (text[at] === '}') depth -= 1;
      if (depth < 0) return at;
    }
    at = Math.max(skipped, at + 1);
  }
  return undefined;
}

function unterminated(text: string, start: number): ExpressionProblem {
  const inLiteral = text.includes('}', start);
  return {
    code: 'BW4007',
    message: 'this `${` has no `}` that closes it',
    start,
    end: start + 2,
    hint: inLiteral
      ? 'a quote, a bracket or a comment behind it is never closed; for the characters themselves write `$${`'
      : 'close it with `}`; for the characters themselves write `$${`',
  };
}
