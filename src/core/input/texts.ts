import { pickFields, readFields } from '../../base/fields.ts';
import { toPointer } from '../../base/json-pointer.ts';
import type { SchemaBundle } from '../../base/schema-bundle.ts';
import { SchemaReader } from '../../base/schema-reader.ts';
import { textHeaders } from '../../base/text-headers.ts';
import type { Exchange } from '../../contracts/exchange.ts';
import type { Mismatch } from './schema-errors.ts';
import { prepareTexts } from './validate.ts';

/** The parts of a request that are texts by their names. */
export type TextPart = 'params' | 'query' | 'headers';

type Values = Record<string, unknown>;

/** The texts of one part as values, or what is wrong with them. */
export type TakeTexts = (exchange: Exchange) => {
  readonly values: Values;
  readonly mismatches: readonly Mismatch[];
};

/** Prepares one part: its texts are taken for what the schema says. */
export async function prepareTextPart(part: TextPart, bundle: SchemaBundle): Promise<TakeTexts> {
  const reader = new SchemaReader(bundle);
  const validate = await prepareTexts(bundle);
  const wantsList = (name: string) => reader.takesList(name);
  return (exchange) => {
    const texts = TEXTS[part](exchange, wantsList);
    const values = copyOf(texts);
    const mismatches = validate(values);
    return { values, mismatches: mismatches.length > 0 ? mismatches : [...notNumbers(texts, values)] };
  };
}

const TEXTS: Readonly<
  Record<TextPart, (exchange: Exchange, wantsList: (name: string) => boolean) => Values>
> = {
  params: ({ params }) => params,
  query: ({ search }, wantsList) => pickFields(readFields(search), wantsList),
  headers: ({ headers }, wantsList) => {
    const texts: Values = { ...textHeaders(headers) };
    for (const name in texts) if (wantsList(name)) texts[name] = String(texts[name]).split(/[ \t]*,[ \t]*/);
    return texts;
  },
};

/** The validator changes values in their place, those in lists, too. */
function copyOf(texts: Values): Values {
  const copy = { ...texts };
  for (const name in copy) if (Array.isArray(copy[name])) copy[name] = [...copy[name]];
  return copy;
}

/** A number as JSON writes it, perhaps with zeros before it. */
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** JavaScript takes more texts for numbers than people do, such as `0x10`, and rounds large ones without a word. */
function* notNumbers(texts: Values, values: Values): Generator<Mismatch> {
  for (const name of Object.keys(texts)) {
    const [before, after] = [[texts[name]].flat(), [values[name]].flat()];
    for (const [index, value] of after.entries()) {
      if (typeof value !== 'number') continue;
      const pointer = toPointer(Array.isArray(values[name]) ? [name, index] : [name]);
      const problem = problemOf(String(before[index]), value);
      if (problem !== undefined) yield { pointer, message: problem };
    }
  }
}

function problemOf(text: string, value: number): string | undefined {
  if (!NUMBER.test(text)) return 'must be a number';
  const isExact = Number.isSafeInteger(value) || !/^-?\d+$/.test(text);
  return isExact && Number.isFinite(value) ? undefined : 'must be at most 2^53 - 1';
}
