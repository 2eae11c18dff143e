import type { Command, CommandCall, FlagValues } from '../contracts/command.ts';
import { type Request, readCommandLine } from './command-line.ts';
import { commands } from './commands/index.ts';
import { exitCodeOf, exits } from './exit.ts';
import { ownVersion } from './package.ts';
import type { Printed } from './program.ts';
import { createScreen } from './screen.ts';

/** Runs one command line and returns its exit code. */
async function main(words: readonly string[]): Promise<number> {
  const version = ownVersion();
  try {
    if (words.length === 0) return await introduce(version);
    const asked = readCommandLine(words, commands) ?? (await explain(words, version));
    if ('text' in asked) {
      process.stdout.write(asked.text);
      return exits.ok.code;
    }
    const command: Command = await asked.command.load();
    return await command.run(await callOf(asked.argument, asked.values, version));
  } catch (error) {
    await tellFailure(error, words);
    return exitCodeOf(error);
  }
}

/** Help, or the mistake in the command line. */
async function explain(words: readonly string[], version: string): Promise<Request | Printed> {
  const { parseCommandLine } = await import('./program.ts');
  return parseCommandLine(words, commands, version);
}

async function help(command: string | undefined, version: string): Promise<string | undefined> {
  const { helpText } = await import('./program.ts');
  return helpText(command, commands, version);
}

/** `backworks` alone: help, and where to begin when there is nothing here yet. */
async function introduce(version: string): Promise<number> {
  process.stdout.write((await help(undefined, version)) ?? '');
  const { hasConfig } = await import('./source.ts');
  if (!(await hasConfig({ cwd: process.cwd(), environment: process.env }))) {
    process.stdout.write('\nNo backworks.yaml in reach: begin with backworks init my-api\n');
  }
  return exits.ok.code;
}

async function callOf(
  argument: string | undefined,
  values: FlagValues,
  version: string,
): Promise<CommandCall> {
  const { resolveFolder } = await import('./source.ts');
  const cwd = resolveFolder(process.cwd(), values.cwd);
  const settings = {
    environment: process.env,
    color: values.color === true ? true : values['no-color'] === true ? false : undefined,
    agent: values.agent === 'yes' || values.agent === 'no' ? values.agent : 'auto',
    input: values['no-input'] !== true,
  } as const;
  return {
    argument,
    values,
    cwd,
    environment: process.env,
    screen: await createScreen(settings, process),
    help: (name) => help(name, version),
  };
}

/** Says why on stderr; with `--json` programs read it on stdout, too. */
async function tellFailure(error: unknown, words: readonly string[]): Promise<void> {
  const { describeError, errorLine } = await import('./failure.ts');
  const isVerbose = words.includes('-v') || words.includes('--verbose');
  process.stderr.write(describeError(error, isVerbose));
  if (words.includes('--json')) process.stdout.write(`${JSON.stringify(errorLine(error))}\n`);
}

/** Ends with what was printed delivered: a pipe may still hold the last lines. */
async function finish(code: number): Promise<never> {
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise<void>((resolve) => stream.write('', () => resolve()));
  }
  process.exit(code);
}

/** Who read our output is gone: nobody is left to tell. A server notices by its own means. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

void main(process.argv.slice(2)).then(finish);
