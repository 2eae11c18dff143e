import { nearest } from '../base/suggest.ts';
import { celEnvironment } from './environment.ts';
import { bareType } from './plain-types.ts';
import type { Finding } from './problem.ts';
import { type Call, callOf, type Span, type Visit } from './syntax.ts';

/** Names that other languages have for functions of CEL. */
const FOREIGN_NAMES: Readonly<Record<string, string>> = {
  length: 'size',
  len: 'size',
  count: 'size',
  includes: 'contains',
  toLowerCase: 'lowerAscii',
  toUpperCase: 'upperAscii',
  lower: 'lowerAscii',
  upper: 'upperAscii',
  some: 'exists',
  any: 'exists',
  every: 'all',
  parseInt: 'int',
  parseFloat: 'double',
  str: 'string',
  toString: 'string',
  Number: 'double',
  String: 'string',
  Boolean: 'bool',
};

const definitions = celEnvironment.getDefinitions().functions;
const globals = new Set(
  definitions.filter(({ receiverType }) => receiverType === null).map(({ name }) => name),
);
const methods = new Set(
  definitions.filter(({ receiverType }) => receiverType !== null).map(({ name }) => name),
);

/** A call of a function that nobody knows; wrong operands are left to the type check. */
export function checkCall({ node }: Visit, text: string): Finding | undefined {
  const call = callOf(node);
  if (call === undefined) return undefined;
  const { name, receiver } = call;
  const [known, other] = receiver === undefined ? [globals, methods] : [methods, globals];
  if (known.has(name)) return undefined;
  const start = receiver === undefined ? node.start : text.indexOf(name, receiver.end);
  const place = { start, end: start + name.length };
  const kind = receiver === undefined ? 'function' : 'method';
  const finding = { code: 'BW4003', message: `there is no ${kind} \`${name}\``, ...place } as const;
  if (other.has(name)) {
    return { ...finding, hint: receiver === undefined ? `write x.${name}(...)` : `write ${name}(x, ...)` };
  }
  const foreign = Object.hasOwn(FOREIGN_NAMES, name) ? FOREIGN_NAMES[name] : undefined;
  const replace = foreign ?? nearest(name, known);
  if (replace === undefined) return finding;
  if (!known.has(replace)) return { ...finding, hint: `write ${replace}(x)` };
  return { ...finding, fix: { text: `did you mean \`${replace}\`?`, ...place, replace } };
}

/** A function that is named but not called. */
export function checkMissingBrackets(name: string, { start, end }: Span): Finding | undefined {
  if (!globals.has(name)) return undefined;
  const finding = {
    code: 'BW4002',
    message: `\`${name}\` is a function, which is called with brackets`,
    start,
    end,
  } as const;
  const takesNothing = definitions.some(
    (one) => one.name === name && one.receiverType === null && one.params.length === 0,
  );
  if (!takesNothing) return { ...finding, hint: `write ${name}(x)` };
  return { ...finding, fix: { text: `did you mean \`${name}()\`?`, start: end, end, replace: '()' } };
}

/** How a function may be called, in words: `text.substring(number, number)`. */
export function formsOf(call: Call): string[] {
  const isMethod = call.receiver !== undefined;
  const forms = definitions
    .filter(({ name, receiverType }) => name === call.name && (receiverType !== null) === isMethod)
    .map(({ receiverType, params }) => {
      const operands = params.map(({ type }) => bareType(type)).join(', ');
      return `${receiverType === null ? '' : `${bareType(receiverType)}.`}${call.name}(${operands})`;
    });
  return [...new Set(forms)];
}
