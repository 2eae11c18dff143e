import { randomUUID } from 'node:crypto';
import { type Environment, Optional } from '@marcbachmann/cel-js';
import { BackworksError } from '../base/errors.ts';
import { isMap } from './equality.ts';
import { isMissing } from './failure.ts';
import { durationText } from './format.ts';
import { meter } from './meter.ts';
import { toPlain } from './result.ts';
import { memberOf, type SyntaxNode } from './syntax.ts';

/** A function that we add to those of CEL. */
export interface ExpressionFunction {
  readonly name: string;
  /** In the notation of CEL; `ast` parameters are evaluated only when the function wants them. */
  readonly signature: string;
  readonly summary: string;
  readonly example: string;
  readonly handler: (...operands: never[]) => unknown;
}

const TIMESTAMP = 'google.protobuf.Timestamp';
const DURATION = 'google.protobuf.Duration';

/** Every function beyond those of CEL, in one table: the environment and docs are made from it. */
export const FUNCTIONS: readonly ExpressionFunction[] = [
  {
    name: 'default',
    signature: 'default(ast, ast): dyn',
    summary: 'The first value, or the second where the first is missing or null.',
    example: "default(query.page, '1')",
    handler: expandDefault,
  },
  {
    name: 'json',
    signature: 'json(dyn): string',
    summary: 'The value as JSON text.',
    example: 'json(body.items)',
    handler: (value: unknown) => JSON.stringify(toPlain(value, meter)),
  },
  {
    name: 'now',
    signature: `now(): ${TIMESTAMP}`,
    summary: 'The current time.',
    example: "now() + duration('1h')",
    handler: () => new Date(),
  },
  {
    name: 'uuid',
    signature: 'uuid(): string',
    summary: 'A new random UUID (RFC 9562, version 4).',
    example: 'uuid()',
    handler: () => randomUUID(),
  },
  {
    name: 'string',
    signature: `string(${TIMESTAMP}): string`,
    summary: 'The time in ISO 8601.',
    example: 'string(now())',
    handler: (time: Date) => time.toISOString(),
  },
  {
    name: 'string',
    signature: `string(${DURATION}): string`,
    summary: 'The duration in seconds, such as 1.5s.',
    example: "string(duration('90m'))",
    handler: durationText,
  },
  {
    name: 'int',
    signature: `int(${TIMESTAMP}): int`,
    summary: 'The time in seconds since 1970.',
    example: 'int(now())',
    handler: (time: Date) => BigInt(Math.floor(time.getTime() / 1000)),
  },
];

/** Functions of CEL that take whole numbers, each with a call of it. */
const TAKING_INT: readonly (readonly [signature: string, call: string])[] = [
  ['string.substring(int): string', "'a'.substring(0)"],
  ['string.substring(int, int): string', "'a'.substring(0, 1)"],
  ['string.indexOf(string, int): int', "'a'.indexOf('a', 0)"],
  ['string.lastIndexOf(string, int): int', "'a'.lastIndexOf('a', 0)"],
  ['string.split(string, int): list<string>', "'a'.split('a', 1)"],
  ['bytes.at(int): int', "b'a'.at(0)"],
  [`timestamp(int): ${TIMESTAMP}`, 'timestamp(0)'],
];

/** Adds our functions, and for those of CEL that take int overloads that take double: JSON knows nothing else. */
export function registerFunctions(environment: Environment): void {
  for (const { signature, handler } of FUNCTIONS) {
    environment.registerFunction(signature, handler as Handler, { async: false });
  }
  for (const [signature, call] of TAKING_INT) {
    const handler = handlerOf(environment, call);
    const withWhole = (...operands: readonly unknown[]) => handler(operands.map(toInt));
    for (const overload of doublesFor(signature)) {
      environment.registerFunction(overload, withWhole, { async: false });
    }
  }
}

type Handler = (...operands: readonly unknown[]) => unknown;

/** The signature with `double` for one or more of its `int` parameters. */
function doublesFor(signature: string): string[] {
  const [, head = '', parameters = '', tail = ''] = /^(.*\()(.*)(\).*)$/.exec(signature) ?? [];
  const choices = parameters.split(', ').map((type) => (type === 'int' ? ['int', 'double'] : [type]));
  const lists = choices.reduce<string[][]>(
    (lists, types) => lists.flatMap((list) => types.map((type) => [...list, type])),
    [[]],
  );
  return lists.map((list) => head + list.join(', ') + tail).filter((overload) => overload !== signature);
}

/** What the type check of cel-js put behind the call: it takes the operands as a list. */
function handlerOf(environment: Environment, call: string): (operands: readonly unknown[]) => unknown {
  const parsed = environment.parse(call);
  parsed.check();
  return (parsed.ast as unknown as { handle: (operands: readonly unknown[]) => unknown }).handle;
}

function toInt(operand: unknown): unknown {
  if (typeof operand !== 'number') return operand;
  if (Number.isInteger(operand)) return BigInt(operand);
  throw new BackworksError('BW4014', 'a number with a fraction stands where a whole one is wanted');
}

/** The parts of cel-js that a macro meets; its own types leave macros out. */
interface Type {
  readonly kind: string;
  readonly valueType: Type;
  unify(registry: unknown, other: Type): Type | null;
}

interface Checker {
  readonly registry: unknown;
  check(node: SyntaxNode, context: unknown): Type;
  getType(name: string): Type;
}

interface Evaluator {
  run(node: SyntaxNode, context: unknown): unknown;
}

/** A macro: the second operand is evaluated only when it is needed, and the first one may fail. */
function expandDefault({ args }: { readonly args: readonly [SyntaxNode, SyntaxNode] }) {
  const [value, fallback] = args;
  return {
    async: false,
    typeCheck(checker: Checker, _macro: unknown, context: unknown): Type {
      const type = checker.check(value, context);
      const plain = type.kind === 'optional' ? type.valueType : type;
      return plain.unify(checker.registry, checker.check(fallback, context)) ?? checker.getType('dyn');
    },
    evaluate(evaluator: Evaluator, _macro: unknown, context: unknown): unknown {
      return valueOrUndefined(evaluator, value, context) ?? evaluator.run(fallback, context);
    },
  };
}

function valueOrUndefined(evaluator: Evaluator, node: SyntaxNode, context: unknown): unknown {
  try {
    const value = lookUp(evaluator, node, context);
    return value instanceof Optional ? value.orValue(undefined) : value;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Members of maps are looked up here: for a missing one cel-js makes an error, which takes 20 times as long. */
function lookUp(evaluator: Evaluator, node: SyntaxNode, context: unknown): unknown {
  const member = memberOf(node);
  if (member === undefined || node.op === '.?') return evaluator.run(node, context);
  const of = lookUp(evaluator, member.of, context);
  if (of === undefined || of === null) return undefined;
  if (!isMap(of)) return evaluator.run(node, context);
  return Object.hasOwn(of, member.key) ? of[member.key] : undefined;
}
