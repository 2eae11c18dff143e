/** Dates in HTTP fields (RFC 9110, section 5.6.7), as milliseconds since 1970. */

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

const TIME = String.raw`(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)`;

/** The form everybody sends, and the two that are obsolete and must still be read. */
const FORMS = [
  new RegExp(`^[A-Z][a-z]{2}, (?<day>\\d\\d) (?<month>[A-Z][a-z]{2}) (?<year>\\d{4}) ${TIME} GMT$`),
  new RegExp(`^[A-Z][a-z]{5,8}, (?<day>\\d\\d)-(?<month>[A-Z][a-z]{2})-(?<year>\\d\\d) ${TIME} GMT$`),
  new RegExp(`^[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) (?<day>[ \\d]\\d) ${TIME} (?<year>\\d{4})$`),
];

/** The last date of each kind: most requests and answers have one of a few. */
let lastParsed: { readonly text: string; readonly date: number | undefined } = { text: '', date: undefined };

/** Undefined for whatever is no date of HTTP: then the field counts as absent. */
export function parseHttpDate(text: string): number | undefined {
  if (lastParsed.text !== text) lastParsed = { text, date: parse(text) };
  return lastParsed.date;
}

/** @param date milliseconds; what is less than a second is cut off */
export function formatHttpDate(date: number): string {
  return new Date(date).toUTCString();
}

function parse(text: string): number | undefined {
  const found = FORMS.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined);
  if (found === undefined) return undefined;
  const month = MONTHS.indexOf(found.month ?? '');
  const [day, hour, minute, second] = [found.day, found.hour, found.minute, found.second].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const date = Date.UTC(yearOf(found.year ?? ''), month, day, hour, minute, second);
  const read = new Date(date);
  // What does not exist, such as the 31st of June or 25 o'clock, would become another date.
  const exists = month !== -1 && read.getUTCDate() === day && read.getUTCHours() === hour && minute < 60;
  return exists && second <= 60 ? date : undefined;
}

/** Two digits that would lie more than 50 years in the future mean the century before. */
function yearOf(digits: string): number {
  const year = Number(digits);
  if (digits.length !== 2) return year;
  const now = new Date().getUTCFullYear();
  const guess = now - (now % 100) + year;
  return guess > now + 50 ? guess - 100 : guess;
}
