import { inSentence, typeInWords, typesInWords } from './plain-types.ts';

/** How cel-js says something, and how we do: what the pattern caught is handed on. */
interface Phrase {
  readonly shape?: RegExp;
  readonly say: (...caught: string[]) => string;
}

/** What an error of cel-js is made of that words need. */
interface Said {
  readonly code: string;
  readonly summary: string;
}

/** What an operator does to its two operands. */
const OPERATORS: Readonly<Record<string, (left: string, right: string) => string>> = {
  '+': (left, right) => `join ${left} and ${right}${afterJoin(left, right)}`,
  '-': (left, right) => `subtract ${right} from ${left}`,
  '*': (left, right) => `multiply ${left} by ${right}`,
  '/': (left, right) => `divide ${left} by ${right}`,
  '%': (left, right) => `divide ${left} by ${right}`,
  in: (left, right) => `look for ${left} in ${right}, only in a list or a map`,
};

/** What makes text of the operand that is none. */
const TO_TEXT: Readonly<Record<string, string>> = {
  'a list': 'json(x)',
  'a map': 'json(x)',
  null: "default(x, '')",
  'a value that may be missing': "x.orValue('')",
};

function afterJoin(left: string, right: string): string {
  if (left !== 'text' && right !== 'text') return '';
  return `; use ${TO_TEXT[left === 'text' ? right : left] ?? 'string(x)'}`;
}

function binary(left: string, operator: string, right: string): string {
  const words = [typeInWords(left), typeInWords(right)] as const;
  const deed = OPERATORS[operator]?.(...words) ?? `compare ${words[0]} with ${words[1]}`;
  return `\`${operator}\` cannot ${deed}`;
}

function unary(operator: string, type: string): string {
  const wanted = operator === '!' ? 'true or false' : 'a number';
  return `\`${operator}\` stands before ${wanted}, not before ${typeInWords(type)}`;
}

function call(receiver: string, name: string, types: string): string {
  const words = typesInWords(types);
  const of = receiver === '' ? `\`${name}\`` : `\`${name}\` of ${typeInWords(receiver)}`;
  return words.length === 0
    ? `${of} needs a value in its brackets`
    : `${of} does not take ${inSentence(words)}`;
}

const WRONG_MEMBER: Phrase = {
  shape: /is not of type '(.*)', got '(.*)'$/,
  say: (wanted = '', given = '') =>
    `a member is ${typeInWords(given)} where ${typeInWords(wanted)} is wanted`,
};

/**
 * What cel-js says, by its codes, in plain words. None of them shows a value: that may be somebody's data.
 * Without a `shape`, or where it does not fit, nothing was caught.
 */
