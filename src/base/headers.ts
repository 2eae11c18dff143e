/**
 * The value of the first field called `name`, without making an object of all headers.
 *
 * @param headers names and values in turn
 * @param name in lower case
 */
export function headerValue(headers: readonly string[], name: string): string | undefined {
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const other = headers[i] as string;
    if (other.length === name.length && (other === name || other.toLowerCase() === name))
      return headers[i + 1];
  }
  return undefined;
}

/** The headers without any field called `name`; the same array when there is none. */
export function withoutHeader(headers: readonly string[], name: string): readonly string[] {
  if (headerValue(headers, name) === undefined) return headers;
  const kept: string[] = [];
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const other = headers[i] as string;
    if (other.toLowerCase() !== name) kept.push(other, headers[i + 1] as string);
  }
  return kept;
}

/**
 * The headers with all fields of each changed name replaced, and at the end; the same array when nothing changes.
 * Takes time for as many fields as there are, not for each change again: plugins decide how many there are.
 *
 * @param changes names in lower case with their new values; without any, the fields are removed. Of two for one
 *   name the later one counts
 */
export function changeHeaders(
  headers: readonly string[],
  changes: readonly (readonly [name: string, values: readonly string[]])[],
): readonly string[] {
  const told = new Map<string, readonly string[]>();
  for (const [name, values] of changes) {
    told.delete(name);
    told.set(name, values);
  }
  const changed: string[] = [];
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = headers[i] as string;
    if (!told.has(name.toLowerCase())) changed.push(name, headers[i + 1] as string);
  }
  const isSame = changed.length === headers.length;
  for (const [name, values] of told) for (const value of values) changed.push(name, value);
  return isSame && changed.length === headers.length ? headers : changed;
}
