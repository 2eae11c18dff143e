import { beforeAll, expect, it } from 'vitest';
import { brokenFiles } from '../config/broken-files.ts';
import type { LanguageServer } from './language-server.ts';
import { marksOf, openAll } from './workbench.ts';

/** Codes of mistakes that a text or its shape shows, without knowing what routes and expressions mean. */
const SHAPE = /^BW(?:1|200)/;

const EMPTY = 'without content nothing is looked at';
const SEVERAL = 'YAML has files of several documents, and each is looked at for itself';
const PARSER = 'the parser of the language server takes it';
const LIMIT = 'JSON Schema compares no durations and sizes';
const HOST = 'which texts are hosts, no pattern says';
const VARIABLE = 'what a variable holds, is known when the file is loaded';

/** Files with such a mistake that editors do not mark, and why. */
const silent: Readonly<Record<string, string>> = {
  'empty file': EMPTY,
  'only comments': EMPTY,
  'two documents': SEVERAL,
  'two documents with markers': SEVERAL,
  'number in a flow mapping without a space': 'keys without a value are not looked at in a flow mapping',
  'control character': PARSER,
  'list whose closing bracket stands below its key': PARSER,
  'alias inside its anchor': PARSER,
  'merge of a text': PARSER,
  'missing endpoints': 'the file may be a part of another one',
  'size nobody has memory for': LIMIT,
  'limit told in the unit that is written': LIMIT,
  'whole number that loses digits': 'the server counts as JavaScript does, too',
  'time of which Node.js has no timer': LIMIT,
  'time that would switch a limit off': LIMIT,
  'head that no request fits into': LIMIT,
  'head that is too large': LIMIT,
  'preflight remembered for ever': LIMIT,
  'host that is none': HOST,
  'host with its port': HOST,
  'host as a URL': HOST,
  'host of too many numbers': HOST,
  'host from a variable': VARIABLE,
  'limit from a variable, which is not shown': VARIABLE,
  'variable out of range': VARIABLE,
};

const cases = brokenFiles.filter(({ expected }) => expected.some((one) => SHAPE.test(one)));

export function agreement(editor: () => LanguageServer): void {
  beforeAll(() =>
    openAll(
      editor(),
      cases.map(({ text }) => text),
    ),
  );

  it.each(cases)('is the loader’s: $name', async ({ name, text }) => {
    const marks = await marksOf(editor(), text);
    if (Object.hasOwn(silent, name)) expect(marks, silent[name]).toEqual([]);
    else expect(marks).not.toEqual([]);
  });

  it('has no exception without a file', () => {
    const names = cases.map(({ name }) => name);
    expect(Object.keys(silent).filter((name) => !names.includes(name))).toEqual([]);
  });
}
