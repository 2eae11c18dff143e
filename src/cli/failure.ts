import type { BackworksError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { jsonDocument, type NextStep } from './json-document.ts';

/** Why a command got nowhere, for programs. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  /** Absolute path of the file that tells more, when the mistake is ours. */
  readonly report?: string;
}

export function failureOf(error: BackworksError): Failure {
  const { code, message, hint, entry } = error;
  return { code, message: firstLine(message), hint: hint ?? entry.hint };
}

/** One NDJSON line of a server, or the one document of any other command. */
export function failureJson(failure: Failure, asLine: boolean): string {
  if (asLine) return `${JSON.stringify({ type: 'error', ...failure })}\n`;
  return jsonDocument(false, { error: failure }, nextStepsAfter(failure));
}

/** For people: one sentence and what to do next; what caused it only for those who ask. */
export function describeError(error: BackworksError, verbose: boolean): string {
  const { code, hint } = failureOf(error);
  const cause = verbose && error.cause !== undefined ? `  cause: ${printable(causeOf(error.cause))}\n` : '';
  return `error[${code}]: ${printable(error.message)}\n  fix: ${printable(hint)}\n${cause}`;
}

function nextStepsAfter({ code }: Failure): NextStep[] {
  const explain = { text: 'read what this error means', command: `backworks explain ${code}` };
  if (code === 'BW1001') return [{ text: 'write a new API', command: 'backworks init my-api' }, explain];
  if (code.startsWith('BW80'))
    return [{ text: 'see what the command takes', command: 'backworks --help' }, explain];
  return [explain];
}

function causeOf(cause: unknown): string {
  return firstLine(cause instanceof Error ? cause.message : String(cause));
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
