import { SCALAR_STYLE } from 'js-yaml';
import type { Span } from '../base/lines.ts';
import type { Node, ScalarNode } from './nodes.ts';

/**
 * The comments in a part of a text, each without its blanks. A `#` in a scalar of `node` is none; that behind
 * the indicator of a block scalar is one.
 */
export function commentsIn(text: string, { start, end }: Span, node: Node): string[] {
  const found: string[] = [];
  let at = start;
  for (const scalar of [...scalarsOf(node, text), { start: end, end }]) {
    // A comment needs a blank before it: the last character of what stands before counts.
    const gap = text.slice(at, scalar.start);
    for (const [, comment = ''] of gap.matchAll(COMMENT)) found.push(comment);
    at = Math.max(at, scalar.end);
  }
  return found;
}

const COMMENT = /(?<=^|\s)(#.*?)[ \t]*$/gm;

/** Scalars in the order they are written; block scalars without their indicators. */
function scalarsOf(node: Node, text: string): Span[] {
  if (node.kind === 'alias') return [];
  if (node.kind === 'scalar') return [contentOf(node, text)];
  if (node.kind === 'sequence') return node.items.flatMap((item) => scalarsOf(item, text));
  return [...node.entries, ...node.merges]
    .flatMap(({ key, value }) => [...scalarsOf(key, text), ...scalarsOf(value, text)])
    .sort((a, b) => a.start - b.start);
}

function contentOf({ start, end, event: { style } }: ScalarNode, text: string): Span {
  if (style !== SCALAR_STYLE.LITERAL_BLOCK && style !== SCALAR_STYLE.FOLDED_BLOCK) return { start, end };
  const head = text.slice(start, end).search(/[\r\n]/);
  return { start: head === -1 ? end : start + head, end };
}
