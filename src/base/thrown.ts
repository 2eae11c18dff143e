/** What was thrown, in words. Anything can be thrown, also what throws when it is looked at. */
export function messageOf(thrown: unknown): string {
  try {
    return String(thrown instanceof Error ? thrown.message : thrown);
  } catch {
    return 'something was thrown that cannot be read';
  }
}
