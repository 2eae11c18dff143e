import { isMap } from './equality.ts';
import { NAMES } from './names.ts';
import type { RequestContext } from './request-context.ts';
import { memberOf, type SyntaxNode } from './syntax.ts';

/**
 * Reads a value without cel-js, or gives undefined when that is not plainly possible, be it that
 * something is missing or unusual: cel-js then gives the answer, or the error.
 */
export type PlainRead = (context: RequestContext) => unknown;

/** A reader for expressions that are a name and members of it, such as `path.id`; most are. */
export function plainReadOf(root: SyntaxNode): PlainRead | undefined {
  const keys: string[] = [];
  let node = root;
  for (let member = memberOf(node); member !== undefined; member = memberOf(node)) {
    if (node.op === '.?') return undefined;
    keys.unshift(member.key);
    node = member.of;
  }
  const name = NAMES.find((known) => node.op === 'id' && known.name === node.args)?.name as
    | Exclude<keyof RequestContext, 'exchange'>
    | undefined;
  if (name === undefined) return undefined;
  const [key, ...others] = keys;
  if (key === undefined) return (context) => settled(context[name]);
  if (others.length > 0) return (context) => settled(follow(context[name], keys));
  return (context) => settled(member(context[name], key));
}

function follow(value: unknown, keys: readonly string[]): unknown {
  let current = value;
  for (const key of keys) current = member(current, key);
  return current;
}

function member(value: unknown, key: string): unknown {
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Only text and truth values, which are the same on both sides; numbers when they can leave. */
function settled(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' || typeof value === 'boolean' || value === null ? value : undefined;
}
