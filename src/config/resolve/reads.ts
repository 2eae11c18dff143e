import { nearest } from '../../base/suggest.ts';
import type { ExpressionProblem } from '../../contracts/expression.ts';
import { check } from '../../expressions/check.ts';
import { childrenOf, memberOf, type SyntaxNode } from '../../expressions/syntax.ts';
import { type KnownKeys, keysOf } from './known-keys.ts';

/**
 * Finds reads such as `path.idd` that fail on every request. Left alone is what is only read in some cases,
 * or what a function such as `default` may catch.
 *
 * @param guesses whether to look for the key that was meant
 */
export function checkReads(text: string, known: KnownKeys, guesses: boolean): ExpressionProblem[] {
  if (!/\b(?:path|vars|query|body)\b/.test(text)) return [];
  const checked = check(text, known.typed);
  return 'run' in checked ? surelyRead(checked.root).flatMap((node) => checkRead(node, known, guesses)) : [];
}

/** Operators that may skip an operand or take a missing one, calls and macros among them. */
const LENIENT: ReadonlySet<string> = new Set(['?:', '&&', '||', '.?', '[?]', 'call', 'rcall']);

function surelyRead(node: SyntaxNode): SyntaxNode[] {
  return LENIENT.has(node.op) ? [] : [node, ...childrenOf(node).flatMap(surelyRead)];
}

function checkRead(node: SyntaxNode, known: KnownKeys, guesses: boolean): ExpressionProblem[] {
  const member = memberOf(node);
  if (member?.of.op !== 'id') return [];
  const { key } = member;
  const name = member.of.args;
  const keys = keysOf(name, known);
  if (keys === undefined || keys.has(key)) return [];
  const message = `${name === 'path' ? 'the path has no parameter' : `\`${name}\` has no`} \`${key}\``;
  const finding = { code: 'BW4002', message, start: node.start, end: node.end } as const;
  const named = guesses ? [...keys].filter((one) => /^[A-Za-z_]\w*$/.test(one)) : [];
  const meant = nearest(key, named);
  if (meant === undefined || node.op !== '.') return [guesses ? { ...finding, hint: listOf(keys) } : finding];
  const start = node.end - key.length;
  const rewrite = { text: `did you mean \`${meant}\`?`, start, end: node.end, replace: meant };
  return [{ ...finding, start, rewrite }];
}

/** So many keys a hint names. */
const MAX_NAMED = 20;

function listOf(keys: ReadonlySet<string>): string {
  if (keys.size === 0) return 'there are none';
  const others = keys.size > MAX_NAMED ? ` and ${keys.size - MAX_NAMED} more` : '';
  return `there is ${[...keys].slice(0, MAX_NAMED).join(', ')}${others}`;
}
