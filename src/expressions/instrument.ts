import { BackworksError } from '../base/errors.ts';
import { compilePattern, effortOfPattern } from '../base/linear-pattern.ts';
import { isEqual, isIn, isMap } from './equality.ts';
import { parseJson } from './json-body.ts';
import { effortOf, meter, sizeOf } from './meter.ts';
import { OPERAND_CHECKS } from './operand-checks.ts';
import {
  type Call,
  callOf,
  type Evaluate,
  type Loop,
  loopOf,
  type SyntaxNode,
  textOfLiteral,
  visit,
} from './syntax.ts';

/** Steps of a getter that takes a time zone: it goes through the tables of the platform's calendar. */
const TIME_ZONE_STEPS = 100;

/** Steps of an error, which the loops of `exists` and `all` swallow: making one takes microseconds. */
const ERROR_STEPS = 20;

/**
 * Makes every operator, call and loop of a checked syntax tree pay for what it does. cel-js has no
 * budget of its own, but leaves the functions that apply operators on the nodes, where they can be wrapped.
 */
export function instrument(root: SyntaxNode): void {
  for (const { node } of visit(root)) {
    const loop = loopOf(node);
    const call = callOf(node);
    if (loop !== undefined) payPerRound(loop);
    else if (call !== undefined) payPerCall(node, call);
    else if (node.op === 'list' || node.op === 'map') payPerElement(node);
    else if (OPERATORS.has(node.op)) payPerOperator(node);
  }
  useShallowTypes(root);
}

/**
 * To choose an overload, cel-js describes the type of a value in full depth and remembers every type
 * it ever met: a request could make it remember without end. The kind of the outermost value is
 * enough for every overload there is.
 */
function useShallowTypes(root: SyntaxNode): void {
  let shallow: object | undefined;
  const evaluate = evaluateOf(root);
  root.evaluate = (evaluator, _, context) => {
    shallow ??= Object.create(evaluator, { debugTypeDeep: { value: shallowType } }) as object;
    return evaluate(shallow, root, context);
  };
}

function shallowType(this: { debugType(value: unknown): unknown }, value: unknown): unknown {
  return this.debugType(value);
}

/** What cel-js would choose to run when the node is first evaluated. */
function evaluateOf(node: SyntaxNode): Evaluate {
  const { alternate, macro, evaluate } = node.meta;
  if (Object.hasOwn(node, 'evaluate')) return node.evaluate;
  if (alternate !== undefined)
    return (evaluator, _, context) => alternate.evaluate(evaluator, alternate, context);
  if (macro === undefined) return evaluate;
  return (evaluator, _, context) => macro.evaluate(evaluator, macro, context);
}

function payPerRound(loop: Loop): void {
  const { step, condition } = loop;
  const evaluate = step.meta.evaluate;
  step.evaluate = (evaluator, _, context) => {
    meter.step(1);
    try {
      return evaluate(evaluator, step, context);
    } catch (error) {
      meter.step(ERROR_STEPS);
      throw error;
    }
  };
  if (condition !== undefined) loop.condition = (accumulated) => !meter.spent && condition(accumulated);
}

function payPerElement(node: SyntaxNode): void {
  const evaluate = node.meta.evaluate;
  const { length } = node.args as readonly unknown[];
  node.evaluate = (evaluator, _, context) => {
    meter.step(1);
    meter.grow(length);
    return evaluate(evaluator, node, context);
  };
}

const OPERATORS = new Set(['==', '!=', 'in', '+', '-', '*', '/', '%', '<', '<=', '>', '>=']);

function payPerOperator(node: SyntaxNode): void {
  const { op, handle: apply } = node;
  if (apply === undefined) return;
  const special = SPECIAL[op];
  node.handle = (left: unknown, right: unknown, ...place: readonly never[]) => {
    meter.step(1);
    const answer = special?.(left, right);
    if (answer !== undefined) return answer;
    const result = inRange((apply as Apply)(left, right, ...place));
    refuseRounding(result, left, right);
    return result;
  };
}

type Apply = (...operands: readonly unknown[]) => unknown;

/** Done or paid here before cel-js sees the operands; undefined leaves the answer to cel-js. */
const SPECIAL: Readonly<Record<string, (left: unknown, right: unknown) => boolean | undefined>> = {
  '==': equal,
  '!=': (left, right) => {
    const answer = equal(left, right);
    return answer === undefined ? undefined : !answer;
  },
  in: (left, right) => {
    payForSearch([right, left]);
    return Array.isArray(right) || isMap(right) ? isIn(left, right) : undefined;
  },
  '+': (left, right) => {
    meter.grow(typeof right === typeof left ? sizeOf(left) + sizeOf(right) : 0);
    return undefined;
  },
  '/': refuseZero,
  '%': refuseZero,
  '<': compare,
  '<=': compare,
  '>': compare,
  '>=': compare,
};

