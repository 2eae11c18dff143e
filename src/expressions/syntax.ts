/** A place in an expression's text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Evaluate = (evaluator: object, node: SyntaxNode, context: unknown) => unknown;

/** The loop that cel-js makes of a macro such as `map` or `exists`. */
export interface Loop {
  /** Run once per element. */
  readonly step: SyntaxNode;
  /** False ends the loop; only where the macro may stop early. */
  condition?: (accumulated: unknown) => boolean;
}

/**
 * A node of cel-js's syntax tree, as far as we read or change it. Its own types describe the operands
 * of each operator; `childrenOf` and its neighbours are the only code here that knows them.
 */
export interface SyntaxNode extends Span {
  readonly op: string;
  readonly args: unknown;
  readonly meta: {
    readonly evaluate: Evaluate;
    /** What a macro became. */
    readonly alternate?: SyntaxNode;
    readonly macro?: { readonly evaluate: (evaluator: object, macro: unknown, context: unknown) => unknown };
  };
  /** Applies the operator to evaluated operands; set by the type check. */
  handle?: (...operands: never[]) => unknown;
  evaluate: Evaluate;
}

/** A node whose operator takes two operands. */
export function operandsOf(node: SyntaxNode): readonly [SyntaxNode, SyntaxNode] {
  return node.args as [SyntaxNode, SyntaxNode];
}

/** A member access with a name, as in `path.id`, `path.?id` or `path['id']`. */
export function memberOf(node: SyntaxNode): { readonly of: SyntaxNode; readonly key: string } | undefined {
  if (node.op === '.' || node.op === '.?') {
    const [of, key] = node.args as [SyntaxNode, string];
    return { of, key };
  }
  if (node.op !== '[]') return undefined;
  const [of, index] = operandsOf(node);
  const key = textOfLiteral(index);
  return key === undefined ? undefined : { of, key };
}

/** The text when the node is a text literal. */
export function textOfLiteral(node: SyntaxNode | undefined): string | undefined {
  return node?.op === 'value' && typeof node.args === 'string' ? node.args : undefined;
}

export interface Call {
  readonly name: string;
  /** What stands before the dot, for a method. */
  readonly receiver: SyntaxNode | undefined;
  readonly args: readonly SyntaxNode[];
}

export function callOf(node: SyntaxNode): Call | undefined {
  if (node.op === 'call') {
    const [name, args] = node.args as [string, SyntaxNode[]];
    return { name, receiver: undefined, args };
  }
  if (node.op !== 'rcall') return undefined;
  const [name, receiver, args] = node.args as [string, SyntaxNode, SyntaxNode[]];
  return { name, receiver, args };
}

/** The loop a macro call became, or undefined for any other node. */
export function loopOf(node: SyntaxNode): Loop | undefined {
  const alternate = node.op === 'rcall' ? node.meta.alternate : undefined;
  return alternate?.op === 'comprehension' ? (alternate.args as Loop) : undefined;
}

/** A name that a macro gives to values, and the nodes that see it. */
export interface Binding {
  readonly variable: string;
  readonly outside: readonly SyntaxNode[];
  readonly inside: readonly SyntaxNode[];
}

/** What `list.map(x, ...)` and its like, or `cel.bind(x, value, ...)`, bind. */
export function bindingOf(node: SyntaxNode): Binding | undefined {
  const call = callOf(node);
  const [variable, ...rest] = call?.args ?? [];
  if (call?.receiver === undefined || variable?.op !== 'id') return undefined;
  const name = variable.args as string;
  if (loopOf(node) !== undefined) return { variable: name, outside: [call.receiver], inside: rest };
  if (node.meta.macro === undefined || call.name !== 'bind') return undefined;
  return { variable: name, outside: [call.receiver, ...rest.slice(0, 1)], inside: rest.slice(1) };
}

/** The nodes directly below, in the order they are written. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const call = callOf(node);
  if (call !== undefined) return call.receiver === undefined ? call.args : [call.receiver, ...call.args];
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '.':
    case '.?':
      return [operandsOf(node)[0]];
    case '!_':
    case '-_':
      return [node.args as SyntaxNode];
    default:
      return (node.args as (SyntaxNode | SyntaxNode[])[]).flat();
  }
}

export interface Visit {
  readonly node: SyntaxNode;
  /** Names that macros around the node have bound. */
  readonly bound: ReadonlySet<string>;
  /** How many loops are around the node. */
  readonly depth: number;
}

const NONE: ReadonlySet<string> = new Set();

/** Every node, the outer ones first, with what the macros around it bind; the variables of macros are left out. */
export function visit(root: SyntaxNode): readonly Visit[] {
  const visits: Visit[] = [];
  collect(root, NONE, 0, visits);
  return visits;
}

function collect(node: SyntaxNode, bound: ReadonlySet<string>, depth: number, visits: Visit[]): void {
  visits.push({ node, bound, depth });
  const binding = bindingOf(node);
  const outside = binding?.outside ?? childrenOf(node);
  for (const child of outside) collect(child, bound, depth, visits);
  if (binding === undefined) return;
  const inner = new Set([...bound, binding.variable]);
  const deeper = loopOf(node) === undefined ? depth : depth + 1;
  for (const child of binding.inside) collect(child, inner, deeper, visits);
}
