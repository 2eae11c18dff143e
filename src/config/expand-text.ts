import type { ErrorCode } from '../base/errors.ts';
import type { Span } from '../base/lines.ts';
import { nearest } from '../base/suggest.ts';
import {
  type EnvironmentReference,
  escapeTemplate,
  type ParsedTemplate,
  parseTemplate,
} from '../expressions/template-parts.ts';
import type { ConfigDocument } from './document.ts';
import { restrictedKind } from './kind.ts';
import { type Edit, MAX_PROBLEMS, type Problem } from './problem.ts';
import type { Secrets } from './secrets.ts';
import type { TextPlace } from './texts.ts';

/** A stretch of the expanded text: literal as it will be, or an expression as it is written. */
type Piece = { readonly literal: string } | { readonly expression: string };

type Details = Pick<Problem, 'label' | 'hint' | 'edits'>;

interface ExpansionContext {
  readonly document: ConfigDocument;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Names that `.env.example` has; undefined without that file. */
  readonly example?: ReadonlyMap<string, unknown> | undefined;
  readonly origins: ReadonlyMap<string, string>;
  readonly secrets: Secrets;
}

const WANTED = { boolean: 'true or false', integer: 'a whole number', number: 'a number' } as const;

/** For so many variables of a text it is said which one was probably meant. */
const MAX_GUESSES = 100;

/** `NAME:default` and `NAME-default`, as other tools write them. */
const WITHOUT_COLON_DASH = /^\s*([A-Z_][A-Z0-9_]*)(?::(?![-?])|-)(.*)$/s;

/** Puts variables into one text of the file. */
export class TextExpander {
  readonly problems: Problem[] = [];
  readonly warnings: Problem[] = [];
  /** Names of variables the text reads. */
  readonly variables = new Set<string>();
  /** Those of them whose values are in the text. */
  readonly used = new Set<string>();
  /** Texts with expressions in them: the text itself, and defaults of its variables. */
  readonly templates: { readonly text: string; readonly offset: number }[] = [];
  readonly #place: TextPlace;
  readonly #context: ExpansionContext;
  #hasVariables = false;

  constructor(place: TextPlace, context: ExpansionContext) {
    this.#place = place;
    this.#context = context;
  }

  /** @returns the text, or the value of another type that belongs into its place. */
  expand(): unknown {
    const { text, template, path } = this.#place;
    const pieces = this.#piecesOf(text, 0);
    if (this.used.size > 0) this.#context.secrets.addText(path, text, joinText(pieces));
    if (template) return this.#hasVariables ? joinTemplate(pieces) : text;
    const literal = joinText(pieces);
    return this.#hasVariables && this.problems.length === 0 ? this.#cast(literal) : literal;
  }

  /** @param offset where `text` begins in the whole text: a default may hold references itself */
  #piecesOf(text: string, offset: number): Piece[] {
    const parsed = parseTemplate(text);
    const isStatic = parsed.problems.length === 0 && parsed.parts.every(({ kind }) => kind !== 'expression');
    if (!isStatic && this.#place.template) this.templates.push({ text, offset });
    else if (!isStatic) this.#refuseExpressions(parsed, offset);
    return parsed.parts.flatMap((part): Piece[] => {
      if (part.kind === 'text') return [{ literal: part.text }];
      if (part.kind === 'environment') return this.#variable(part, offset);
      return [{ expression: text.slice(part.start, part.end) }];
    });
  }

