import type { Exchange } from '../../contracts/exchange.ts';
import type { CompileContext } from '../../contracts/mode.ts';
import type { RawHeaders } from '../../contracts/sink.ts';
import { prepareTemplate } from '../../expressions/prepare.ts';
import type { Template } from '../../expressions/template.ts';
import { type TypedNames, typedNamesOf } from '../../expressions/typed-names.ts';
import { renderHeader } from '../headers.ts';
import type { Content, MockBody } from './body.ts';
import { isBodiless } from './check.ts';
import type { MockBlock } from './schema.ts';

export interface MockHeaders {
  /** Whether a template reads the request's body. */
  readonly readsBody: boolean;
  render(exchange: Exchange, content: Content): RawHeaders;
}

interface Line {
  readonly name: string;
  readonly value: Template;
}

/** Prepares the answer's headers; those that never change are one array, made once. */
export async function prepareHeaders(
  mock: MockBlock,
  body: MockBody,
  { scope, endpoint }: CompileContext,
): Promise<MockHeaders> {
  const lines = await linesOf(mock, body, typedNamesOf(endpoint.request));
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
      for (const line of dynamic) all.push(line.name, renderHeader(line.name, line.value, exchange, scope));
      return all;
    },
  };
}

async function linesOf(mock: MockBlock, { contentType }: MockBody, typed: TypedNames): Promise<Line[]> {
  const given = Object.entries(mock.headers ?? {});
  const hasType = contentType === undefined || given.some(([name]) => name.toLowerCase() === 'content-type');
  const lines: Line[] = [];
  for (const [name, values] of hasType ? given : [['content-type', contentType] as const, ...given]) {
    for (const value of [values].flat()) {
      lines.push({ name, value: await prepareTemplate(String(value), typed) });
    }
  }
  return lines;
}

function lengthLine(content: Content): string[] {
  const length = typeof content === 'string' ? Buffer.byteLength(content) : (content?.length ?? 0);
  return ['content-length', String(length)];
}
