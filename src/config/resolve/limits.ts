import type { Path } from '../../base/json-pointer.ts';
import { parseDuration, parseSize } from '../../base/units.ts';
import type { ConfigDocument } from '../document.ts';
import { replaceValue } from '../edits.ts';
import { isMapping } from '../mapping.ts';
import type { Problem } from '../problem.ts';
import type { SchemaNode } from '../schema/compose.ts';
import { shapeOf } from '../shape.ts';

/** Checks durations and sizes below a key against what the schema says about the least and the most of them. */
export function checkLimits(
  value: unknown,
  path: Path,
  schema: SchemaNode | undefined,
  document: ConfigDocument,
): Problem[] {
  if (schema === undefined) return [];
  if (typeof value === 'string') return checkQuantity(value, path, schema, document);
  if (!isMapping(value)) return [];
  const shape = shapeOf(schema);
  return Object.keys(value).flatMap((key) =>
    checkLimits(value[key], [...path, key], shape.property(key)?.schema, document),
  );
}

const PARSERS: Readonly<Record<string, (text: string) => number>> = {
  duration: parseDuration,
  size: parseSize,
};

function checkQuantity(text: string, path: Path, schema: SchemaNode, document: ConfigDocument): Problem[] {
  const { format = '', 'x-minimum': least, 'x-maximum': most } = schema;
  const parse = PARSERS[format];
  if (parse === undefined) return [];
  const amount = parse(text);
  if (least !== undefined && amount < parse(least)) return [outside('least', least)];
  if (most !== undefined && amount > parse(most)) return [outside('most', most)];
  return [];

  function outside(side: 'least' | 'most', limit: string): Problem {
    const shown = sameUnit(limit, text, parse as (text: string) => number);
    const edits = replaceValue(document, path, shown, `write \`${shown}\``);
    return document.problem('BW2005', `\`${path.at(-1)}\` must be at ${side} ${shown}`, path, {
      label: `expected at ${side} ${shown}`,
      edits,
    });
  }
}

/** The limit in the unit of what was written, where it is a whole number of them. */
function sameUnit(limit: string, written: string, parse: (text: string) => number): string {
  const unit = /[a-z]+$/.exec(written)?.[0] ?? '';
  const count = parse(limit) / parse(`1${unit}`);
  return Number.isInteger(count) ? `${count}${unit}` : limit;
}
