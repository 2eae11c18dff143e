import type { Path } from '../base/json-pointer.ts';
import { nearest } from '../base/suggest.ts';
import { writeScalar } from '../base/yaml-text.ts';
import type { ExplainContext } from './check.ts';
import { asGuess, insertKey, replaceValue } from './edits.ts';
import { explainForm } from './explain-form.ts';
import { explainUnknownKey } from './explain-key.ts';
import { explainType } from './explain-type.ts';
import type { ShapeError } from './generated/validate.js';
import { formsOf } from './kind.ts';
import { placeName } from './place-name.ts';
import type { Problem } from './problem.ts';
import type { Shape } from './shape.ts';

/** Turns one finding of the validator into a problem with its exact place, its cause and its fix. */
export function explainShape(error: ShapeError, path: Path, context: ExplainContext): Problem {
  switch (error.keyword) {
    case 'additionalProperties':
      return explainUnknownKey(path, context);
    case 'required':
      return explainMissingKey(path, context);
    case 'enum':
      return explainValue(error, path, context);
    case 'type':
    case 'anyOf':
      return explainType(path, context);
    case 'minimum':
    case 'maximum':
      return explainRange(path, context);
    default:
      return explainForm(error, path, context);
  }
}

function explainMissingKey(path: Path, { document, shapeAt, guesses }: ExplainContext): Problem {
  const parent = path.slice(0, -1);
  const key = String(path.at(-1));
  const shape = shapeAt(path);
  const sample: unknown = shape?.schema.examples?.[0] ?? shape?.schema.default ?? {};
  const edits = guesses ? asGuess(insertKey(document, parent, key, sample, `add \`${key}\``)) : [];
  const problem = document.problem('BW2002', `the key \`${key}\` is missing`, parent, { mark: 'key', edits });
  if (parent.length > 0) return { ...problem, path };
  return { ...problem, path, span: { start: problem.span.start, end: problem.span.start } };
}

function explainValue(error: ShapeError, path: Path, context: ExplainContext): Problem {
  const { document, value, guesses } = context;
  const allowed = Array.isArray(error.params.allowedValues) ? error.params.allowedValues.map(String) : [];
  const given = literalAt(path, document.valueAt(path), value);
  const meant = given === undefined || !guesses ? undefined : nearest(given, allowed);
  const shape = context.shapeAt(path);
  return document.problem('BW2003', `unknown ${nameOf(path)} \`${document.excerptOf(path)}\``, path, {
    label: `expected ${shape === undefined ? `one of: ${allowed.join(', ')}` : formsOf(shape)}`,
    edits:
      meant === undefined
        ? []
        : replaceValue(document, path, writeScalar(meant), `did you mean \`${meant}\`?`),
  });
}

/** The text at a path when it stands in the file as it is; a value from a variable is nobody's to see. */
function literalAt(path: Path, written: unknown, expanded: unknown): string | undefined {
  let value = expanded;
  for (const part of path) value = (value as Record<string | number, unknown> | undefined)?.[part];
  return typeof written === 'string' && written === value ? written : undefined;
}

function explainRange(path: Path, { document, shapeAt }: ExplainContext): Problem {
  const { minimum, maximum } = limitsOf(shapeAt(path));
  const limits =
    maximum === undefined
      ? `${minimum} or more`
      : minimum === undefined
        ? `${maximum} or less`
        : `from ${minimum} to ${maximum}`;
  return document.problem('BW2005', `${placeName(path, document)} must be ${limits}`, path, {
    label: `expected ${limits}`,
  });
}

function limitsOf(shape: Shape | undefined): { readonly minimum: unknown; readonly maximum: unknown } {
  return { minimum: shape?.schema.minimum, maximum: shape?.schema.maximum };
}

function nameOf(path: Path): string {
  return String(path.findLast((part) => typeof part === 'string') ?? 'file');
}
