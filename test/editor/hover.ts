import { expect, it } from 'vitest';
import type { SchemaNode } from '../../src/config/schema/compose.ts';
import { modes } from '../../src/modes/index.ts';
import type { LanguageServer } from './language-server.ts';
import { fileWith, keysOf, sampleOf } from './schema-keys.ts';
import { open, schema } from './workbench.ts';

const keys = keysOf(schema).map((key) => ({ ...key, name: key.path.join('.') }));

/** Markdown as people read it. */
const plain = (markdown: string) => markdown.replace(/\\([\\`*_{}[\]#+!])/g, '$1');

/** What the text over a key says. */
async function hoverOver(server: LanguageServer, path: readonly string[], value: string): Promise<string> {
  const key = path.at(-1) ?? '';
  const text = fileWith(path, value);
  const at = text.lastIndexOf(`${key}:`);
  const { document, cursor } = open(server, `${text.slice(0, at)}¦${text.slice(at)}`);
  return plain(await document.hover(cursor));
}

/** Every scalar in an example. */
function scalarsIn(example: unknown): string[] {
  if (typeof example !== 'object' || example === null) return [String(example)];
  return Object.entries(example).flatMap(([key, inner]) => [
    ...(Array.isArray(example) ? [] : [key]),
    ...scalarsIn(inner),
  ]);
}

function expectExplained(text: string, { description, default: usual, examples = [] }: SchemaNode): void {
  expect(description).toBeDefined();
  expect(text).toContain(description);
  if (usual !== undefined) {
    expect(text).toContain(`Default: \`${typeof usual === 'string' ? usual : JSON.stringify(usual)}\``);
  }
  for (const scalar of examples.flatMap(scalarsIn)) expect(text).toContain(scalar);
}

export function hover(editor: () => LanguageServer): void {
  it.each(keys)('explains $name', async ({ path, node }) => {
    const text = await hoverOver(editor(), path, JSON.stringify(sampleOf(node)));
    expect(text).toMatch(new RegExp(`^#### ${path.at(-1)} \\(`));
    expectExplained(text, node);
  });

  it.each(keys.filter(({ path: [top = ''] }) => !['extends', 'include', 'environments'].includes(top)))(
    'explains $name in an environment',
    async ({ path, node }) => {
      const inside = ['environments', 'production', ...path];
      expectExplained(await hoverOver(editor(), inside, JSON.stringify(sampleOf(node))), node);
    },
  );

  it('explains the key of an endpoint and the name of an environment', async () => {
    const endpoint = await hoverOver(editor(), ['endpoints', 'GET /a'], '{ mock: {} }');
    expect(endpoint).toContain('its key says which requests it answers');
    const environment = await hoverOver(editor(), ['environments', 'production'], '{ name: a }');
    expect(environment).toContain('Settings of one environment');
  });

  it('tells what each mode does where one is chosen', async () => {
    const text = await hoverOver(editor(), ['mode'], modes[0]?.name ?? '');
    for (const { name, schema: block } of modes) {
      expect(text).toContain(`* \`${name}\`: ${(block as SchemaNode).description}`);
    }
  });

  it('explains a key in a flow mapping', async () => {
    const { document, cursor } = open(editor(), 'server: { po¦rt: 4000 }\n');
    expect(await document.hover(cursor)).toContain('Port to listen on');
  });

  it('explains a key behind a merge key and in an anchor', async () => {
    const text = 'x-a: &a { port: 1 }\nserver:\n  <<: *a\n  ho¦st: localhost\n';
    const { document, cursor } = open(editor(), text);
    expect(await document.hover(cursor)).toContain('Address to listen on');
  });
}
