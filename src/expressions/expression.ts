import { BackworksError } from '../base/errors.ts';
import type { Exchange } from '../contracts/exchange.ts';
import type { Expression, ExpressionProblem, ExpressionScope } from '../contracts/expression.ts';
import { type Checked, check } from './check.ts';
import { toFailure } from './failure.ts';
import { instrument } from './instrument.ts';
import { GROWTH_PER_BODY } from './limits.ts';
import { meter } from './meter.ts';
import { NAMES } from './names.ts';
import { type PlainRead, plainReadOf } from './plain-read.ts';
import { applyFix, type Finding, type Fix } from './problem.ts';
import { RequestContext } from './request-context.ts';
import { toPlain } from './result.ts';
import { visit } from './syntax.ts';
import { NO_TYPED_NAMES, type TypedNames } from './typed-names.ts';

export interface Compilation {
  /** Absent when there are problems. */
  readonly expression?: CompiledExpression;
  readonly problems: readonly ExpressionProblem[];
}

/** Compiled texts, since large files repeat few expressions; emptied when it is full. */
const compiled = new Map<string, Compilation>();
const MAX_COMPILED = 4096;

/**
 * Compiles a bare CEL expression, without `${` and `}` around it. Never throws.
 *
 * @param typed the maps whose members are no texts, where it is evaluated
 */
export function compileExpression(text: string, typed: TypedNames = NO_TYPED_NAMES): Compilation {
  const key = typed.size === 0 ? text : `${[...typed].sort().join()} ${text}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const checked = check(text, typed);
  const compilation =
    'run' in checked
      ? { expression: new CompiledExpression(text, checked), problems: [] }
      : { problems: checked.map((finding) => toProblem(finding, text, checked.length, typed)) };
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  compiled.set(key, compilation);
  return compilation;
}

/** The finding with its edit, if that mends something. */
function toProblem(
  { fix, ...problem }: Finding,
  text: string,
  before: number,
  typed: TypedNames,
): ExpressionProblem {
  return fix !== undefined && mends(fix, text, before, typed) ? { ...problem, rewrite: fix } : problem;
}

function mends(fix: Fix, text: string, before: number, typed: TypedNames): boolean {
  if (ENVIRONMENT_FORM.test(fix.replace)) return true;
  const after = check(applyFix(text, fix), typed);
  return 'run' in after || after.length < before;
}

/** What an edit makes a reference to the environment, which is no expression any more. */
const ENVIRONMENT_FORM = /^[A-Z_][A-Z0-9_]*(?::[-?]|$)/;

export class CompiledExpression implements Expression {
  readonly text: string;
  readonly reads: ReadonlySet<string>;
  readonly #run: Checked['run'];
  readonly #readPlainly: PlainRead | undefined;
  readonly #readsBody: boolean;

  constructor(text: string, { root, run }: Checked) {
    this.text = text;
    this.reads = namesOf(root);
    this.#run = run;
    this.#readPlainly = plainReadOf(root);
    this.#readsBody = this.reads.has('body');
    instrument(root);
  }

  evaluate(exchange: Exchange, scope: ExpressionScope): unknown {
    return this.evaluateIn(new RequestContext(exchange, scope));
  }

  /**
   * Evaluates in a context that several expressions share.
   * @throws BackworksError BW4xxx
   */
  evaluateIn(context: RequestContext): unknown {
    try {
      const value = this.#readPlainly?.(context);
      return value === undefined ? this.#evaluate(context) : value;
    } catch (error) {
      throw toFailure(error, this.text);
    }
  }

  #evaluate(context: RequestContext): unknown {
    meter.reset(this.#readsBody ? GROWTH_PER_BODY * context.exchange.rawBody.length : 0);
    const value = this.#run(context);
    meter.settle();
    return toPlain(value, meter);
  }
}

function namesOf(root: Checked['root']): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { node, bound } of visit(root)) {
    if (node.op !== 'id' || bound.has(node.args as string)) continue;
    if (NAMES.some(({ name }) => name === node.args)) names.add(node.args as string);
  }
  return names;
}

/**
 * Compiles an expression that was checked before.
 * @throws BackworksError with the first problem's code
 */
export function compileOrThrow(text: string, typed: TypedNames): CompiledExpression {
  const { expression, problems } = compileExpression(text, typed);
  if (expression !== undefined) return expression;
  const [problem] = problems;
  if (problem === undefined) throw new BackworksError('BW9001', `\`${text}\` did not compile`);
  throw new BackworksError(problem.code as BackworksError['code'], `\`${text}\`: ${problem.message}`);
}
