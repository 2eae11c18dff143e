import { formsOf } from './check-call.ts';
import { quoteText, withoutLiterals } from './lexical.ts';
import { NAMES, TEXT_MAPS } from './names.ts';
import type { Finding, Fix } from './problem.ts';
import { callOf, memberOf, operandsOf, type Span, type SyntaxNode, visit } from './syntax.ts';

/**
 * `x:-d` is how the environment's defaults are written, whose names are in upper case.
 * Undefined when the text is nothing of the kind.
 */
export function findShellDefault(text: string): Finding | undefined {
  const [, name = '', sign, rest = ''] = /^\s*([A-Za-z_][\w.]*)\s*:([-?])(.*)$/s.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const known = NAMES.some((other) => other.name === name.split('.')[0]);
  const replace = known ? `default(${name}, ${quoteText(rest)})` : `${name.toUpperCase()}:${sign}${rest}`;
  const finding = {
    code: 'BW4005',
    message: `\`:${sign}\` belongs to environment variables, whose names are in upper case; \`${name}\` is none`,
    start: 0,
    end: text.length,
  } as const;
  if ((known && sign === '?') || (!known && name.includes('.'))) return finding;
  return { ...finding, fix: { text: `write \${${replace}}`, start: 0, end: text.length, replace } };
}

const DASHED = new RegExp(`\\b(${TEXT_MAPS.join('|')})\\.(\\??)(\\w+(?:-\\w+)+)`, 'g');

/** `headers.x-a` reads as a subtraction, which text has not. */
export function findDashedKeys(text: string): Finding[] {
  if (!text.includes('-')) return [];
  return [...withoutLiterals(text).matchAll(DASHED)].map((match) => {
    const [whole, map = '', optional = '', written = ''] = match;
    const key = map === 'headers' ? written.toLowerCase() : written;
    const span = { start: match.index, end: match.index + whole.length };
    const replace = `${map}[${optional}${quoteText(key)}]`;
    const message = `\`${whole}\` is read as a subtraction; a name with "-" stands in brackets`;
    return { code: 'BW4001', message, ...span, fix: { text: `write ${replace}`, ...span, replace } };
  });
}

/** Operators of other languages, what CEL writes for them, and how to say so. */
const FOREIGN: readonly (readonly [RegExp, (match: RegExpExecArray, text: string) => Fix | undefined])[] = [
  [/===/, (match) => replaceMatch(match, '==')],
  [/!==/, (match) => replaceMatch(match, '!=')],
  [/(?<![=!<>])=(?!=)/, (match) => replaceMatch(match, '==')],
  [/(?<!&)&(?!&)|\band\b/i, (match) => replaceMatch(match, '&&')],
  [/(?<!\|)\|(?!\|)|\bor\b/i, (match) => replaceMatch(match, '||')],
  [/\bnot\s+/i, (match) => replaceMatch(match, '!')],
  [
    /\?\?/,
    (match, text) => {
      const after = text.slice(match.index + match[0].length).trim();
      const replace = `default(${text.slice(0, match.index).trim()}, ${after})`;
      return { text: `write ${replace}`, start: 0, end: text.length, replace };
    },
  ],
];

function replaceMatch(match: RegExpExecArray, replace: string): Fix {
  const text = `write \`${replace}\` instead of \`${match[0].trim()}\``;
  return { text, start: match.index, end: match.index + match[0].length, replace };
}

/** What somebody who knows another language meant by a text that is no CEL; the fix must be tried out. */
export function fixForSyntax(text: string): Fix | undefined {
  const bare = withoutLiterals(text);
  for (const [shape, fix] of FOREIGN) {
    const match = shape.exec(bare);
    if (match !== null) return fix(match, text);
  }
  return undefined;
}

/** How to mend what the type check refused; fixes must be tried out. */
export function adviseOnType(code: string, span: Span, root: SyntaxNode, text: string): Advice {
  const node = nodesOf(root).find(({ start, end }) => start === span.start && end === span.end) ?? root;
  const advise = ADVICE[code];
  return advise?.(node, root, text, span) ?? {};
}

export interface Advice {
  readonly hint?: string;
  readonly fix?: Fix;
}

type Advise = (node: SyntaxNode, root: SyntaxNode, text: string, span: Span) => Advice;

