import { parse } from 'node:querystring';

/** Names with every value that was given for them, in their order. */
export type Fields = Readonly<Record<string, readonly unknown[]>>;

/**
 * Reads a query or a form (application/x-www-form-urlencoded). Malformed percent signs stay as they are.
 *
 * @returns a map of text or of lists of text, without a prototype
 */
function readPairs(text: string): Record<string, string | string[]> {
  return parse(text, '&', '=', { maxKeys: 0 }) as Record<string, string | string[]>;
}

/** The pairs as a map; of a repeated name the last value counts. */
export function readLastFields(text: string): Readonly<Record<string, string>> {
  const pairs = readPairs(text);
  for (const name in pairs) {
    const value = pairs[name];
    if (Array.isArray(value)) pairs[name] = value.at(-1) ?? '';
  }
  return pairs as Record<string, string>;
}

/** The pairs as a map with all values. */
export function readFields(text: string): Fields {
  const pairs = readPairs(text) as Record<string, readonly unknown[]>;
  for (const name in pairs) pairs[name] = [pairs[name]].flat();
  return pairs;
}

/** One value for each name: the list of all where a list is wanted, else the last. */
export function pickFields(fields: Fields, wantsList: (name: string) => boolean): Record<string, unknown> {
  const picked: Record<string, unknown> = Object.create(null);
  for (const name in fields) picked[name] = wantsList(name) ? fields[name] : fields[name]?.at(-1);
  return picked;
}
