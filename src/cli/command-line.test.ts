import { describe, expect, it } from 'vitest';
import { BackworksError } from '../base/errors.ts';
import type { CommandDescriptor } from '../contracts/command.ts';
import { readCommandLine } from './command-line.ts';
import { commands } from './commands/index.ts';
import { parseCommandLine } from './program.ts';

const check: CommandDescriptor = {
  name: 'check',
  summary: 'a command with a repeatable flag',
  group: 'Check:',
  arguments: [
    { name: 'shape', choices: ['round', 'flat'], summary: 'how it is' },
    { name: 'files', variadic: true, summary: 'what to check' },
  ],
  flags: [
    { name: 'report', value: 'NAME=FILE', repeatable: true, summary: 'write a report to a file' },
    { name: 'only', value: 'kind', choices: ['a', 'b'], repeatable: true, summary: 'what to check' },
  ],
  examples: ['backworks check'],
  load: () => Promise.reject(new Error('never run')),
};
const known = [...commands, check];
const line = (text: string): string[] => text.split(' ');

/** What commander makes of a line: the request, help, or the message of the mistake. */
async function explained(words: readonly string[]): Promise<unknown> {
  try {
    const result = await parseCommandLine(words, known, '1.0.0');
    return 'text' in result ? 'help' : result;
  } catch (error) {
    if (error instanceof BackworksError) return `${error.code} ${error.message}`;
    throw error;
  }
}

describe('both readers of a command line', () => {
  it.each([
    'dev',
    'dev --port 1 -q',
    '-q dev -p 1',
    'dev --no-keys --no-color',
    'start --port=1 --check',
    'validate a.yaml --format json',
    'validate -- --json',
    'validate --json -- -x.yaml',
    'validate --',
    '-- validate a.yaml',
    'validate -- a.yaml',
    '--json -- validate --quiet',
    'validate -',
    'init -- --yes',
    'check',
    'check flat --report x=1 --report y=2',
    'check round a --only a b -- -c',
    'validate a.yaml b.yaml',
    'help validate',
    'exec -- npm test',
    'exec -p 1 -- npm run test -- --port 2 -x',
    '-q -- exec npm --quiet',
    'exec --',
    'check --report=x=1 --only a --only b',
  ])('take %s for the same', async (text) => {
    const fast = readCommandLine(line(text), known);
    expect(fast).toBeDefined();
    expect(await explained(line(text))).toEqual(fast);
  });

  it('give every value of a repeatable flag, in turn', () => {
    const { values } = readCommandLine(line('check --report x=1 --report y=2'), known) ?? {};
    expect(values?.report).toEqual(['x=1', 'y=2']);
  });

  it.each([
    ['dev --port 1 --port 2', 'BW8003 --port was given twice'],
    ['dev -p 1 --port=1', 'BW8003 --port was given twice'],
    ['-c a.yaml validate --config b.yaml', 'BW8003 --config was given twice'],
    ['--log-format json start --log-format json', 'BW8003 --log-format was given twice'],
    [
      'check --only a --only c',
      'BW8003 option "--only <kind>" argument "c" is invalid. Allowed choices are a, b.',
    ],
    ['-- --help', 'BW8001 unknown command "--help"'],
    ['-- -- dev', 'BW8001 unknown command "--"'],
    ['dev -- --port 1', 'BW8003 too many arguments for "dev". Expected 0 arguments but got 2.'],
    ['init -- -- a', 'BW8003 too many arguments for "init". Expected 1 argument but got 2.'],
    [
      'check square',
      'BW8003 command-argument value "square" is invalid for argument "shape". Allowed choices are round, flat.',
    ],
    ['exec npm test', 'BW8003 "npm" does not stand behind --'],
    ['exec npm -- test', 'BW8003 "npm" does not stand behind --'],
    ['exec --help -- npm', 'help'],
    ['--', 'help'],
    ['dev --help --', 'help'],
  ])('leave %s to the one that explains: %s', async (text, message) => {
    expect(readCommandLine(line(text), known)).toBeUndefined();
    expect(await explained(line(text))).toBe(message);
  });

  it.each(known.flatMap(({ name, flags }) => flags.map((flag) => ({ name, flag }))))(
    'refuse or collect a second $flag.name of $name',
    async ({ name, flag }) => {
      if (flag.value === undefined) return;
      const value = flag.choices?.[0] ?? '1';
      const words = [name, `--${flag.name}`, value, `--${flag.name}`, value];
      const fast = readCommandLine(words, known);
      expect(fast?.values[flag.name]).toEqual(flag.repeatable ? [value, value] : undefined);
      if (!flag.repeatable) expect(await explained(words)).toContain('was given twice');
    },
  );
});
