/** Tokens of cel-js, as a person writes them; the rest are operators and spell themselves. */
const TOKENS: Readonly<Record<string, string>> = {
  RPAREN: '`)`',
  LPAREN: '`(`',
  RBRACKET: '`]`',
  LBRACKET: '`[`',
  RBRACE: '`}`',
  LBRACE: '`{`',
  COLON: '`:`',
  COMMA: '`,`',
  DOT: '`.`',
  QUESTION: '`?`',
  PLUS: '`+`',
  MINUS: '`-`',
  MULTIPLY: '`*`',
  DIVIDE: '`/`',
  MODULO: '`%`',
  EQ: '`==`',
  NE: '`!=`',
  LT: '`<`',
  LE: '`<=`',
  GT: '`>`',
  GE: '`>=`',
  AND: '`&&`',
  OR: '`||`',
  NOT: '`!`',
  IN: '`in`',
  IDENTIFIER: 'a name',
  NUMBER: 'a number',
  STRING: 'text',
  BYTES: 'bytes',
  BOOLEAN: 'true or false',
  NULL: '`null`',
};

const END = 'EOF';

interface Phrase {
  readonly shape: RegExp;
  readonly say: (...caught: string[]) => string;
}

/** What the parser of cel-js says, in plain words. It speaks of the expression's text only, never of data. */
const PHRASES: readonly Phrase[] = [
  { shape: /^Expected (\w+), got EOF$/, say: (wanted = '') => `${tokenOf(wanted)} is missing at the end` },
  {
    shape: /^Expected (\w+), got (\w+)$/,
    say: (wanted = '', found = '') => `${tokenOf(found)} stands where ${tokenOf(wanted)} is needed`,
  },
  { shape: /^Unexpected token: EOF$/, say: () => 'the expression ends where a value is needed' },
  {
    shape: /^Unexpected token: (\w+)$/,
    say: (found = '') => `${tokenOf(found)} stands where a value is needed`,
  },
  {
    shape: /^Unexpected character: '(.)'$/s,
    say: () => 'the expression is complete before this: an operator is missing, or this is too much',
  },
  {
    shape: /^Unexpected character: (.+)$/s,
    say: (character = '') => `\`${character}\` means nothing in an expression`,
  },
  { shape: /^Invalid number: /, say: () => 'this number is too large' },
  { shape: /^Invalid (?:hex )?integer: (.*)$/, say: (digits = '') => `\`${digits}\` is no whole number` },
  { shape: /^Invalid exponent$/, say: () => 'the exponent has no digits' },
  { shape: /^Newlines not allowed/, say: () => 'text in single or double quotes ends on its own line' },
  { shape: /^Unterminated /, say: () => 'the quote that opens this text is never closed' },
  { shape: /not allowed in bytes literals$/, say: () => 'bytes have no such escape; write `\\xNN`' },
  {
    shape: /^(?:Invalid|Octal) .*escape.*: (\\.*)$/i,
    say: (written = '') => `\`${written}\` is no escape of CEL`,
  },
  {
    shape: /^Invalid Unicode surrogate: (\\.*)$/,
    say: (written = '') => `\`${written}\` is half a character`,
  },
  { shape: /^Octal escape must/, say: () => 'an octal escape has three digits' },
  {
    shape: /^Reserved identifier: (\w+)$/,
    say: (name = '') => `\`${name}\` is a word that CEL keeps for itself`,
  },
];

function tokenOf(token: string): string {
  return token === END ? 'the end' : (TOKENS[token] ?? token);
}

/** An error of the parser of cel-js in plain words. */
export function syntaxInPlainWords(summary: string): string | undefined {
  for (const { shape, say } of PHRASES) {
    const caught = shape.exec(summary);
    if (caught !== null) return say(...caught.slice(1));
  }
  return undefined;
}
