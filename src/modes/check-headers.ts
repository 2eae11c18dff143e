import { isFieldValue, isFramingField } from '../base/field-value.ts';
import type { ModeFinding } from '../contracts/mode.ts';

/** `headers:` of a block, as its schema lets them through. */
type Headers = Readonly<Record<string, unknown>>;

/**
 * What is wrong with the headers of a block.
 *
 * @param hintFor says, for a name in lower case that cannot be set there, where its value comes from
 */
export function* checkHeaders(
  headers: Headers = {},
  hintFor: (name: string) => string | undefined,
): Generator<ModeFinding> {
  for (const [name, values] of Object.entries(headers)) {
    const at = ['headers', name];
    if ([values].flat().some((value) => !isFieldValue(String(value)))) {
      yield {
        code: 'BW3104',
        message: `the value of \`${name}\` has characters that no header can carry`,
        at,
        hint: 'keep to one line of printable Latin-1 characters; encode others, for example with percent signs',
      };
    }
    const hint = hintFor(name.toLowerCase());
    if (hint !== undefined) {
      const message = `the header \`${name}\` is set by the server and cannot be set here`;
      yield { code: 'BW3103', message, at, mark: 'key', hint };
    }
  }
}

/** The hint for headers that follow from the message and the connection, and for others of the mode's own. */
export function computedFrom(
  source: string,
  others: ReadonlySet<string> = new Set(),
): (name: string) => string | undefined {
  const hint = `remove the line: the server computes it from ${source}`;
  return (name) => (isFramingField(name) || others.has(name) ? hint : undefined);
}
