import { parseArgs } from 'node:util';
import type { Argument, CommandDescriptor, Flag, FlagValue, FlagValues } from '../contracts/command.ts';
import { globalFlags } from './flags.ts';

/** What the command line asked for. */
export interface Request {
  readonly command: CommandDescriptor;
  readonly arguments: readonly string[];
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
  for (const command of commands) {
    const request = words.includes(command.name) ? readAs(command, words) : undefined;
    if (request !== undefined) return request;
  }
  return undefined;
}

/** Undefined when the words are no command line of this command, or there is a mistake in them. */
function readAs(command: CommandDescriptor, words: readonly string[]): Request | undefined {
  const flags: readonly Flag[] = [...globalFlags, ...command.flags];
  const parsed = parse(words, flags);
  if (parsed === undefined || !flags.every((flag) => isSound(flag, parsed.given[flag.name])))
    return undefined;
  const [name, ...rest] = parsed.positionals;
  if (name !== command.name || !areSound(command.arguments ?? [], rest)) return undefined;
  if (wordBeforeDashes(command, rest, words) !== undefined) return undefined;
  const values = flags.map((flag) => [flag.name, flagValue(flag, parsed.given[flag.name])] as const);
  return { command, arguments: rest, values: Object.fromEntries(values) };
}

/** Whether a command takes words of another command line, behind `--`. */
export function takesDashes({ arguments: known = [] }: CommandDescriptor): boolean {
  return known.some(({ behindDashes }) => behindDashes === true);
}

/** The first argument that stands before `--` and belongs behind it. */
export function wordBeforeDashes(
  command: CommandDescriptor,
  given: readonly string[],
  words: readonly string[],
): string | undefined {
  const dashes = words.indexOf('--');
  const behind = dashes === -1 ? 0 : words.length - dashes - 1;
  return takesDashes(command) && given.length > behind ? given[0] : undefined;
}

/** What stands on the command line for one flag: every value in turn, or whether a switch is there. */
type Given = readonly (string | boolean)[] | string | boolean | undefined;

function parse(
  words: readonly string[],
  flags: readonly Flag[],
): { given: Readonly<Record<string, Given>>; positionals: readonly string[] } | undefined {
  const options = Object.fromEntries(
    flags.map(({ name, short, value }) => {
      const type = value === undefined ? ('boolean' as const) : ('string' as const);
      const option = { type, multiple: value !== undefined };
      return [name, short === undefined ? option : { ...option, short }];
    }),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
    return { given: values, positionals };
  } catch {
    // A mistake, or help: commander says which.
    return undefined;
  }
}

function areSound(known: readonly Argument[], given: readonly string[]): boolean {
  const last = known.at(-1);
  return given.every((text, index) => {
    const argument = known[index] ?? (last?.variadic === true ? last : undefined);
    return argument !== undefined && argument.choices?.includes(text) !== false;
  });
}

function isSound({ choices, repeatable = false }: Flag, given: Given): boolean {
  if (typeof given !== 'object') return true;
  const isChoice = (one: string | boolean) =>
    choices === undefined || choices.some((choice) => choice === one);
  return (repeatable || given.length < 2) && given.every(isChoice);
}

function flagValue({ value, repeatable = false }: Flag, given: Given): FlagValue {
  if (value === undefined) return given === true;
  if (typeof given !== 'object') return undefined;
  return repeatable ? given.map(String) : given[0];
}