const PHRASES: Readonly<Record<string, readonly Phrase[]>> = {
  index_out_of_bounds: [{ say: () => 'the list has no element at this index' }],
  optional_value_missing: [{ say: () => 'the value is missing; `orValue(x)` gives one instead' }],
  division_by_zero: [{ say: () => 'division by zero' }],
  modulo_by_zero: [{ say: () => 'division by zero' }],
  numeric_overflow: [{ say: () => 'the number is too large for a whole number' }],
  no_such_overload: [
    {
      shape: /^no such overload: (.+?) (==|!=|<=?|>=?|[-+*/%]|in) (.+)$/,
      say: (left = '', operator = '', right = '') => binary(left, operator, right),
    },
    { shape: /^no such overload: ([!-])(.+)$/, say: (operator = '', type = '') => unary(operator, type) },
  ],
  no_matching_overload: [
    {
      shape: /^found no matching overload for '(?:(.+)\.)?(\w+)\((.*)\)'$/,
      say: (receiver = '', name = '', types = '') => call(receiver, name, types),
    },
  ],
  variable_type_mismatch: [
    {
      shape: /^Variable '(\w+)' is not of type '(.*)', got '(.*)'$/,
      say: (name = '', wanted = '', given = '') =>
        `\`${name}\` is ${typeInWords(given)} where ${typeInWords(wanted)} is wanted`,
    },
  ],
  field_type_mismatch: [WRONG_MEMBER],
  list_item_type_mismatch: [WRONG_MEMBER],
  invalid_condition_type: [
    {
      shape: /^Ternary condition must be bool, got '(.*)'$/,
      say: (type = '') => `what stands before \`?\` must be true or false, not ${typeInWords(type)}`,
    },
    {
      shape: /^(\w+)\(.*must return bool, got '(.*)'$/,
      say: (name = '', type = '') =>
        `the condition of \`${name}\` must be true or false, not ${typeInWords(type)}`,
    },
  ],
  invalid_logical_operand: [
    {
      shape: /got '(.*)'$/,
      say: (type = '') => `\`&&\` and \`||\` join true and false, not ${typeInWords(type)}`,
    },
  ],
  invalid_list_element_type: [{ say: () => '`join` takes a list that holds only text' }],
  invalid_comprehension_range: [
    {
      shape: /^Expression of type '(.*)' cannot/,
      say: (type = '') => `macros such as \`map\` run over a list or a map, not over ${typeInWords(type)}`,
    },
  ],
  invalid_comparison_type: [{ say: () => 'these values cannot be compared' }],
  unsupported_type: [{ say: () => 'the value is of a kind that expressions do not know' }],
  optional_expected: [
    {
      shape: /^optional\.(\w+)/,
      say: (name = '') => `\`${name}\` stands behind a value that may be missing, such as \`query.?page\``,
    },
  ],
  incompatible_argument_type: [
    {
      shape: /^optional\.(\w+).*got '(.*)' and '(.*)'$/,
      say: (name = '', left = '', right = '') =>
        `\`${name}\` gives one or the other, but ${typeInWords(left)} and ${typeInWords(right)} are not of one type`,
    },
  ],
  incompatible_ternary_branches: [
    {
      shape: /got '(.*)' and '(.*)'$/,
      say: (left = '', right = '') =>
        `the results of \`? :\` must be of one type, not ${typeInWords(left)} and ${typeInWords(right)}`,
    },
  ],
  bool_conversion_error: [{ say: () => '`bool` takes the texts true, t, 1, false, f and 0' }],
  double_conversion_error: [{ say: () => '`double` takes a text that is a number' }],
  int_conversion_error: [{ say: () => '`int` takes a text that is a whole number' }],
  uint_conversion_error: [{ say: () => '`uint` takes a whole number that is not negative' }],
  index_out_of_range: [{ say: () => 'the index lies outside of the text or the bytes' }],
  invalid_timestamp: [{ say: () => 'a time is written in ISO 8601, such as 2024-01-31T12:00:00Z' }],
  invalid_duration: [{ say: () => 'a duration is written as numbers with units, such as 90s or 1h30m' }],
  invalid_index_type: [
    {
      shape: /^List index must be int/,
      say: () => 'an element of a list is read by its index, a whole number',
    },
    { say: () => 'a member is read by its name, a text' },
  ],
  cannot_index_type: [
    { shape: /^Cannot index type '(.*)'$/, say: (type = '') => `${typeInWords(type)} has no members` },
  ],
  invalid_macro_argument: [
    { shape: /^has\(\)/, say: () => '`has` takes a member, such as `has(body.name)`' },
    {
      shape: /^(\w+)\(/,
      say: (name = '') => `\`${name}\` takes the name of a variable first, as in \`list.${name}(x, ...)\``,
    },
  ],
};

/** An error of cel-js in plain words, without data; undefined for one the table does not know. */
export function inPlainWords({ code, summary }: Said): string | undefined {
  for (const { shape, say } of PHRASES[code] ?? []) {
    const caught = shape?.exec(summary);
    if (shape === undefined) return say();
    if (caught != null) return say(...caught.slice(1).map((part) => part ?? ''));
  }
  return undefined;
}
