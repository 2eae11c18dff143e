/** A list of items of Structured Field Values for HTTP (RFC 9651), as far as fields of ours have it. */

export interface SfItem {
  readonly value: SfValue;
  readonly parameters: Readonly<Record<string, SfValue>>;
}

type SfValue = string | number | boolean | { readonly token: string };

/** @throws when the text is no list of integers, strings, tokens and booleans with parameters (section 4.2) */
export function parseList(text: string): SfItem[] {
  const reader = new Reader(text.replace(/^ +| +$/g, ''));
  const items: SfItem[] = [];
  while (!reader.atEnd) {
    items.push(parseItem(reader));
    reader.skip(/[ \t]*/y);
    if (reader.atEnd) break;
    reader.take(/,/y, 'a comma');
    reader.skip(/[ \t]*/y);
    if (reader.atEnd) throw new Error('the list ends with a comma');
  }
  return items;
}

function parseItem(reader: Reader): SfItem {
  const value = parseValue(reader);
  const parameters: Record<string, SfValue> = {};
  while (reader.isBefore(/;/)) {
    reader.take(/; */y, 'a semicolon');
    const name = reader.take(/[a-z*][a-z0-9_.*-]*/y, 'a key');
    const hasValue = reader.isBefore(/=/);
    if (hasValue) reader.take(/=/y, 'an equals sign');
    parameters[name] = hasValue ? parseValue(reader) : true;
  }
  return { value, parameters };
}

function parseValue(reader: Reader): SfValue {
  if (reader.isBefore(/"/)) {
    const quoted = reader.take(/"(?:[ !#-[\]-~]|\\["\\])*"/y, 'a string');
    return quoted.slice(1, -1).replace(/\\(.)/g, '$1');
  }
  if (reader.isBefore(/\?/)) return reader.take(/\?[01]/y, 'a boolean') === '?1';
  if (reader.isBefore(/[-0-9]/)) return Number(reader.take(/-?\d{1,15}(?![\d.])/y, 'an integer'));
  return { token: reader.take(/[A-Za-z*][\w!#$%&'*+.^`|~:/-]*/y, 'a token') };
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  isBefore(pattern: RegExp): boolean {
    return pattern.test(this.#text.charAt(this.#at));
  }

  take(pattern: RegExp, what: string): string {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.#text) ?? [];
    if (found === undefined) throw new Error(`expected ${what} at ${this.#at} of ${this.#text}`);
    this.#at += found.length;
    return found;
  }

  skip(pattern: RegExp): void {
    this.take(pattern, 'space');
  }
}
