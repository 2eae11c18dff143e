/**
 * What a terminal obeys instead of showing it: the control characters C0, DEL and C1, the marks that turn the
 * direction of writing (UAX #9, section 2), and the line breaks that are none to a log (U+2028, U+2029).
 */
const OBEYED = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Foreign text as one line that a terminal only shows: `\x1b[2J` where the text would clear the screen. */
export function printable(text: string): string {
  return text.replace(OBEYED, (character) => NAMED[character] ?? escaped(character));
}

/** The same with its line breaks kept, for texts of several lines such as a stack. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

function escaped(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
