import { BackworksError } from '../base/errors.ts';

/** Why a command failed, for programs: the one line on stdout of a command that got nowhere. */
export interface ErrorLine {
  readonly type: 'error';
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

export function errorLine(error: unknown): ErrorLine {
  const known = error instanceof BackworksError;
  return {
    type: 'error',
    code: known ? error.code : 'BW9001',
    message: messageOf(error),
    hint: known ? (error.hint ?? error.entry.hint) : 'this is a bug in backworks, -v shows where',
  };
}

/** For people: one sentence and what to do next; where it happened only for those who ask. */
export function describeError(error: unknown, verbose: boolean): string {
  const { code, message, hint } = errorLine(error);
  if (!(error instanceof BackworksError)) {
    const stack = verbose && error instanceof Error ? `${error.stack}\n` : '';
    return `error[${code}]: ${message}; ${hint}\n${stack}`;
  }
  const cause = verbose && error.cause !== undefined ? `  cause: ${messageOf(error.cause)}\n` : '';
  return `error[${code}]: ${error.message}\n  fix: ${hint}\n${cause}`;
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0] ?? '';
}
