import type { Path } from '../base/json-pointer.ts';
import { parseDuration } from '../base/units.ts';
import { writeFlow } from '../base/yaml-text.ts';
import type { ExplainContext } from './check.ts';
import { replaceValue } from './edits.ts';
import type { ShapeError } from './generated/validate.js';
import { placeName } from './place-name.ts';
import type { Problem } from './problem.ts';
import type { Shape } from './shape.ts';

interface Quantity {
  readonly name: string;
  readonly samples: string;
  /** Units a bare number could have, the likeliest first. */
  readonly readings: readonly string[];
  /** Longer spellings people use, and the unit each one is. */
  readonly spellings: Readonly<Record<string, string>>;
}

/** What a number with a unit measures, by the format of its schema. */
export const QUANTITIES: Readonly<Record<string, Quantity>> = {
  duration: {
    name: 'a duration',
    samples: '250ms, 30s, 5m, 1h or 30d',
    readings: ['ms', 's'],
    spellings: {
      millisecond: 'ms',
      milliseconds: 'ms',
      msec: 'ms',
      sec: 's',
      secs: 's',
      second: 's',
      seconds: 's',
      min: 'm',
      mins: 'm',
      minute: 'm',
      minutes: 'm',
      hour: 'h',
      hours: 'h',
      day: 'd',
      days: 'd',
      ms: 'ms',
      s: 's',
      m: 'm',
      h: 'h',
      d: 'd',
    },
  },
  size: {
    name: 'a size',
    samples: '512b, 64kb or 1mb',
    readings: ['b', 'kb'],
    spellings: {
      byte: 'b',
      bytes: 'b',
      k: 'kb',
      m: 'mb',
      g: 'gb',
      kib: 'kb',
      mib: 'mb',
      gib: 'gb',
      b: 'b',
      kb: 'kb',
      mb: 'mb',
      gb: 'gb',
    },
  },
};

/** Explains texts that do not have the form that is asked for, and lists that do not. */
export function explainForm(error: ShapeError, path: Path, context: ExplainContext): Problem {
  const { document } = context;
  const name = placeName(path, document);
  if (error.propertyName !== undefined) {
    return document.problem('BW2006', `\`${error.propertyName}\` is no header name`, path, {
      mark: 'key',
      hint: HEADER_NAME,
    });
  }
  const shape = context.shapeAt(path);
  if (error.keyword === 'minLength') {
    return document.problem('BW2006', `${name} is empty`, path, { hint: sampleOf('some text', shape) });
  }
  if (error.keyword === 'minItems') {
    return document.problem('BW2006', `the list ${name} is empty`, path, {
      hint: sampleOf('at least one', shape),
    });
  }
  if (error.keyword === 'uniqueItems') {
    const again = Math.max(Number(error.params.i), Number(error.params.j));
    return document.problem('BW2006', `${name} has the same item twice`, [...path, again], {
      hint: 'keep one of the two',
    });
  }
  return explainQuantity(path, shape?.schema.format ?? '', context);
}

/** The form of all the names that schemas have a pattern for (RFC 9110, section 5.1, says which other signs there are). */
const HEADER_NAME = 'a header name has letters, digits and `-`, such as `x-api-key`';

/** What to write where nothing stands, with the schema's own example. */
function sampleOf(wanted: string, shape: Shape | undefined): string {
  const [example] = shape?.schema.examples ?? [];
  return example === undefined ? `write ${wanted}` : `write ${wanted}, such as \`${writeFlow(example)}\``;
}

function explainQuantity(path: Path, format: string, context: ExplainContext): Problem {
  const { document } = context;
  const quantity = QUANTITIES[format];
  const source = document.excerptOf(path);
  if (quantity === undefined) {
    const isEmpty = document.valueAt(path) === '';
    const message = isEmpty ? `${placeName(path, document)} is empty` : `\`${source}\` is no header name`;
    return document.problem('BW2006', message, path, { hint: HEADER_NAME });
  }
  const given = document.valueAt(path);
  if (typeof given === 'string' && /^\d+(\.\d+)?$/.test(given))
    return explainUnit(path, given, format, context);
  const meant = typeof given === 'string' ? (respelt(given, quantity) ?? summedUp(given, format)) : undefined;
  return document.problem('BW2006', `\`${source}\` is not ${quantity.name}`, path, {
    label: `expected ${quantity.name} such as ${quantity.samples}`,
    edits: meant === undefined ? [] : replaceValue(document, path, meant, `write \`${meant}\``),
  });
}

/** A number without a unit could mean several things: all readings are named, one edit for each. */
export function explainUnit(
  path: Path,
  number: string,
  format: string,
  { document }: ExplainContext,
): Problem {
  const quantity = QUANTITIES[format];
  const readings = (quantity?.readings ?? []).map((unit) => number + unit);
  return document.problem('BW2007', `\`${path.at(-1)}\` needs a unit: ${readings.join(' or ')}?`, path, {
    label: `expected ${quantity?.name ?? format} such as ${readings.join(' or ')}`,
    edits: readings.flatMap((text) => replaceValue(document, path, text, `write \`${text}\``)),
  });
}

const UNITS = ['d', 'h', 'm', 's', 'ms'] as const;

/** A duration of several units, such as `1m30s`, in the largest one that gives a whole number: `90s`. */
function summedUp(text: string, format: string): string | undefined {
  const parts = text.match(/\d+(?:\.\d+)?\s*(?:ms|[smhd])/g) ?? [];
  const isWhole = parts.join('') === text.replace(/^\s+|\s+$|(?<=[a-z])\s+/g, '');
  if (format !== 'duration' || parts.length < 2 || !isWhole) return undefined;
  const total = parts.reduce((sum, part) => sum + parseDuration(part.replace(/\s/g, '')), 0);
  const unit = UNITS.find((one) => total % parseDuration(`1${one}`) === 0);
  return unit === undefined ? undefined : `${total / parseDuration(`1${unit}`)}${unit}`;
}

function respelt(text: string, { spellings }: Quantity): string | undefined {
  const [, number, unit] = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-z]+)\s*$/.exec(text) ?? [];
  const known = spellings[unit?.toLowerCase() ?? ''];
  return known === undefined || number === undefined ? undefined : number + known;
}
