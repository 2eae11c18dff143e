import { BackworksError } from '../base/errors.ts';

/** Longer texts are no duration; cel-js takes quadratic time to find that out. */
const MAX_DURATION_TEXT = 64;

const WHOLE = /^[+-]?\d+$/;

const DECIMAL = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?|nan)$/i;

/** What functions must not be given although cel-js takes it, by their names. They throw BackworksErrors. */
export const OPERAND_CHECKS: Readonly<Record<string, (operands: readonly unknown[]) => void>> = {
  duration: ([text]) => {
    if (typeof text !== 'string' || text.length <= MAX_DURATION_TEXT) return;
    throw new BackworksError('BW4014', `a duration has at most ${MAX_DURATION_TEXT} characters`);
  },
  // JavaScript reads numbers in other notations as well, and nothing at all as zero.
  int: (operands) => refuseOther(operands, WHOLE, '`int` takes a text that is a whole number'),
  uint: (operands) => refuseOther(operands, WHOLE, '`uint` takes a whole number that is not negative'),
  double: (operands) => refuseOther(operands, DECIMAL, '`double` takes a text that is a number'),
};

function refuseOther([text]: readonly unknown[], form: RegExp, message: string): void {
  if (typeof text === 'string' && !form.test(text)) throw new BackworksError('BW4014', message);
}
