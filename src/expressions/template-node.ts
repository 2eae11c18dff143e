import { BackworksError, type ErrorCode } from '../base/errors.ts';
import { isMap } from './equality.ts';
import { type CompiledExpression, compileOrThrow } from './expression.ts';
import { escaped, jsonOf, textOf } from './format.ts';
import type { RequestContext } from './request-context.ts';
import { type Stencil, StencilBuilder } from './stencil.ts';
import { parseTemplate } from './template-parts.ts';
import type { TypedNames } from './typed-names.ts';

/** A text as it is, or its parts: texts and expressions in turn. */
type TextParts = readonly (string | CompiledExpression)[];

/** A value, split into what never changes and what each exchange fills in. */
export type Node =
  | { readonly kind: 'static'; readonly value: unknown }
  | { readonly kind: 'text'; readonly parts: TextParts }
  | { readonly kind: 'list'; readonly elements: readonly Node[] }
  | { readonly kind: 'map'; readonly members: readonly (readonly [string, Node])[] };

/** @throws BackworksError with the code of the first mistake in its texts */
export function toNode(value: unknown, typed: TypedNames): Node {
  if (typeof value === 'string') return textNode(value, typed);
  if (Array.isArray(value)) return listNode(value.map((element) => toNode(element, typed)));
  if (!isMap(value)) return { kind: 'static', value };
  return mapNode(Object.entries(value).map(([key, member]) => [key, toNode(member, typed)] as const));
}

function textNode(text: string, typed: TypedNames): Node {
  if (!text.includes('${')) return { kind: 'static', value: text };
  const { parts, problems } = parseTemplate(text);
  const [problem] = problems;
  if (problem !== undefined) throw new BackworksError(problem.code as ErrorCode, problem.message);
  const filled = parts.map((part) => {
    if (part.kind === 'text') return part.text;
    return part.kind === 'expression' ? compileOrThrow(part.text, typed) : text.slice(part.start, part.end);
  });
  const fixed = filled.every((part) => typeof part === 'string');
  return fixed ? { kind: 'static', value: filled.join('') } : { kind: 'text', parts: filled };
}

function listNode(elements: readonly Node[]): Node {
  const values = elements.map((element) => (element.kind === 'static' ? element.value : NOTHING));
  return values.includes(NOTHING) ? { kind: 'list', elements } : { kind: 'static', value: values };
}

function mapNode(members: readonly (readonly [string, Node])[]): Node {
  const values = members.map(([key, node]) => [key, node.kind === 'static' ? node.value : NOTHING] as const);
  const open = values.some(([, value]) => value === NOTHING);
  return open ? { kind: 'map', members } : { kind: 'static', value: Object.fromEntries(values) };
}

/** Stands for a value that is known only when an exchange is there. */
const NOTHING = Symbol('nothing');

export function expressionsOf(node: Node): CompiledExpression[] {
  switch (node.kind) {
    case 'static':
      return [];
    case 'text':
      return node.parts.filter((part) => typeof part !== 'string');
    case 'list':
      return node.elements.flatMap(expressionsOf);
    case 'map':
      return node.members.flatMap(([, member]) => expressionsOf(member));
  }
}

/** The expression when it is all of the text, so that its value keeps its type. */
function wholeOf([first, second]: TextParts): CompiledExpression | undefined {
  return second === undefined && typeof first !== 'string' ? first : undefined;
}

/** @throws BackworksError BW4xxx */
export function renderNode(node: Node, context: RequestContext): unknown {
  switch (node.kind) {
    case 'static':
      return node.value;
    case 'list':
      return node.elements.map((element) => renderNode(element, context));
    case 'map':
      return Object.fromEntries(node.members.map(([key, member]) => [key, renderNode(member, context)]));
    case 'text': {
      const whole = wholeOf(node.parts);
      if (whole !== undefined) return whole.evaluateIn(context);
      return node.parts
        .map((part) => (typeof part === 'string' ? part : textOf(part.evaluateIn(context))))
        .join('');
    }
  }
}

/** The text the node makes. */
export function textStencil(node: Node): Stencil {
  const builder = new StencilBuilder();
  if (node.kind === 'static') builder.add(textOf(node.value));
  else if (node.kind === 'text') writeText(node.parts, builder);
  else writeJson(node, builder);
  return builder.build();
}

/** The JSON the node makes. */
export function jsonStencil(node: Node): Stencil {
  const builder = new StencilBuilder();
  writeJson(node, builder);
  return builder.build();
}

function writeText(parts: TextParts, builder: StencilBuilder): void {
  for (const part of parts) {
    if (typeof part === 'string') builder.add(part);
    else builder.addHole(part, textOf);
  }
}

function writeJson(node: Node, builder: StencilBuilder): void {
  switch (node.kind) {
    case 'static':
      builder.add(jsonOf(node.value));
      break;
    case 'text':
      writeJsonText(node.parts, builder);
      break;
    case 'list':
      writeJoined('[', node.elements, ']', builder, (element) => writeJson(element, builder));
      break;
    case 'map':
      writeJoined('{', node.members.filter(isWritten), '}', builder, ([key, member]) => {
        builder.add(`${JSON.stringify(key)}:`);
        writeJson(member, builder);
      });
  }
}

/** JSON leaves out members without a value. */
function isWritten([, member]: readonly [string, Node]): boolean {
  return member.kind !== 'static' || JSON.stringify(member.value) !== undefined;
}

function writeJsonText(parts: TextParts, builder: StencilBuilder): void {
  const whole = wholeOf(parts);
  if (whole !== undefined) {
    builder.addHole(whole, jsonOf);
    return;
  }
  builder.add('"');
  for (const part of parts) {
    if (typeof part === 'string') builder.add(JSON.stringify(part).slice(1, -1));
    else builder.addHole(part, (value) => escaped(textOf(value)));
  }
  builder.add('"');
}

function writeJoined<Item>(
  open: string,
  items: readonly Item[],
  close: string,
  builder: StencilBuilder,
  write: (item: Item) => void,
): void {
  builder.add(open);
  for (const [index, item] of items.entries()) {
    if (index > 0) builder.add(',');
    write(item);
  }
  builder.add(close);
}
