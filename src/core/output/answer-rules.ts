import { type Mismatch, sayMismatch } from '../input/schema-errors.ts';

/** What a checked answer needs to know of its endpoint. */
export interface AnswerRules {
  /** The client gets nothing that does not match. */
  readonly fails: boolean;
  /** @throws BackworksError BW6053 for what is not the JSON it claims to be */
  validate(body: Buffer, contentType: string | undefined): readonly Mismatch[];
  /** Says once why answers are not looked at. */
  skip(reason: string): void;
  report(mismatches: readonly Mismatch[]): void;
}

/** So many mistakes stand in one line of the log. */
const TOLD = 3;

/** The first mistakes of an answer in one line. */
export function sayAll(mismatches: readonly Mismatch[]): string {
  const told = mismatches.slice(0, TOLD).map((one) => sayMismatch(one, 'the body'));
  const more = mismatches.length > TOLD ? [`and ${mismatches.length - TOLD} more`] : [];
  return `the answer does not match response.schema: ${[...told, ...more].join('; ')}`;
}