function equal(left: unknown, right: unknown): boolean | undefined {
  if (typeof left === 'string' || typeof right === 'string') return compare(left, right);
  if (typeof left !== 'object' || typeof right !== 'object') return undefined;
  return left === null || right === null ? left === right : isEqual(left, right);
}

function compare(left: unknown, right: unknown): undefined {
  meter.step(Math.min(effortOf(left), effortOf(right)));
}

function refuseZero(_left: unknown, right: unknown): undefined {
  // biome-ignore lint/suspicious/noDoubleEquals: zero of any number type
  if (typeof right !== 'string' && (right as number) == 0)
    throw new BackworksError('BW4012', 'division by zero');
}

/** @throws BackworksError BW4013 for numbers that JSON cannot carry exactly. */
function inRange(value: unknown): unknown {
  if (typeof value === 'bigint' && (value > MAX_SAFE || value < -MAX_SAFE)) {
    throw beyondSafe();
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new BackworksError('BW4013', `${value} is no number JSON can carry`);
  }
  return value;
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * Numbers from JSON are doubles, also the whole ones: what two of them add up to must not lose digits either.
 * @throws BackworksError BW4013
 */
function refuseRounding(result: unknown, left: unknown, right: unknown): void {
  if (typeof result !== 'number' || Number.isSafeInteger(result) || !Number.isInteger(result)) return;
  if (isSafeInteger(left) && isSafeInteger(right)) throw beyondSafe();
}

function isSafeInteger(value: unknown): boolean {
  return typeof value === 'bigint' || Number.isSafeInteger(value);
}

function beyondSafe(): BackworksError {
  return new BackworksError('BW4013', 'a whole number is beyond 2^53 - 1');
}

function payPerCall(node: SyntaxNode, call: Call): void {
  const apply = REPLACED[call.name]?.(call) ?? (node.handle as Apply | undefined);
  if (apply === undefined) return;
  const pay = call.name.startsWith('get') ? payForTimeZone : TOLLS[call.name];
  const checkOperands = OPERAND_CHECKS[call.name];
  node.handle = (operands: readonly unknown[], ...place: readonly never[]) => {
    meter.step(operands.reduce<number>((steps, operand) => steps + effortOf(operand), 1));
    pay?.(operands);
    checkOperands?.(operands);
    const result = apply(operands, ...place);
    // What only passes through was there before, be it a number out of range from the body.
    if (operands.includes(result)) return result;
    meter.grow(sizeOf(inRange(result)));
    return result;
  };
}

/** Character comparisons of a text search that are one step. */
const COMPARISONS_PER_STEP = 100_000;

/** Costs that the length of the operands does not tell. */
const TOLLS: Readonly<Record<string, (operands: readonly unknown[]) => void>> = {
  contains: payForSearch,
  indexOf: payForSearch,
  lastIndexOf: payForSearch,
  split: payForSearch,
  replace: payForSearch,
  join: ([list, separator]) => {
    if (!Array.isArray(list)) return;
    for (const element of list) meter.grow(sizeOf(element) + sizeOf(separator));
  },
};

/** Looking for a text in another takes, at worst, as many comparisons as the product of their lengths. */
function payForSearch([text, wanted]: readonly unknown[]): void {
  if (typeof text !== 'string' || typeof wanted !== 'string') return;
  meter.step(Math.floor((text.length * wanted.length) / COMPARISONS_PER_STEP));
}

function payForTimeZone([, zone]: readonly unknown[]): void {
  if (zone !== undefined) meter.step(TIME_ZONE_STEPS);
}

/** Functions that we apply in our own way. */
const REPLACED: Readonly<Record<string, (call: Call) => Apply | undefined>> = {
  matches: matcherOf,
  json: ({ receiver }) => (receiver === undefined ? undefined : jsonOfBytes),
};

/** cel-js would lose the digits of large whole numbers. */
function jsonOfBytes(operands: unknown): unknown {
  const [bytes] = operands as readonly unknown[];
  if (!(bytes instanceof Uint8Array)) throw new BackworksError('BW4004', '`json` as a method takes bytes');
  try {
    return parseJson(Buffer.from(bytes));
  } catch (error) {
    // The cause quotes the bytes, and these may be anything.
    const malformed = error instanceof BackworksError && error.code === 'BW4015';
    throw malformed ? new BackworksError('BW4014', 'the bytes are not JSON') : error;
  }
}

/** The pattern is compiled once and runs in linear time. */
function matcherOf({ args }: Call): Apply | undefined {
  const pattern = compilePattern(textOfLiteral(args[0]) ?? '');
  if (!('regexp' in pattern)) return undefined;
  return (operands) => {
    const [text] = operands as readonly unknown[];
    if (typeof text !== 'string') throw new BackworksError('BW4004', '`matches` takes text');
    meter.step(effortOfPattern(text, pattern.regexp));
    return pattern.regexp.test(text);
  };
}
