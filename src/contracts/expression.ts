import type { Exchange } from './exchange.ts';

/** What an expression may read, besides the exchange itself. */
export interface ExpressionScope {
  /** The file's `vars:`. */
  readonly vars: Readonly<Record<string, unknown>>;
}

/** A compiled expression: evaluated per request, bounded in steps and growth. */
export interface Expression {
  /** The text as the user wrote it. */
  readonly text: string;
  /** The names it reads at the top level, such as `body` or `query`. */
  readonly reads: ReadonlySet<string>;
  /** @throws BackworksError BW4xxx when it cannot be evaluated. */
  evaluate(exchange: Exchange, scope: ExpressionScope): unknown;
}

/** A mistake inside an expression's text; offsets count UTF-16 units from the text's start. */
export interface ExpressionProblem {
  readonly code: `BW4${number}`;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly hint?: string;
  /** Replaces the characters from `start` to `end` of this edit, when a rewrite is known. */
  readonly rewrite?: {
    readonly text: string;
    readonly start: number;
    readonly end: number;
    readonly replace: string;
  };
}
