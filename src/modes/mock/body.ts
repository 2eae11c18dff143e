import { extname } from 'node:path';
import type { Exchange } from '../../contracts/exchange.ts';
import type { CompileContext } from '../../contracts/mode.ts';
import { prepareTemplate } from '../../expressions/prepare.ts';
import { typedNamesOf } from '../../expressions/typed-names.ts';
import type { MockBlock } from './schema.ts';

/** What the client receives, or undefined when the answer has no body. */
export type Content = string | Buffer | undefined;

export interface MockBody {
  readonly contentType: string | undefined;
  /** The same object for every exchange when the body never changes. */
  readonly fixed: { readonly content: Content } | undefined;
  readonly readsBody: boolean;
  render(exchange: Exchange): Content;
}

/** From this size on Node sends a Buffer faster than a string (docs/decisions, bench mock-static). */
const BUFFER_FROM = 16 * 1024;

/** Prepares the answer's body from `body`, `text` or `file`. */
export async function prepareBody(mock: MockBlock, context: CompileContext): Promise<MockBody> {
  if (mock.file !== undefined) {
    return fixedBody(await context.readFile(mock.file), await contentTypeOf(mock.file));
  }
  if (mock.text !== undefined) return textBody(mock.text, context);
  if (mock.body !== undefined) return jsonBody(mock.body, context);
  return fixedBody(undefined, undefined);
}

async function contentTypeOf(file: string): Promise<string> {
  const { lookup } = await import('mrmime');
  const type = lookup(extname(file));
  if (type === undefined) return 'application/octet-stream';
  return type.startsWith('text/') ? `${type}; charset=utf-8` : type;
}

async function textBody(text: string, { scope, endpoint }: CompileContext): Promise<MockBody> {
  const contentType = 'text/plain; charset=utf-8';
  const template = await prepareTemplate(text, typedNamesOf(endpoint.request));
  const render = (exchange: Exchange) => template.renderText(exchange, scope);
  if (template.isStatic) return fixedBody(template.staticText, contentType);
  return { contentType, fixed: undefined, readsBody: template.reads.has('body'), render };
}

async function jsonBody(value: unknown, { scope, endpoint }: CompileContext): Promise<MockBody> {
  const contentType = 'application/json';
  const template = await prepareTemplate(value, typedNamesOf(endpoint.request));
  const render = (exchange: Exchange) => template.renderJson(exchange, scope);
  if (template.isStatic) return fixedBody(template.staticJson, contentType);
  return { contentType, fixed: undefined, readsBody: template.reads.has('body'), render };
}

function fixedBody(source: Content, contentType: string | undefined): MockBody {
  const large = typeof source === 'string' && Buffer.byteLength(source) >= BUFFER_FROM;
  const content = large ? Buffer.from(source) : source;
  return { contentType, fixed: { content }, readsBody: false, render: () => content };
}
