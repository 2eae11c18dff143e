import { beforeAll, expect, it } from 'vitest';
import type { LanguageServer } from './language-server.ts';
import { applyEdit } from './snippet.ts';
import { open, openAll } from './workbench.ts';

/** The server offers every key or value that is possible, without saying which is nearest. */
const cases: readonly [name: string, text: string, meant: string][] = [
  ['an unknown key', 'nme: shop\n', 'name'],
  ['an unknown key of `server`', 'server: { prot: 4000 }\n', 'port'],
  ['an unknown key of `cors`', 'server: { cors: { orgins: ["*"] } }\n', 'origins'],
  ['an unknown block', 'endpoints:\n  GET /a: { moc: {} }\n', 'mock'],
  ['an unknown key of a block', 'endpoints:\n  GET /a: { mock: { stauts: 201 } }\n', 'status'],
  ['an unknown key in an environment', 'environments:\n  test:\n    server: { prot: 1 }\n', 'port'],
  ['an unknown mode', 'endpoints:\n  GET /a: { mode: moc, mock: {} }\n', 'mock'],
];

export function codeActions(editor: () => LanguageServer): void {
  beforeAll(() =>
    openAll(
      editor(),
      cases.map(([, text]) => text),
    ),
  );

  it.each(cases)('mend %s', async (_name, text, meant) => {
    const { document } = open(editor(), text);
    const mark = (await document.marks).find(({ message }) => /not allowed|not accepted/.test(message));
    if (mark === undefined) throw new Error('nothing is marked');
    const actions = await document.actions(mark);
    const [edit] = actions.find(({ title }) => title === meant)?.edit?.changes?.[document.uri] ?? [];
    if (edit === undefined) throw new Error(`not among ${actions.map(({ title }) => title).join(', ')}`);
    expect(await editor().open(applyEdit(document.text, edit)).marks).toEqual([]);
  });

  it('are not offered for a value in a wrong form, whose message says what to write', async () => {
    const { document } = open(editor(), 'server: { timeout: 500 }\n');
    const [mark] = await document.marks;
    if (mark === undefined) throw new Error('nothing is marked');
    expect(await document.actions(mark)).toEqual([]);
    expect(mark.message).toContain('a number and its unit, such as 250ms');
  });
}
