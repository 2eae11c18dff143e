/** What to do next, for people and as a command that does it. */
export interface NextStep {
  readonly text: string;
  readonly command: string;
}

/** Grows when a reader of our JSON would have to change. */
const VERSION = 1;

/** The one JSON document that a command with an end prints on stdout (docs/reference/json-output.md). */
export function jsonDocument(
  ok: boolean,
  fields: Readonly<Record<string, unknown>>,
  nextSteps: readonly NextStep[],
): string {
  return `${JSON.stringify({ version: VERSION, ok, ...fields, nextSteps }, undefined, 2)}\n`;
}
