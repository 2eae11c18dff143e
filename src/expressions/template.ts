import type { Exchange } from '../contracts/exchange.ts';
import type { ExpressionProblem, ExpressionScope } from '../contracts/expression.ts';
import { compileExpression } from './expression.ts';
import { shifted } from './problem.ts';
import { RequestContext } from './request-context.ts';
import type { Stencil } from './stencil.ts';
import { expressionsOf, jsonStencil, type Node, renderNode, textStencil, toNode } from './template-node.ts';
import { parseTemplate } from './template-parts.ts';
import { NO_TYPED_NAMES, type TypedNames } from './typed-names.ts';

/** A value with `${...}` in its texts, prepared to be filled in for each exchange. */
export interface Template {
  /** True when it holds no expression: then it is the same for every exchange. */
  readonly isStatic: boolean;
  /** The names its expressions read at the top level, such as `body` or `query`. */
  readonly reads: ReadonlySet<string>;
  /** What `renderJson` gives, when that never changes. */
  readonly staticJson: string | undefined;
  /** What `renderText` gives, when that never changes. */
  readonly staticText: string | undefined;
  /**
   * The value; a text that is one whole `${...}` becomes what the expression gives.
   * Parts without expressions are the same objects each time: do not change them.
   * @throws BackworksError BW4xxx
   */
  render(exchange: Exchange, scope: ExpressionScope): unknown;
  /** The value as JSON. @throws BackworksError BW4xxx */
  renderJson(exchange: Exchange, scope: ExpressionScope): string;
  /** The value as text: null is empty, dates are ISO 8601, lists and maps JSON. @throws BackworksError BW4xxx */
  renderText(exchange: Exchange, scope: ExpressionScope): string;
}

/** The mistakes in a text's expressions; offsets count from the start of the whole text. */
export function checkTemplate(text: string, typed: TypedNames = NO_TYPED_NAMES): ExpressionProblem[] {
  if (!text.includes('${')) return [];
  const { parts, problems } = parseTemplate(text);
  const inside = parts.flatMap((part) => {
    if (part.kind !== 'expression') return [];
    const found = compileExpression(part.text, typed).problems;
    return found.map((problem) =>
      // An empty expression has no characters to point at but its braces.
      problem.code === 'BW4006'
        ? { ...problem, start: part.start, end: part.end }
        : shifted(problem, part.start + 2),
    );
  });
  return [...inside, ...problems];
}

/**
 * Prepares any value as YAML or JSON has them. Keys of maps are literal; references to the
 * environment are text, as they were expanded when the file was read.
 *
 * @throws BackworksError with the code of the first mistake `checkTemplate` finds
 */
export function compileTemplate(value: unknown, typed: TypedNames = NO_TYPED_NAMES): Template {
  return new CompiledTemplate(toNode(value, typed));
}

class CompiledTemplate implements Template {
  readonly reads: ReadonlySet<string>;
  readonly #node: Node;
  #json: Stencil | undefined;
  #text: Stencil | undefined;

  constructor(node: Node) {
    this.#node = node;
    this.reads = new Set(expressionsOf(node).flatMap((expression) => [...expression.reads]));
  }

  get isStatic(): boolean {
    return this.#node.kind === 'static';
  }

  get staticJson(): string | undefined {
    return this.#jsonStencil.fixed;
  }

  get staticText(): string | undefined {
    return this.#textStencil.fixed;
  }

  render(exchange: Exchange, scope: ExpressionScope): unknown {
    return renderNode(this.#node, new RequestContext(exchange, scope));
  }

  renderJson(exchange: Exchange, scope: ExpressionScope): string {
    return this.#jsonStencil.fill(new RequestContext(exchange, scope));
  }

  renderText(exchange: Exchange, scope: ExpressionScope): string {
    return this.#textStencil.fill(new RequestContext(exchange, scope));
  }

  /** Made when first needed: most templates are only ever rendered in one way. */
  get #jsonStencil(): Stencil {
    this.#json ??= jsonStencil(this.#node);
    return this.#json;
  }

  get #textStencil(): Stencil {
    this.#text ??= textStencil(this.#node);
    return this.#text;
  }
}
