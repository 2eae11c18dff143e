import { BackworksError } from '../base/errors.ts';
import { isFieldValue } from '../base/field-value.ts';
import type { Exchange } from '../contracts/exchange.ts';
import type { ExpressionScope } from '../contracts/expression.ts';
import type { CompileContext } from '../contracts/mode.ts';
import { prepareTemplate } from '../expressions/prepare.ts';
import type { Template } from '../expressions/template.ts';
import { typedNamesOf } from '../expressions/typed-names.ts';

/** One header of a block's `headers:`; of a list each value has its own. */
export interface HeaderLine {
  readonly name: string;
  readonly value: Template;
}

export async function prepareLines(
  headers: Iterable<readonly [string, unknown]>,
  { endpoint }: CompileContext,
): Promise<HeaderLine[]> {
  const typed = typedNamesOf(endpoint.request);
  const lines: HeaderLine[] = [];
  for (const [name, values] of headers) {
    for (const value of [values].flat())
      lines.push({ name, value: await prepareTemplate(String(value), typed) });
  }
  return lines;
}

/**
 * The value of a line for one exchange.
 *
 * @throws BackworksError BW6601 for a text that no header can carry
 */
export function renderLine({ name, value }: HeaderLine, exchange: Exchange, scope: ExpressionScope): string {
  const text = value.renderText(exchange, scope);
  if (isFieldValue(text)) return text;
  throw new BackworksError(
    'BW6601',
    `the template of the header \`${name}\` gave characters no header can carry`,
  );
}
