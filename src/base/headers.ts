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