const ADVICE: Readonly<Record<string, Advise>> = {
  incompatible_ternary_branches(node, _root, text) {
    const [, then] = node.args as readonly SyntaxNode[];
    if (node.op !== '?:' || then === undefined) return {};
    const fix = replaceSpan(then, `dyn(${textOf(then, text)})`);
    return { hint: 'dyn() lets one result have either type', fix };
  },
  invalid_logical_operand(node, root, text) {
    if (node.op !== '||') return {};
    const chain = nodesOf(root).find((other) => other.op === '||' && other.start === node.start) ?? node;
    const fix = replaceSpan(chain, defaultChain(alternativesOf(chain), text));
    return { hint: '`||` joins true and false; default(x, y) replaces what is missing', fix };
  },
  no_such_overload(node, _root, text) {
    if (node.op === '==' || node.op === '!=') return adviseOnEquality(node, text);
    if (node.op === '+') return adviseOnSum(node, text);
    if (node.op === '!_') return adviseOnNegation(node, text);
    return { hint: 'convert one side with int(), double() or string()' };
  },
  no_matching_overload(node) {
    const call = callOf(node);
    const forms = call === undefined ? [] : formsOf(call);
    return forms.length === 0 ? {} : { hint: `it is called as ${forms.join(' or ')}` };
  },
  optional_expected(_node, root, text, span) {
    const found = nodesOf(root).find((one) => callOf(one)?.receiver?.end === span.end);
    const fix = found === undefined ? undefined : optionalAccess(found, text);
    return fix === undefined ? {} : { fix };
  },
  cannot_index_type(node) {
    if (node.op === '.' && (node.args as readonly unknown[])[1] === 'length')
      return { hint: 'write size(x) for a length' };
    return {};
  },
};

/** Only true and false have an opposite; other languages negate whatever may be missing or empty. */
function adviseOnNegation(node: SyntaxNode, text: string): Advice {
  const operand = node.args as SyntaxNode;
  const written = textOf(operand, text);
  const presence = memberOf(operand) === undefined ? '' : `write \`!has(${written})\` where it is missing, `;
  return {
    hint: `only true and false can be negated: ${presence}\`size(${written}) == 0\` where it is empty`,
  };
}

/** `query.?page.orValue(x)` for `query.page.orValue(x)`; a number becomes text where the value is one. */
function optionalAccess(node: SyntaxNode, text: string): Fix | undefined {
  const { receiver, args } = callOf(node) ?? { args: [] };
  const member = receiver === undefined ? undefined : memberOf(receiver);
  if (receiver === undefined || member === undefined || receiver.op === '.?') return undefined;
  const access = receiver.op === '[]' ? '[' : '.';
  const at = text.indexOf(access, member.of.end) + 1;
  const [argument] = args;
  const isText = member.of.op === 'id' && TEXT_MAPS.includes(member.of.args as string);
  const isNumber = argument?.op === 'value' && /^(?:bigint|number)$/.test(typeof argument.args);
  const rest =
    isText && isNumber
      ? `${text.slice(at, argument.start)}${quoteText(textOf(argument, text))}${text.slice(argument.end, node.end)}`
      : text.slice(at, node.end);
  return replaceSpan(node, `${text.slice(node.start, at)}?${rest}`);
}

/** Text is compared to text, and a number written in the expression can easily be one. */
function adviseOnEquality(node: SyntaxNode, text: string): Advice {
  const number = operandsOf(node).find(
    ({ op, args }) => op === 'value' && /^(?:bigint|number)$/.test(typeof args),
  );
  const hint = 'both sides need the same type: quote the literal, or convert with int() or string()';
  return number === undefined
    ? { hint }
    : { hint, fix: replaceSpan(number, quoteText(textOf(number, text))) };
}

function adviseOnSum(node: SyntaxNode, text: string): Advice {
  const number = operandsOf(node).find(({ op, args }) => op !== 'value' || typeof args !== 'string');
  const hint = 'convert one side with int(), double() or string()';
  return number === undefined
    ? { hint }
    : { hint, fix: replaceSpan(number, `string(${textOf(number, text)})`) };
}

function alternativesOf(node: SyntaxNode): SyntaxNode[] {
  return node.op === '||' ? operandsOf(node).flatMap(alternativesOf) : [node];
}

function defaultChain([first, ...rest]: readonly SyntaxNode[], text: string): string {
  if (first === undefined) return '';
  return rest.length === 0
    ? textOf(first, text)
    : `default(${textOf(first, text)}, ${defaultChain(rest, text)})`;
}

function nodesOf(root: SyntaxNode): SyntaxNode[] {
  return visit(root).map(({ node }) => node);
}

function textOf({ start, end }: Span, text: string): string {
  return text.slice(start, end);
}

function replaceSpan({ start, end }: Span, replace: string): Fix {
  return { text: `write ${replace}`, start, end, replace };
}
