import { parseArgs } from 'node:util';
import type { CommandDescriptor, Flag, FlagValues } from '../contracts/command.ts';
import { globalFlags } from './flags.ts';

/** What the command line asked for. */
export interface Request {
  readonly command: CommandDescriptor;
  readonly argument: string | undefined;
  readonly values: FlagValues;
}

/**
 * Reads a command line without a mistake in it, from the same records that commander gets. All
 * others are left to commander, which explains them but takes 14 ms to load: a third of the time
 * in which a bare Node.js server starts and answers.
 */
export function readCommandLine(
  words: readonly string[],
  commands: readonly CommandDescriptor[],
): Request | undefined {
  const command = commands.find(({ name }) => words.includes(name));
  if (command === undefined) return undefined;
  const flags: readonly Flag[] = [...globalFlags, ...command.flags];
  const parsed = parse(words, flags);
  if (parsed === undefined || !flags.every((flag) => isChoice(flag, parsed.values[flag.name])))
    return undefined;
  const [name, argument] = parsed.positionals;
  const most = command.argument === undefined ? 1 : 2;
  if (name !== command.name || parsed.positionals.length > most) return undefined;
  return { command, argument, values: parsed.values };
}

function parse(
  words: readonly string[],
  flags: readonly Flag[],
): { values: FlagValues; positionals: readonly string[] } | undefined {
  const options = Object.fromEntries(
    flags.map(({ name, short, value }) => {
      const type = value === undefined ? ('boolean' as const) : ('string' as const);
      return [name, short === undefined ? { type } : { type, short }];
    }),
  );
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch {
    // A mistake, or help: commander says which.
    return undefined;
  }
}

function isChoice({ choices }: Flag, value: FlagValues[string]): boolean {
  return choices === undefined || value === undefined || choices.some((choice) => choice === value);
}
