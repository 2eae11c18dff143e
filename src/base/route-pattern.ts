/**
 * Path patterns of endpoints: `/users/{id}`, `/reports/{year}-{month}.pdf`, `/files/*rest`.
 *
 * Names of parameters are data: they never become code, and any text without braces and slashes will do.
 * The rules are written for users in docs/reference/routing.md.
 */

/** Text that must be equal, percent-decoded. */
export interface StaticSegment {
  readonly kind: 'static';
  readonly text: string;
}

/**
 * One or more parameters, with `literals` before, between and behind them: one more than there are `names`.
 * A parameter that is the whole segment has two empty literals.
 */
export interface ParameterSegment {
  readonly kind: 'parameter';
  readonly literals: readonly string[];
  readonly names: readonly string[];
}

/** The rest of the path, also an empty one. A wildcard without a name is called `*`. */
export interface WildcardSegment {
  readonly kind: 'wildcard';
  readonly name: string;
}

export type Segment = StaticSegment | ParameterSegment | WildcardSegment;

export interface RoutePattern {
  /** The pattern as written. */
  readonly text: string;
  /** What stands between the slashes; never empty. A wildcard is always the last one. */
  readonly segments: readonly Segment[];
  /** The pattern without names, such as `/users/{}` and `/files/*`: equal for patterns that match the same paths. */
  readonly canonical: string;
  /** Names of all parameters, in the order they stand. */
  readonly params: readonly string[];
}

/** A mistake in a pattern. Offsets count UTF-16 units from the start of the pattern's text. */
export class RoutePatternError extends Error {
  override readonly name = 'RoutePatternError';
  readonly start: number;
  readonly end: number;
  /** What to write in place of the characters from `start` to `end`. */
  readonly suggestion: string | undefined;
  /** True when the suggestion leaves out something that may have been meant. */
  readonly isGuess: boolean;

  constructor(message: string, start: number, end: number, suggestion?: string, isGuess = false) {
    super(message);
    this.start = start;
    this.end = end;
    this.suggestion = suggestion;
    this.isGuess = isGuess;
  }
}

/** Paths below this prefix belong to the control surface; an endpoint there is never reached. */
export const RESERVED_PREFIX = '/__backworks/';

/** @throws RoutePatternError for the first mistake in the text. */
export function parseRoutePattern(text: string): RoutePattern {
  if (!text.startsWith('/')) {
    refuseUrl(text);
    throw new RoutePatternError('a path starts with "/"', 0, text.length, `/${text}`);
  }
  const segments: Segment[] = [];
  const params: string[] = [];
  let plain = true;
  for (let start = 1; start <= text.length; ) {
    const slash = text.indexOf('/', start);
    const end = slash === -1 ? text.length : slash;
    const whole = text.slice(start, end);
    const isPlain = PLAIN.test(whole);
    plain &&= isPlain;
    segments.push(
      isPlain ? { kind: 'static', text: whole } : new SegmentReader(text, start, end, params).read(),
    );
    start = end + 1;
  }
  return { text, segments, canonical: plain ? text : segments.map(canonicalOf).join(''), params };
}

