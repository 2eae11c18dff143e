import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { DURATION_PATTERN, SIZE_PATTERN } from '../../src/base/units.ts';
import { composeSchema, type SchemaNode } from '../../src/config/schema/compose.ts';
import type { ModeDescriptor } from '../../src/contracts/mode.ts';
import { modes } from '../../src/modes/index.ts';
import type { LanguageServer } from './language-server.ts';
import { insertItem } from './snippet.ts';
import { root } from './workbench.ts';

type EditorSchema = (schema: SchemaNode, patterns: Readonly<Record<string, string>>) => unknown;

/** A mode nobody has written yet, with all that a schema may have. */
const later: ModeDescriptor = {
  name: 'later',
  summary: 'Answers one day.',
  schema: {
    type: 'object',
    title: 'later',
    description: 'Answers one day.',
    additionalProperties: false,
    required: ['target'],
    anyOf: [{ required: ['small'] }, { required: ['large'] }],
    examples: [{ target: 'http://127.0.0.1:9000/{id}', small: 'say "${path.id}"' }],
    properties: {
      target: { type: 'string', minLength: 1, description: 'Where to.', examples: ['http://127.0.0.1'] },
      small: { type: 'string', description: 'One way.' },
      large: { type: 'string', description: 'Another way.' },
      steps: {
        type: 'array',
        description: 'Several.',
        items: { type: 'object', required: ['do'], properties: { do: { type: 'string' } } },
      },
    },
  },
  check: () => [],
  load: () => Promise.reject(new Error('nobody has written it yet')),
};

/** One without examples. */
const bare: ModeDescriptor = {
  ...later,
  name: 'bare',
  schema: {
    type: 'object',
    title: 'bare',
    additionalProperties: false,
    required: ['wait'],
    properties: { wait: { type: 'string', format: 'duration', description: 'How long.', examples: ['5s'] } },
  },
};

const MODELINE = '# yaml-language-server: $schema=./later.json\n';

const endpoint = (block: string) => `endpoints:\n  GET /a: ${block}\n`;

const cases: readonly [name: string, text: string, marks: readonly string[]][] = [
  ['one form', endpoint('{ later: { target: a, small: b } }'), []],
  ['the other form', endpoint('{ later: { target: a, large: b } }'), []],
  ['a missing key', endpoint('{ later: { small: b } }'), ['Missing property "target".']],
  ['no form', endpoint('{ later: { target: a } }'), ['Missing property "small".']],
  [
    'a missing key in a list',
    endpoint('{ later: { target: a, small: b, steps: [{}] } }'),
    ['Missing property "do".'],
  ],
  ['a part of a block', `extends: a.yaml\n${endpoint('{ later: { large: b } }')}`, []],
  ['a part in an environment', 'environments: { test: { endpoints: { GET /a: { later: {} } } } }\n', []],
];

/** What modes that are added later get without a line of their own. */
export function laterModes(editor: () => LanguageServer, folder: string): void {
  beforeAll(async () => {
    const program = pathToFileURL(join(root, 'scripts/gen/editor-schema.mjs')).href;
    const { editorSchema } = (await import(program)) as { readonly editorSchema: EditorSchema };
    const schema = composeSchema([...modes, later, bare]);
    const text = editorSchema(schema, { duration: DURATION_PATTERN, size: SIZE_PATTERN });
    writeFileSync(join(folder, 'later.json'), JSON.stringify(text));
  });

  it.each(cases)('has the right marks for %s', async (_name, text, marks) => {
    const found = await editor().open(MODELINE + text, folder).marks;
    expect(found.map(({ message }) => message)).toEqual(marks);
  });

  it('has snippets made of its examples, or of what it requires', async () => {
    const document = editor().open(`${MODELINE}endpoints:\n  \n`, folder);
    const items = await document.complete({ line: 2, character: 2 });
    const written = items.map((item) => insertItem(document.text, item).slice(MODELINE.length));
    expect(written).toContain(
      'endpoints:\n  GET /path/{id}:\n    later:\n      target: "http://127.0.0.1:9000/{id}"\n' +
        '      small: "say \\"${path.id}\\""\n',
    );
    expect(written).toContain('endpoints:\n  GET /path:\n    bare:\n      wait: "5s"\n');
    for (const text of written) expect(await editor().open(MODELINE + text, folder).marks).toEqual([]);
  });

  it('is offered and explained where a mode is chosen', async () => {
    const document = editor().open(`${MODELINE}mode: later\nendpoints: {}\n`, folder);
    const labels = (await document.complete({ line: 1, character: 6 })).map(({ label }) => label);
    expect(labels).toEqual([...modes.map(({ name }) => name), 'later', 'bare']);
    expect(await document.hover({ line: 1, character: 1 })).toContain('* `later`: Answers one day.');
  });
}
