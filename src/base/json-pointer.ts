/** The way from a document's root to a value: keys of mappings and indices of lists. */
export type Path = readonly (string | number)[];

/** Writes a path as a JSON pointer (RFC 6901); the root is the empty text. */
export function toPointer(path: Path): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Reads a JSON pointer; every part is text, also an index. */
export function parsePointer(pointer: string): string[] {
  const parts = pointer.split('/').slice(1);
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}
