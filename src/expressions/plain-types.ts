/** Names of types in cel-js, as a person says them. */
const TYPES: Readonly<Record<string, string>> = {
  int: 'a number',
  double: 'a number',
  uint: 'an unsigned number',
  string: 'text',
  bool: 'true or false',
  bytes: 'bytes',
  null: 'null',
  type: 'a type',
  'google.protobuf.Timestamp': 'a time',
  'google.protobuf.Duration': 'a duration',
};

/** The kinds that have other types between `<` and `>`. */
const KINDS: Readonly<Record<string, string>> = {
  list: 'a list',
  map: 'a map',
  optional: 'a value that may be missing',
};

/** A type of cel-js in words: `map<string, int>` is a map. */
export function typeInWords(type: string): string {
  const [, inner] = /^dyn<(.*)>$/.exec(type) ?? [];
  if (inner !== undefined) return typeInWords(inner);
  const [kind = ''] = /^\w+(?=<|$)/.exec(type) ?? [];
  return TYPES[type] ?? KINDS[kind] ?? 'a value';
}

/** The same without an article, for samples: `text.substring(number)`. */
export function bareType(type: string): string {
  const words = typeInWords(type).replace(/^an? /, '');
  return words === 'true or false' ? 'boolean' : words.replace('value that may be missing', 'optional');
}

/** Types between commas that stand in no brackets, in words. */
export function typesInWords(types: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of types) {
    if (character === '<') depth += 1;
    if (character === '>') depth -= 1;
    if (character === ',' && depth === 0) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  return [...parts, part]
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map(typeInWords);
}

/** Words as in a sentence: `a, b and c`. */
export function inSentence(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