/** A whole URL names a server, which is not part of a path. */
function refuseUrl(text: string): void {
  const [server, path] = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*([^?#]*)/.exec(text) ?? [];
  if (server === undefined) return;
  const message = 'a path is the part of a URL behind the host, and starts with "/"';
  throw new RoutePatternError(message, 0, text.length, path || '/', true);
}

/** Most segments: nothing in them has a meaning of its own. */
const PLAIN = /^[\w~-]*$/;

/**
 * True when no request reaches `b` because of `a`, given that both take the same method.
 *
 * The most specific pattern wins, whatever the order in the file, and a pattern that is more specific
 * at some segment leaves other paths to the less specific one. So one pattern hides another only when
 * they differ in nothing but the names of their parameters.
 */
export function shadows(a: RoutePattern, b: RoutePattern): boolean {
  return a.canonical === b.canonical;
}

/** True when the pattern lies below the prefix of the control surface. */
export function isReserved(pattern: RoutePattern): boolean {
  return `${pattern.canonical}/`.startsWith(RESERVED_PREFIX);
}

/** Reads one segment, the characters of `text` from `start` to `end`, part by part. */
class SegmentReader {
  readonly #text: string;
  readonly #start: number;
  readonly #end: number;
  /** Names the pattern has so far. */
  readonly #names: string[];

  constructor(text: string, start: number, end: number, names: string[]) {
    this.#text = text;
    this.#start = start;
    this.#end = end;
    this.#names = names;
  }

  read(): Segment {
    const first = this.#text[this.#start];
    if (this.#start < this.#end && first === '*') return this.#wildcard();
    if (this.#start < this.#end && first === ':') this.#refuseColonStyle();
    return this.#literalsAndNames();
  }

  #wildcard(): Segment {
    const name = this.#text.slice(this.#start + 1, this.#end);
    const odd = name.search(/[*{}?#\s]/);
    if (odd !== -1) {
      const at = this.#start + 1 + odd;
      throw new RoutePatternError('a wildcard is "*" or "*name" and nothing else', at, at + 1);
    }
    if (this.#end < this.#text.length) {
      throw new RoutePatternError('a wildcard can only be the last part of a path', this.#start, this.#end);
    }
    this.#claim(name || '*', this.#start, this.#end);
    return { kind: 'wildcard', name: name || '*' };
  }

  #refuseColonStyle(): void {
    const name = /^:([\w-]+)/.exec(this.#text.slice(this.#start, this.#end))?.[1];
    if (name === undefined) return;
    throw new RoutePatternError(
      `a parameter is written {${name}}, not :${name}`,
      this.#start,
      this.#start + name.length + 1,
      `{${name}}`,
    );
  }

  #literalsAndNames(): Segment {
    const literals: string[] = [];
    const names: string[] = [];
    let from = this.#start;
    for (let open = this.#braceFrom(from); open !== -1; open = this.#braceFrom(from)) {
      if (names.length > 0 && open === from) {
        throw new RoutePatternError('two parameters need some text between them', open - 1, open + 1);
      }
      literals.push(this.#literal(from, open));
      const close = this.#closeOf(open);
      names.push(this.#name(open, close));
      from = close + 1;
    }
    const last = this.#literal(from, this.#end);
    if (names.length === 0 && (last === '.' || last === '..')) {
      throw new RoutePatternError('a path has no "." and ".." segments', this.#start, this.#end);
    }
    return names.length === 0
      ? { kind: 'static', text: last }
      : { kind: 'parameter', literals: [...literals, last], names };
  }

  #braceFrom(from: number): number {
    const open = this.#text.indexOf('{', from);
    return open < this.#end ? open : -1;
  }

  #closeOf(open: number): number {
    const close = this.#text.indexOf('}', open);
    const nested = this.#braceFrom(open + 1);
    if (close === -1 || close >= this.#end || (nested !== -1 && nested < close)) {
      throw new RoutePatternError('this "{" has no "}" in the same segment', open, open + 1);
    }
    return close;
  }

  #name(open: number, close: number): string {
    const name = this.#text.slice(open + 1, close);
    if (name.trim() === '') throw new RoutePatternError('a parameter needs a name', open, close + 1);
    this.#claim(name, open, close + 1);
    return name;
  }

  #claim(name: string, start: number, end: number): void {
    if (this.#names.includes(name)) {
      throw new RoutePatternError(`the name "${name}" appears twice in one path`, start, end);
    }
    this.#names.push(name);
  }

  /** The decoded text between `from` and `to`, which must be plain. */
  #literal(from: number, to: number): string {
    const text = this.#text.slice(from, to);
    const odd = text.search(/[}*?#\s]/);
    if (odd !== -1) this.#refuse(from + odd);
    try {
      return text.includes('%') ? decodeURIComponent(text) : text;
    } catch {
      throw new RoutePatternError('"%" must be followed by the two hex digits of a byte, in UTF-8', from, to);
    }
  }

  #refuse(at: number): never {
    const character = this.#text[at];
    if (character === '}') throw new RoutePatternError('this "}" has no "{" before it', at, at + 1);
    if (character === '*') {
      throw new RoutePatternError('a wildcard is a whole segment: "/*" or "/*name"', at, at + 1);
    }
    if (character === '?' || character === '#') {
      const what = character === '?' ? 'query' : 'fragment';
      throw new RoutePatternError(`a path has no ${what}`, at, this.#text.length, '', true);
    }
    throw new RoutePatternError('a path has no white space', at, at + 1, encodeURIComponent(character ?? ''));
  }
}

function canonicalOf(segment: Segment): string {
  if (segment.kind === 'wildcard') return '/*';
  if (segment.kind === 'static') return `/${encodeLiteral(segment.text)}`;
  return `/${segment.literals.map(encodeLiteral).join('{}')}`;
}

/** Encodes only what would read as something else, so that equal texts have one spelling. */
function encodeLiteral(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(/[%/{}*?#\s]/g, (character) => encodeURIComponent(character).replace('*', '%2A'));
}
