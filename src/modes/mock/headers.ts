import type { Exchange } from '../../contracts/exchange.ts';
import type { CompileContext } from '../../contracts/mode.ts';
import type { RawHeaders } from '../../contracts/sink.ts';
import { prepareLines, renderLine } from '../header-lines.ts';
import type { Content, MockBody } from './body.ts';
import { isBodiless } from './check.ts';
import type { MockBlock } from './schema.ts';

export interface MockHeaders {
  /** Whether a template reads the request's body. */
  readonly readsBody: boolean;
  render(exchange: Exchange, content: Content): RawHeaders;
}

/** Prepares the answer's headers; those that never change are one array, made once. */
export async function prepareHeaders(
  mock: MockBlock,
  body: MockBody,
  context: CompileContext,
): Promise<MockHeaders> {
  // What answers must not keep the context alive, which knows the whole configuration.
  const { scope } = context;
  const lines = await prepareLines(fieldsOf(mock, body), context);
  const fixed = lines.flatMap(({ name, value }) =>
    value.staticText === undefined ? [] : [name, value.staticText],
  );
  const dynamic = lines.filter(({ value }) => !value.isStatic);
  const lengthOf = isBodiless(mock.status ?? 200) ? () => [] : lengthLine;
  if (dynamic.length === 0 && body.fixed !== undefined) {
    const all = [...fixed, ...lengthOf(body.fixed.content)];
    return { readsBody: false, render: () => all };
  }
  return {
    readsBody: dynamic.some(({ value }) => value.reads.has('body')),
    render: (exchange, content) => {
      const all = fixed.concat(lengthOf(content));
      for (const line of dynamic) all.push(line.name, renderLine(line, exchange, scope));
      return all;
    },
  };
}

function fieldsOf(mock: MockBlock, { contentType }: MockBody): [string, unknown][] {
  const given = Object.entries(mock.headers ?? {});
  const hasType = contentType === undefined || given.some(([name]) => name.toLowerCase() === 'content-type');
  return hasType ? given : [['content-type', contentType], ...given];
}

function lengthLine(content: Content): string[] {
  const length = typeof content === 'string' ? Buffer.byteLength(content) : (content?.length ?? 0);
  return ['content-length', String(length)];
}
