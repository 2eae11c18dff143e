import { compilePattern } from '../base/linear-pattern.ts';
import { nearest } from '../base/suggest.ts';
import { checkCall, checkMissingBrackets } from './check-call.ts';
import { celEnvironment, celEnvironmentFor } from './environment.ts';
import { isCelError } from './failure.ts';
import { checkJavaScript } from './javascript-names.ts';
import { quoteText } from './lexical.ts';
import { MAX_NESTING, MAX_NODES, MAX_TEXT } from './limits.ts';
import { adviseOnType, findDashedKeys, findShellDefault, fixForSyntax } from './mistakes.ts';
import { NAMES } from './names.ts';
import { syntaxInPlainWords } from './plain-syntax.ts';
import { inPlainWords } from './plain-words.ts';
import type { Finding } from './problem.ts';
import {
  callOf,
  loopOf,
  memberOf,
  operandsOf,
  type Span,
  type SyntaxNode,
  textOfLiteral,
  type Visit,
  visit,
} from './syntax.ts';
import { NO_TYPED_NAMES, type TypedNames } from './typed-names.ts';

/** An expression that passed every check. */
export interface Checked {
  readonly root: SyntaxNode;
  /** Evaluates it with cel-js; `context` has a property for each of our names. */
  readonly run: (context: object) => unknown;
}

/** Parses and checks the text; with findings there is nothing to run. */
export function check(text: string, typed: TypedNames = NO_TYPED_NAMES): Checked | readonly Finding[] {
  const early = checkText(text);
  if (early !== undefined) return [early];
  const dashed = findDashedKeys(text);
  try {
    const run = celEnvironmentFor(typed).parse(text);
    const root = run.ast as unknown as SyntaxNode;
    const findings = dashed.length > 0 ? dashed : checkTree(root, text);
    if (findings.length > 0) return findings;
    const { error } = run.check();
    return error === undefined ? { root, run } : [typeFinding(error, root, text)];
  } catch (error) {
    return dashed.length > 0 ? dashed : [syntaxFinding(error, text)];
  }
}

function checkText(text: string): Finding | undefined {
  const whole = { start: 0, end: text.length };
  if (text.trim() === '') {
    const hint = 'put an expression between the braces, or write `$${` for the characters themselves';
    return { code: 'BW4006', message: 'there is no expression here', ...whole, hint };
  }
  if (text.length <= MAX_TEXT) return findShellDefault(text);
  const message = `the expression has ${text.length} characters; ${MAX_TEXT} are allowed`;
  return { code: 'BW4008', message, ...whole };
}

/** Looks at one node; the text is that of the whole expression. */
type Check = (at: Visit, text: string) => Finding | undefined;

const CHECKS: readonly Check[] = [
  checkName,
  checkMember,
  checkHeaderName,
  checkCall,
  checkNesting,
  checkPattern,
  checkNumbers,
];

function checkTree(root: SyntaxNode, text: string): Finding[] {
  const findings: Finding[] = [];
  // What stands in the call of an unknown function may mean anything, such as the variable of a macro.
  const unclear: Span[] = [];
  for (const at of visit(root)) {
    if (unclear.some(({ start, end }) => start <= at.node.start && at.node.end <= end)) continue;
    const foreign = checkJavaScript(at, text);
    if (foreign !== undefined) {
      findings.push(foreign);
      unclear.push(at.node);
      continue;
    }
    const found = CHECKS.map((look) => look(at, text)).filter((finding) => finding !== undefined);
    findings.push(...found);
    const call = found.find(({ code }) => code === 'BW4003');
    if (call !== undefined) unclear.push({ start: call.end, end: at.node.end });
  }
  return findings;
}

function checkName({ node, bound }: Visit): Finding | undefined {
  const name = node.args as string;
  if (node.op !== 'id' || bound.has(name) || celEnvironment.hasVariable(name)) return undefined;
  const call = checkMissingBrackets(name, node);
  if (call !== undefined) return call;
  const names = [...NAMES.map((known) => known.name), ...bound];
  return unknown(name, `there is no name \`${name}\``, names, node);
}

function checkMember({ node, bound }: Visit): Finding | undefined {
  const member = memberOf(node);
  if (member?.of.op !== 'id' || bound.has(member.of.args as string)) return undefined;
  const members = NAMES.find(({ name }) => name === member.of.args)?.members;
  if (members === undefined || members.includes(member.key)) return undefined;
  const message = `\`${member.of.args}\` has no \`${member.key}\`, only ${members.join(', ')}`;
  const end = node.op === '[]' ? node.end - 1 : node.end;
  const start = end - member.key.length - (node.op === '[]' ? 1 : 0);
  return unknown(member.key, message, members, { start, end: start + member.key.length });
}

/** Header names are in lower case, whatever the client sent: one with a capital is never there. */
function checkHeaderName({ node, bound }: Visit, text: string): Finding | undefined {
  const name = headerNameOf(node);
  if (name === undefined || bound.has('headers')) return undefined;
  const { key, start, end } = name;
  const lower = key.toLowerCase();
  if (lower === key) return undefined;
  const written = text.slice(start, end);
  const replace = written === key ? lower : quoteText(lower);
  const message = `header names are in lower case here, so that \`${key}\` is never there`;
  return { code: 'BW4002', message, start, end, fix: { text: `write \`${lower}\``, start, end, replace } };
}