  #variable(reference: EnvironmentReference, offset: number): Piece[] {
    const { name, default: fallback, message } = reference;
    const value = this.#valueOf(name);
    const span = { start: offset + reference.start, end: offset + reference.end };
    this.#hasVariables = true;
    this.variables.add(name);
    if (fallback === undefined) this.#compareWithExample(name, span);
    if (value !== undefined && (value !== '' || (fallback === undefined && message === undefined))) {
      this.used.add(name);
      this.#context.secrets.add(this.#place.path, name, value);
      return [{ literal: value }];
    }
    if (fallback !== undefined) return this.#piecesOf(fallback, offset + reference.end - 1 - fallback.length);
    const state = value === undefined ? 'is not set' : 'is empty';
    this.#report('BW5001', message ? `${name} ${state}: ${message}` : `the variable ${name} ${state}`, span, {
      hint: this.#howToSet(name),
    });
    return [];
  }

  #howToSet(name: string): string {
    const { example, origins } = this.#context;
    const meant = this.problems.length > MAX_GUESSES ? undefined : nearest(name, origins.keys());
    if (meant !== undefined) return `did you mean \`${meant}\`, which ${origins.get(meant)} sets?`;
    if (example?.has(name) === true) return '.env.example has it: copy its line into .env';
    return `set it, or give a default: \${${name}:-default}`;
  }

  /** Whoever copies the example must get all that is needed. */
  #compareWithExample(name: string, span: Span): void {
    const { example, document } = this.#context;
    if (example === undefined || example.has(name) || this.warnings.length > MAX_PROBLEMS) return;
    const message = `.env.example does not have ${name}`;
    const problem = document.problemWithin('BW5007', message, this.#place.path, span);
    this.warnings.push({ ...problem, severity: 'warning' });
  }

  #valueOf(name: string): string | undefined {
    const { environment } = this.#context;
    return Object.hasOwn(environment, name) ? environment[name] : undefined;
  }

  /** Says why each expression cannot stand here: it was meant as a variable, or it needs a request. */
  #refuseExpressions({ parts, problems }: ParsedTemplate, offset: number): void {
    for (const { code, message, start, end } of problems) {
      this.#report(code as ErrorCode, message, { start: offset + start, end: offset + end });
    }
    for (const part of parts) {
      if (part.kind !== 'expression') continue;
      const span = { start: offset + part.start, end: offset + part.end };
      const name = this.#meantVariable(part.text);
      const [, given, fallback] = WITHOUT_COLON_DASH.exec(part.text) ?? [];
      if (name !== undefined) this.#misspeltVariable(name, part.text, span);
      else if (given !== undefined) this.#misspeltDefault(`${given}:-${fallback}`, span);
      else if (/^\s*(?:[A-Z_][A-Z0-9_]*\W|$)/.test(part.text)) {
        this.#report('BW5004', 'write `${NAME}`, `${NAME:-default}` or `${NAME:?message}`', span);
      } else this.#templateElsewhere(span);
    }
  }

  /** The name when the text is a variable in lower case: one that is set, or with a default as only variables have. */
  #meantVariable(text: string): string | undefined {
    const [, name = '', sign] = /^\s*([A-Za-z_]\w*)\s*(:[-?]|$)/.exec(text) ?? [];
    const isVariable = sign !== undefined && (sign !== '' || this.#valueOf(name.toUpperCase()) !== undefined);
    return isVariable ? name : undefined;
  }

  #misspeltVariable(name: string, text: string, part: Span): void {
    const start = part.start + 2 + text.indexOf(name);
    const upper = name.toUpperCase();
    const edits = this.#edit({ start, end: start + name.length }, upper, `write \`${upper}\``);
    this.#report('BW5004', 'names of variables are in upper case', part, { edits });
  }

  #misspeltDefault(meant: string, part: Span): void {
    const edits = this.#edit({ start: part.start + 2, end: part.end - 1 }, meant, `write \`\${${meant}}\``);
    this.#report('BW5004', 'a default stands behind `:-`', part, { edits });
  }

  #templateElsewhere(part: Span): void {
    const message = 'expressions do not work here: this is read once, not per request';
    const { shape } = this.#place;
    const kind = shape === undefined ? undefined : restrictedKind(shape);
    const before = { start: part.start, end: part.start };
    const details =
      kind === undefined
        ? { edits: this.#edit(before, '$', 'write `$${` for the characters themselves') }
        : { label: `expected ${kind}` };
    this.#report('BW5003', message, part, details);
  }

  /** The variables by name, with the place of those that a file sets. */
  #said(): string {
    const { origins } = this.#context;
    const said = [...this.variables].map((name) => {
      const origin = origins.get(name);
      return origin === undefined ? name : `${name} (${origin})`;
    });
    return said.join(' with ');
  }

  #edit(part: Span, replace: string, what: string): Edit[] {
    return this.#context.document.editWithin(this.#place.path, part, replace, what);
  }

  #report(code: ErrorCode, message: string, part: Span, details: Details = {}): void {
    if (this.problems.length > MAX_PROBLEMS) return;
    this.problems.push(this.#context.document.problemWithin(code, message, this.#place.path, part, details));
  }

  /** Turns the text into the type the schema wants here; where it wants none, it stays a text. */
  #cast(text: string): unknown {
    const types = this.#place.shape?.types ?? new Set();
    const wanted = (['boolean', 'integer', 'number'] as const).find((type) => types.has(type));
    if (wanted === undefined || types.has('string')) return text;
    if (types.has('boolean') && /^(?:true|false)$/i.test(text)) return text.toLowerCase() === 'true';
    const number = types.has('number') ? /^[-+]?\d+(\.\d+)?$/ : /^[-+]?\d+$/;
    if (wanted !== 'boolean' && number.test(text)) return Number(text);
    const whole = { start: 0, end: this.#place.text.length };
    this.#report('BW5002', `${this.#said()} must be ${WANTED[wanted]}`, whole);
    return undefined;
  }
}

function joinText(pieces: readonly Piece[]): string {
  return pieces.map((piece) => ('literal' in piece ? piece.literal : piece.expression)).join('');
}

/** Writes pieces as a template again, so that nothing a variable holds becomes an expression. */
function joinTemplate(pieces: readonly Piece[]): string {
  let template = '';
  let literal = '';
  for (const piece of pieces) {
    if ('literal' in piece) {
      literal += piece.literal;
    } else {
      // A `$` just before an expression would escape it.
      const text = literal.endsWith('$')
        ? `${escapeTemplate(literal.slice(0, -1))}\${'$'}`
        : escapeTemplate(literal);
      template += text + piece.expression;
      literal = '';
    }
  }
  return template + escapeTemplate(literal);
}
