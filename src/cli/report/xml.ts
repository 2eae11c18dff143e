/**
 * What XML 1.0 has no way to say, not even escaped (https://www.w3.org/TR/xml/#charsets), and the control
 * characters that it allows but advises against.
 */
const UNSPEAKABLE = /(?![\t\n\r])\p{Cc}|\p{Surrogate}|[\uFFFE\uFFFF]/gu;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // Readers turn these into spaces or plain line breaks unless they are escaped.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Text between two tags; its line breaks stay as they are. */
export function xmlText(text: string): string {
  return escaped(text, /[&<>\r]/g);
}

/** ` name="value"` for each, with a space before. */
export function xmlAttributes(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(String(value), /[&<>"\t\n\r]/g)}"`)
    .join('');
}

function escaped(text: string, special: RegExp): string {
  return text.replace(UNSPEAKABLE, '').replace(special, (character) => ESCAPES[character] ?? '');
}
