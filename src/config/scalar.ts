import { getScalarValue, SCALAR_STYLE } from 'js-yaml';
import type { Span } from '../base/lines.ts';
import { isPlainScalar, quoteScalar } from '../base/yaml-text.ts';
import type { ScalarNode } from './nodes.ts';
import type { Edit } from './problem.ts';

/**
 * Finds the characters of a file that a part of a scalar's value was written with.
 * Falls back to the whole scalar where they cannot be found.
 *
 * @param from first UTF-16 unit of the part
 * @param to just behind its last one
 */
export function spanInScalar(text: string, node: ScalarNode, from: number, to: number): Span {
  const offsets = offsetsOf(text, node);
  const start = offsets?.[from];
  const last = offsets?.[Math.max(to, from + 1) - 1];
  if (start === undefined) return { start: node.start, end: node.end };
  return { start: start.from, end: to > from ? (last?.to ?? node.end) : start.from };
}

/** An edit that replaces a part of a scalar's value; the scalar is quoted anew when it has to be. */
export function editScalar(
  text: string,
  node: ScalarNode,
  from: number,
  to: number,
  replace: string,
  what: string,
): Edit {
  const value = getScalarValue(text, node.event);
  const changed = value.slice(0, from) + replace + value.slice(to);
  const offsets = offsetsOf(text, node);
  const part = offsets === undefined ? undefined : spanInScalar(text, node, from, to);
  if (part !== undefined && fits(node, replace, changed)) return { text: what, span: part, replace };
  return { text: what, span: { start: node.start, end: node.end }, replace: quoteScalar(changed) };
}

/** Whether the replacement may stand in the scalar as it is, without more quotes or escapes. */
function fits(node: ScalarNode, replace: string, changed: string): boolean {
  const { style } = node.event;
  if (style === SCALAR_STYLE.DOUBLE_QUOTED) return !/["\\\n\r]/.test(replace);
  if (style === SCALAR_STYLE.SINGLE_QUOTED) return !/['\n\r]/.test(replace);
  if (style === SCALAR_STYLE.PLAIN) return isPlainScalar(changed, node.inFlow);
  return replace !== '' && !/[\n\r]/.test(replace);
}

interface Written {
  readonly from: number;
  readonly to: number;
}

const decoded = new WeakMap<ScalarNode, Written[]>();

/** For each UTF-16 unit of the value, the characters it was written with; undefined when that is not certain. */
function offsetsOf(text: string, node: ScalarNode): readonly Written[] | undefined {
  const { event } = node;
  const known = decoded.get(node);
  if (known !== undefined || event.valueStart === -1) return known;
  const reader = new ScalarReader(text, event.valueStart, event.valueEnd);
  const isBlock = event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK;
  if (isBlock) reader.readBlock(Math.max(event.indent, 0), event.style === SCALAR_STYLE.FOLDED_BLOCK);
  else reader.readFlow(QUOTES[event.style] ?? '');
  const value = getScalarValue(text, event);
  // What chomping leaves behind the last line of a block has no characters of its own.
  if (isBlock ? !value.startsWith(reader.value) : value !== reader.value) return undefined;
  decoded.set(node, reader.written);
  return reader.written;
}

const QUOTES: Readonly<Record<number, '"' | "'">> = {
  [SCALAR_STYLE.DOUBLE_QUOTED]: '"',
  [SCALAR_STYLE.SINGLE_QUOTED]: "'",
};

/** Decodes a scalar a second time, and remembers for each unit where it came from. */
class ScalarReader {
  value = '';
  readonly written: Written[] = [];
  readonly #text: string;
  #at: number;
  readonly #end: number;

  constructor(text: string, start: number, end: number) {
    this.#text = text;
    this.#at = start;
    this.#end = end;
  }

  /** Plain and quoted scalars (YAML 1.2.2, section 7.3): line breaks fold into spaces. */
  readFlow(quote: '"' | "'" | ''): void {
    let behindBlank = false;
    while (this.#at < this.#end) {
      const character = this.#text.charAt(this.#at);
      const isBlank = character === ' ' || character === '\t';
      if (this.#breaksHere(character, isBlank && !behindBlank)) this.#fold();
      else if (quote === '"' && character === '\\') this.#escape();
      else if (quote === "'" && character === "'") this.#take(2, "'");
      else this.#take(1, character);
      behindBlank = isBlank;
    }
  }

  /** True at a line break, and at the first of the blanks that lead to one. */
  #breaksHere(character: string, startsBlanks: boolean): boolean {
    if (!startsBlanks) return character === '\n' || character === '\r';
    return /^[ \t]+[\r\n]/.test(this.#text.slice(this.#at, this.#end));
  }

  /** Block scalars (section 8.1) up to their last line with text. */
  readBlock(indent: number, folded: boolean): void {
    const lines = [...this.#text.slice(this.#at, this.#end).matchAll(/([^\r\n]*)(\r\n?|\n|$)/g)];
    const start = this.#at;
    let breaks: Written[] = [];
    let beforeIndented = false;
    for (const { 0: whole, 1: line = '', index } of lines) {
      const at = start + index;
      if (line.trim() !== '' || line.length > indent) {
        const indented = /^[ \t]/.test(line.slice(indent));
        this.#breakLines(breaks, folded && !indented && !beforeIndented);
        this.#at = at + indent;
        while (this.#at < at + line.length) this.#take(1, this.#text.charAt(this.#at));
        beforeIndented = indented;
        breaks = [];
      }
      breaks.push({ from: at + line.length, to: at + whole.length });
    }
  }

  #breakLines(breaks: readonly Written[], folded: boolean): void {
    const leading = this.value === '';
    const kept = folded && !leading ? breaks.slice(1) : breaks;
    const [first] = breaks;
    if (folded && !leading && kept.length === 0 && first !== undefined) this.#push(' ', first);
    for (const one of kept) this.#push('\n', one);
  }

  #fold(): void {
    const from = this.#at;
    const [blank = ''] = /^(?:[ \t]*(?:\r\n?|\n))+[ \t]*/.exec(this.#text.slice(from, this.#end)) ?? [];
    const breaks = blank.match(/\r\n?|\n/g)?.length ?? 0;
    this.#at = from + Math.max(blank.length, 1);
    for (const character of breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)) {
      this.#push(character, { from, to: this.#at });
    }
  }

  /** An escape of a double-quoted scalar; an escaped line break is nothing at all. */
  #escape(): void {
    const rest = this.#text.slice(this.#at, this.#at + 10);
    const [broken] =
      /^\\(?:\r\n?|\n)(?:[ \t]*(?:\r\n?|\n))*[ \t]*/.exec(this.#text.slice(this.#at, this.#end)) ?? [];
    if (broken !== undefined) {
      this.#at += broken.length;
      return;
    }
    const [hex, short, medium, long] = /^\\(?:x(.{2})|u(.{4})|U(.{8}))/.exec(rest) ?? [];
    if (hex !== undefined) {
      this.#take(hex.length, String.fromCodePoint(Number.parseInt(short ?? medium ?? long ?? '', 16)));
    } else {
      this.#take(2, ESCAPES[rest.charAt(1)] ?? rest.charAt(1));
    }
  }

  #take(length: number, value: string): void {
    const written = { from: this.#at, to: this.#at + length };
    this.#at += length;
    this.#push(value, written);
  }

  #push(value: string, written: Written): void {
    this.value += value;
    for (let unit = 0; unit < value.length; unit += 1) this.written.push(written);
  }
}

/** Escapes whose value is not the character itself (YAML 1.2.2, section 5.7). */
const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