/** The header a node reads by name, and where that name stands: `headers.a`, `headers['a']` or `'a' in headers`. */
function headerNameOf(node: SyntaxNode): (Span & { readonly key: string }) | undefined {
  const isHeaders = (of: SyntaxNode | undefined) => of?.op === 'id' && of.args === 'headers';
  if (node.op === '.' || node.op === '.?') {
    const member = memberOf(node);
    if (member === undefined || !isHeaders(member.of)) return undefined;
    return { key: member.key, start: node.end - member.key.length, end: node.end };
  }
  if (node.op !== '[]' && node.op !== '[?]' && node.op !== 'in') return undefined;
  const [left, right] = operandsOf(node);
  const [of, literal] = node.op === 'in' ? [right, left] : [left, right];
  const key = textOfLiteral(literal);
  return key === undefined || !isHeaders(of) ? undefined : { key, start: literal.start, end: literal.end };
}

function unknown(
  word: string,
  message: string,
  candidates: readonly string[],
  { start, end }: Span,
): Finding {
  const finding = { code: 'BW4002', message, start, end } as const;
  const replace = nearest(word, candidates);
  if (replace === undefined) return { ...finding, hint: `the names are ${candidates.join(', ')}` };
  return { ...finding, fix: { text: `did you mean \`${replace}\`?`, start, end, replace } };
}

function checkNesting({ node, depth }: Visit): Finding | undefined {
  if (loopOf(node) === undefined || depth !== MAX_NESTING) return undefined;
  const message = `macros such as \`map\` can be nested ${MAX_NESTING} deep, and this is one more`;
  return { code: 'BW4008', message, start: node.start, end: node.end };
}

function checkPattern({ node }: Visit, text: string): Finding | undefined {
  const call = callOf(node);
  const [argument] = call?.args ?? [];
  if (call?.name !== 'matches' || call.receiver === undefined || argument === undefined) return undefined;
  const pattern = textOfLiteral(argument);
  if (pattern === undefined) {
    const message = '`matches` takes a pattern that is written here as text, not one that is computed';
    return { code: 'BW4009', message, start: argument.start, end: argument.end };
  }
  const compiled = compilePattern(pattern);
  if ('regexp' in compiled) return undefined;
  // Escapes make the literal longer than the pattern; then the whole literal is the place.
  const inside = text.slice(argument.start, argument.end).indexOf(pattern);
  const start = argument.start + Math.max(inside, 0);
  const span =
    inside === -1
      ? { start, end: argument.end }
      : { start: start + compiled.start, end: start + compiled.end };
  return { code: 'BW4009', message: compiled.message, ...span };
}

function checkNumbers({ node }: Visit): Finding | undefined {
  const { op, args, start, end } = node;
  if (op === 'value' && typeof args === 'bigint' && args > BigInt(Number.MAX_SAFE_INTEGER)) {
    return { code: 'BW4013', message: `the whole number ${args} is beyond 2^53 - 1`, start, end };
  }
  if (op !== '/' && op !== '%') return undefined;
  const [, divisor] = operandsOf(node);
  if (divisor.op !== 'value' || (divisor.args !== 0n && divisor.args !== 0)) return undefined;
  return { code: 'BW4012', message: 'this divides by zero', start: divisor.start, end: divisor.end };
}

function syntaxFinding(error: unknown, text: string): Finding {
  if (!isCelError(error)) {
    // Only JavaScript's own limit on recursion is expected here.
    if (!(error instanceof RangeError)) throw error;
    return { code: 'BW4008', message: 'the expression is nested too deeply', start: 0, end: text.length };
  }
  const span = placed(error.range, text);
  if (error.code === 'limit_exceeded') {
    const message = `the expression is too large: it may have ${MAX_NODES} parts, and brackets 250 deep`;
    return { code: 'BW4008', message, ...span };
  }
  const message = syntaxInPlainWords(error.summary) ?? inPlainWords(error) ?? lowerFirst(error.summary);
  const fix = fixForSyntax(text);
  return { code: 'BW4001', message, ...span, ...(fix === undefined ? {} : { fix }) };
}

function typeFinding(error: unknown, root: SyntaxNode, text: string): Finding {
  if (!isCelError(error)) throw error;
  const span = placed(error.range, text);
  const { hint, fix } = adviseOnType(error.code, error.range ?? span, root, text);
  const message = inPlainWords(error) ?? lowerFirst(error.summary);
  return {
    code: 'BW4004',
    message,
    ...span,
    ...(hint === undefined ? {} : { hint }),
    ...(fix === undefined ? {} : { fix }),
  };
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}

/** The place of an error, at least one character wide and inside the text. */
function placed(range: Span | undefined, text: string): Span {
  const { start, end } = range ?? { start: 0, end: text.length };
  const from = Math.max(0, Math.min(start, text.length - 1));
  return { start: from, end: Math.max(from + 1, Math.min(end, text.length)) };
}
