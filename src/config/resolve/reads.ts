import { nearest } from '../../base/suggest.ts';
import type { ExpressionProblem } from '../../contracts/expression.ts';
import { check } from '../../expressions/check.ts';
import { childrenOf, memberOf, type SyntaxNode } from '../../expressions/syntax.ts';

/** The keys that are known before any request, by the name an expression reads them from. */
export interface KnownKeys {
  /** Parameters of the endpoint's path. */
  readonly path?: readonly string[] | undefined;
  readonly vars?: readonly string[] | undefined;
}

/**
 * Finds reads such as `path.idd` that fail on every request. Left alone is what is only read in some cases,
 * or what a function such as `default` may catch.
 */
export function checkReads(text: string, known: KnownKeys): ExpressionProblem[] {
  if (!/\b(?:path|vars)\b/.test(text)) return [];
  const checked = check(text);
  return 'run' in checked ? surelyRead(checked.root).flatMap((node) => checkRead(node, known)) : [];
}

/** Operators that may skip an operand or take a missing one, calls and macros among them. */
const LENIENT: ReadonlySet<string> = new Set(['?:', '&&', '||', '.?', '[?]', 'call', 'rcall']);

function surelyRead(node: SyntaxNode): SyntaxNode[] {
  return LENIENT.has(node.op) ? [] : [node, ...childrenOf(node).flatMap(surelyRead)];
}

function checkRead(node: SyntaxNode, known: KnownKeys): ExpressionProblem[] {
  const member = memberOf(node);
  if (member?.of.op !== 'id') return [];
  const { key } = member;
  const name = member.of.args;
  const keys = name === 'path' || name === 'vars' ? known[name] : undefined;
  if (keys === undefined || keys.includes(key)) return [];
  const message = name === 'path' ? `the path has no parameter \`${key}\`` : `\`vars\` has no \`${key}\``;
  const finding = { code: 'BW4002', message, start: node.start, end: node.end } as const;
  const meant = nearest(
    key,
    keys.filter((one) => /^[A-Za-z_]\w*$/.test(one)),
  );
  if (meant === undefined || node.op !== '.') return [{ ...finding, hint: listOf(keys) }];
  const start = node.end - key.length;
  const rewrite = { text: `did you mean \`${meant}\`?`, start, end: node.end, replace: meant };
  return [{ ...finding, start, rewrite }];
}

function listOf(keys: readonly string[]): string {
  return keys.length === 0 ? 'there are none' : `there is ${keys.join(', ')}`;
}
