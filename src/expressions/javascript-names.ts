import type { Finding } from './problem.ts';
import { callOf, memberOf, type SyntaxNode, type Visit } from './syntax.ts';

const REQUEST = 'the parts of a request are names of their own: method, path, query, headers, cookies, body';
const VARIABLE =
  'variables of the environment are written `${NAME}`, alone; inside of an expression read them from `vars:`';

/** Names of JavaScript and its servers, and what to write in CEL; none of them is a misspelt name of ours. */
const HINTS: ReadonlyMap<string, string> = new Map([
  ['Math', 'CEL has + - * / %, and int(x) cuts off a fraction'],
  ['JSON', 'json(x) gives a value as JSON; `body` is decoded already'],
  ['Date', 'now() is the current time, timestamp(text) reads one, and string(time) writes it in ISO 8601'],
  [
    'Object',
    'a map works as a list of its keys: `x.map(key, key)` lists them, and `name in x` looks for one',
  ],
  ['Array', 'a list is written `[1, 2]`; size(x) counts it, and x.map(one, ...) changes it'],
  ['Number', 'write int(x) or double(x)'],
  ['String', 'write string(x)'],
  ['process', VARIABLE],
  ['env', VARIABLE],
  ['console', 'expressions only give a value, they print nothing'],
  ['req', REQUEST],
  ['ctx', REQUEST],
  ['res', 'the answer is written beside the expression: `status:`, `headers:` and `body:`'],
]);

/** Finds an access such as `Math.floor(1)` or `req.query`, and explains it once as a whole. */
export function checkJavaScript({ node, bound }: Visit, text: string): Finding | undefined {
  const root = rootOf(node);
  const name = root.op === 'id' ? (root.args as string) : '';
  const hint = bound.has(name) ? undefined : HINTS.get(name);
  if (hint === undefined) return undefined;
  const { start, end } = root;
  const finding = { code: 'BW4002', message: `there is no \`${name}\` in CEL`, start, end } as const;
  const [, variable] = /^\s*(?:process\.)?env\.([A-Z_][A-Z0-9_]*)\s*$/.exec(text) ?? [];
  if (variable === undefined) return { ...finding, hint };
  const what = `write \${${variable}}`;
  return { ...finding, hint, fix: { text: what, start: 0, end: text.length, replace: variable } };
}

/** What the members and methods around it are of. */
function rootOf(node: SyntaxNode): SyntaxNode {
  const of = callOf(node)?.receiver ?? memberOf(node)?.of;
  return of === undefined ? node : rootOf(of);
}
