import { describe, expect, it } from 'vitest';
import { manifestOf } from '../../../test/support/plugin-inspector.ts';
import { ConfigDocument } from '../document.ts';
import { resolveEndpoints } from '../resolve/endpoints.ts';
import { parseYaml } from '../yaml.ts';
import { listPlugins } from './entry.ts';
import { checkHandlers } from './handlers.ts';

const PLUGINS = 'plugins: { shop: {}, empty: {}, off: { enabled: false }, broken: {} }\n';

/** What is wrong with an endpoint that has this block, as `code what it marks: message [edit]`. */
function found(block: string): string[] {
  const text = `${PLUGINS}endpoints: { /a: { plugin: ${block} } }\n`;
  const { parsed } = parseYaml(text);
  if (parsed === undefined) throw new Error('the sample is no YAML');
  const document = ConfigDocument.of(text, parsed);
  const { endpoints } = resolveEndpoints(document.valueAt(['endpoints']), document);
  const listed = listPlugins(document.valueAt(['plugins']), document);
  const price = { name: 'price', reads: 'head' as const };
  const plugins = [
    { entry: { name: 'shop' }, manifest: manifestOf('shop', { handlers: [price] }) },
    { entry: { name: 'empty' }, manifest: manifestOf('empty') },
  ];
  const problems = checkHandlers(endpoints, { document, listed, plugins });
  return problems.map(({ code, message, span, label, edits = [] }) => {
    const said = [label, ...edits.map((edit) => edit.text)].filter((one) => one !== undefined);
    return `${code} ${text.slice(span.start, span.end)}: ${message} [${said.join('; ')}]`;
  });
}

describe('a handler (BW3417)', () => {
  it.each([
    ['{ name: shop, handler: price }', []],
    [
      '{ name: shop, handler: prise }',
      ['BW3417 prise: the plugin has no handler prise [expected one of: price; did you mean `price`?]'],
    ],
    [
      '{ name: empty, handler: price }',
      ['BW3417 price: the plugin has no handler price [the plugin has none]'],
    ],
    [
      '{ name: shpo, handler: price }',
      ['BW3410 shpo: `plugins:` of the file lists no shpo [did you mean `shop`?]'],
    ],
    ['{ name: zz, handler: price }', ['BW3410 zz: `plugins:` of the file lists no zz []']],
    ['{ name: off, handler: price }', ['BW3410 off: the plugin is disabled, so nothing answers here []']],
    ['{ name: broken, handler: price }', []],
    ['{ name: shop }', []],
    ['{ handler: price }', []],
    ['5', []],
  ])('of an endpoint is one that an enabled plugin has: %s', (block, expected) => {
    expect(found(block)).toEqual(expected);
  });
});
