import type { ErrorCode } from '../../base/errors.ts';
import { exits } from '../exit.ts';
import { isUnreadable } from '../unreadable.ts';

/** The exit code an error ends a command with, and the other one of `validate`, whose check says no. */
export function exitText(code: ErrorCode, exit: number): string {
  const isChecked = exit === exits.configuration.code && !isUnreadable(code);
  return isChecked ? `${exit}, or ${exits.no.code} from validate` : String(exit);
}
