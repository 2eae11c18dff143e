import type { TextEdit } from './edited-text.ts';

/** A value that holds others, and the one around it. */
interface Container {
  readonly closing: '}' | ']';
  readonly outer: Container | undefined;
}

/** What may come next in a JSON text. */
interface State {
  readonly expected: 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'separator';
  readonly inside: Container | undefined;
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What was expected where it stands. */
  readonly before: State;
}

const TOKEN = /[{}[\],:]|"(?:[^"\\]|\\.)*"|[^\s{}[\],:"]+/g;
const START: State = { expected: 'value', inside: undefined };
const END: State = { expected: 'separator', inside: undefined };

/**
 * A text that is JSON, and which edits keep it so. An edit is judged by the tokens it touches and the next one:
 * however long the text is, nothing else of it is read again.
 */
export class JsonText {
  readonly #text: string;
  readonly #tokens: readonly Token[];

  private constructor(text: string) {
    this.#text = text;
    this.#tokens = readTokens(text);
  }

  /** Undefined for every other text, which is YAML. */
  static of(text: string): JsonText | undefined {
    return /^\s*[[{]/.test(text) && isJson(text) ? new JsonText(text) : undefined;
  }

  /** Whether the text is JSON with the edit. */
  keeps({ start, end, replace }: TextEdit): boolean {
    const first = this.#firstAt(start);
    const behind = this.#behind(end, first);
    const touched = this.#tokens.slice(first, behind);
    const from = Math.min(start, touched[0]?.start ?? start);
    const to = Math.max(end, touched.at(-1)?.end ?? end);
    const edited = this.#text.slice(from, start) + replace + this.#text.slice(end, to);
    const state = stepAll(this.#tokens[first]?.before ?? END, tokensOf(edited));
    const next = this.#tokens[behind];
    if (next === undefined) return isSame(state, END);
    return isSame(state && step(state, next.text), step(next.before, next.text));
  }

  /** The index of the first token an edit from this offset on touches, or of the one behind it. */
  #firstAt(offset: number): number {
    let low = 0;
    let high = this.#tokens.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#tokens[middle]?.end ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    const found = this.#tokens[low];
    return found?.end === offset && isMark(found) ? low + 1 : low;
  }

  /** The index behind the last token that an edit up to this offset touches. */
  #behind(offset: number, first: number): number {
    let index = first;
    while (this.#isBefore(offset, this.#tokens[index])) index += 1;
    return index;
  }

  #isBefore(offset: number, token: Token | undefined): boolean {
    return token !== undefined && (token.start < offset || (token.start === offset && !isMark(token)));
  }
}

/** A bracket, comma or colon: what stands beside it does not run into it. */
function isMark({ text }: Token): boolean {
  return text.length === 1 && '{}[],:'.includes(text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // Every other text is YAML.
    return false;
  }
}

function readTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let before: State | undefined = START;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (before === undefined) throw new RangeError('the text is no JSON');
    tokens.push({ text: token, start: index, end: index + token.length, before });
    before = step(before, token);
  }
  return tokens;
}

/** Undefined for characters that are no token of JSON. */
function tokensOf(text: string): string[] | undefined {
  const tokens = text.match(TOKEN) ?? [];
  const rest = text.replace(TOKEN, '');
  return /[^ \t\r\n]/.test(rest) ? undefined : tokens;
}

function stepAll(from: State, tokens: readonly string[] | undefined): State | undefined {
  if (tokens === undefined) return undefined;
  return tokens.reduce<State | undefined>((state, token) => state && step(state, token), from);
}

/** What is expected behind a token; undefined when it cannot stand there. */
function step({ expected, inside }: State, token: string): State | undefined {
  const isFirst = expected === 'first key' || expected === 'first value';
  switch (token) {
    case '{':
    case '[':
      return expected.endsWith('value') ? opened(token, inside) : undefined;
    case '}':
    case ']':
      if (inside?.closing !== token || !(expected === 'separator' || isFirst)) return undefined;
      return { expected: 'separator', inside: inside.outer };
    case ',':
      if (expected !== 'separator' || inside === undefined) return undefined;
      return { expected: inside.closing === '}' ? 'key' : 'value', inside };
    case ':':
      return expected === 'colon' ? { expected: 'value', inside } : undefined;
    default:
      if (expected.endsWith('key')) {
        return token.startsWith('"') && isJson(token) ? { expected: 'colon', inside } : undefined;
      }
      return expected.endsWith('value') && isJson(token) ? { expected: 'separator', inside } : undefined;
  }
}

function opened(token: '{' | '[', outer: Container | undefined): State {
  return token === '{'
    ? { expected: 'first key', inside: { closing: '}', outer } }
    : { expected: 'first value', inside: { closing: ']', outer } };
}

/** In the same place: containers are compared as things, not by their form. */
function isSame(a: State | undefined, b: State | undefined): boolean {
  return a !== undefined && b !== undefined && a.expected === b.expected && a.inside === b.inside;
}
