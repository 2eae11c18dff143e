import {
  Argument as CommanderArgument,
  Command as CommanderCommand,
  CommanderError,
  Option,
} from 'commander';
import { BackworksError, type ErrorCode } from '../base/errors.ts';
import type { Argument, CommandDescriptor, Flag, FlagValue, FlagValues } from '../contracts/command.ts';
import { type Request, takesDashes, wordBeforeDashes } from './command-line.ts';
import { globalFlags } from './flags.ts';
import { helpPage } from './help-page.ts';

/** Text that answers the command line by itself, such as help. */
export interface Printed {
  readonly text: string;
}

const INTRODUCTION = 'One YAML file describes an HTTP API; each endpoint says how it answers.';

const EXAMPLES = ['backworks init shop', 'backworks dev', 'backworks validate --format json'];

const CLOSING = 'Read on: backworks help <command>, help options, help exit-codes; backworks docs';

/** Commander's names for mistakes on the command line, as codes of ours. */
const USAGE_CODES: Readonly<Record<string, ErrorCode>> = {
  'commander.unknownCommand': 'BW8001',
  'commander.unknownOption': 'BW8002',
};

/** Commander's name for a command line without a command: it answers with help and calls it a mistake. */
const HELP_INSTEAD = 'commander.help';

/**
 * Reads the command line.
 * @throws BackworksError BW80xx when it makes no sense.
 */
export async function parseCommandLine(
  words: readonly string[],
  commands: readonly CommandDescriptor[],
  version: string,
): Promise<Request | Printed> {
  const printed: string[] = [];
  const chosen: Request[] = [];
  const program = programOf(commands, version, (request) => void chosen.push(request));
  for (const one of [program, ...program.commands]) collectOutput(one, printed);
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0 && error.code !== HELP_INSTEAD) {
      throw usageError(error, missingDashes(error, words, commands));
    }
  }
  const [request] = chosen;
  if (request !== undefined) refuseWordBeforeDashes(request, words);
  return request ?? { text: printed.join('') };
}

/** The help of one command, or of all; undefined when there is no such command. */
export function helpText(
  name: string | undefined,
  commands: readonly CommandDescriptor[],
  version: string,
): string | undefined {
  const program = programOf(commands, version, () => {});
  const one = name === undefined ? program : program.commands.find((command) => command.name() === name);
  if (one === undefined) return undefined;
  const parts: string[] = [];
  collectOutput(one, parts);
  one.outputHelp();
  return parts.join('');
}

function programOf(
  commands: readonly CommandDescriptor[],
  version: string,
  chosen: (request: Request) => void,
): CommanderCommand {
  const program = new CommanderCommand('backworks')
    .description(INTRODUCTION)
    .usage('<command> [options]')
    .helpCommand(false)
    .optionsGroup('Global options:')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .configureHelp({ formatHelp: helpPage({ examples: EXAMPLES, closing: CLOSING, overview: true }) });
  addFlags(program, globalFlags);
  for (const descriptor of commands) program.addCommand(commandOf(descriptor, program, chosen));
  return program;
}

function commandOf(
  descriptor: CommandDescriptor,
  program: CommanderCommand,
  chosen: (request: Request) => void,
): CommanderCommand {
  const { name, summary, group, flags, examples } = descriptor;
  const command = new CommanderCommand(name)
    .description(summary)
    .helpGroup(group)
    .helpOption('-h, --help', 'print this help')
    .allowExcessArguments(false)
    .configureHelp({ formatHelp: helpPage({ examples, closing: 'Global options: backworks help options' }) });
  for (const one of descriptor.arguments ?? []) command.addArgument(argumentOf(one));
  const terms = descriptor.arguments?.map(termOf).join(' ');
  if (takesDashes(descriptor)) command.usage(`[options] -- ${terms}`);
  addFlags(command, flags);
  return command.action(() => {
    const values = { ...valuesOf(program, globalFlags), ...valuesOf(command, flags) };
    chosen({ command: descriptor, arguments: command.args, values });
  });
}

function argumentOf(one: Argument): CommanderArgument {
  const argument = new CommanderArgument(termOf(one), one.summary);
  return one.choices === undefined ? argument : argument.choices(one.choices);
}

function termOf({ name, variadic }: Argument): string {
  return `[${name}${variadic === true ? '...' : ''}]`;
}

function addFlags(command: CommanderCommand, flags: readonly Flag[]): void {
  for (const flag of flags) command.addOption(optionOf(flag));
}

function optionOf(flag: Flag): Option {
  const short = flag.short === undefined ? '' : `-${flag.short}, `;
  const value = flag.value === undefined ? '' : ` <${flag.value}>`;
  const option = new Option(`${short}--${flag.name}${value}`, flag.summary);
  if (flag.choices !== undefined) option.choices(flag.choices);
  return flag.value === undefined ? option : option.argParser(valueReader(flag, option));
}

/** Checks one value with what the option checks itself, and collects those of a repeatable flag. */
function valueReader({ name, repeatable = false }: Flag, { parseArg: check }: Option) {
  return (text: string, before: unknown): FlagValue => {
    if (before !== undefined && !repeatable) {
      throw new BackworksError('BW8003', `--${name} was given twice`, { hint: `give --${name} once` });
    }
    check?.(text, undefined);
    return repeatable ? [...(isTexts(before) ? before : []), text] : text;
  };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value);
}

/** Commander folds `--no-x` into `x`; a flag's value here always stands under the flag's own name. */
function valuesOf(command: CommanderCommand, flags: readonly Flag[]): FlagValues {
  const entries = flags.map((flag): [string, FlagValue] => {
    const option = optionOf(flag);
    const value: unknown = command.getOptionValue(option.attributeName());
    if (flag.value !== undefined)
      return [flag.name, typeof value === 'string' || isTexts(value) ? value : undefined];
    return [flag.name, value === !option.negate];
  });
  return Object.fromEntries(entries);
}

function collectOutput(command: CommanderCommand, parts: string[]): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => void parts.push(text),
    writeErr: (text) => void parts.push(text),
    outputError: () => {},
  });
}

/** From "error: unknown command 'dve'\n(Did you mean dev?)" to a message and a fix. */
function usageError(error: CommanderError, dashes: string | undefined): BackworksError {
  const [first = '', second] = error.message.split('\n');
  const message = first.replace(/^error: /, '').replaceAll("'", '"');
  const hints = [behindDashes(error) ?? guessOf(second) ?? missingValue(error), dashes];
  const hint = hints.filter((one) => one !== undefined).join(' ');
  return new BackworksError(USAGE_CODES[error.code] ?? 'BW8003', message, hint === '' ? {} : { hint });
}

/** What a line lacks that names a command to run: without `--`, its options are taken for ours. */
function missingDashes(
  { code }: CommanderError,
  words: readonly string[],
  commands: readonly CommandDescriptor[],
): string | undefined {
  if (code !== 'commander.unknownOption' || words.includes('--')) return undefined;
  const command = commands.find((one) => takesDashes(one) && words.includes(one.name));
  return command === undefined ? undefined : dashesHint(command);
}

/** @throws BackworksError BW8003 when a word stands before `--` that belongs behind it. */
function refuseWordBeforeDashes({ command, arguments: given }: Request, words: readonly string[]): void {
  const word = wordBeforeDashes(command, given, words);
  if (word === undefined) return;
  throw new BackworksError('BW8003', `"${word}" does not stand behind --`, { hint: dashesHint(command) });
}

function dashesHint({ name, examples }: CommandDescriptor): string {
  return `write what ${name} is to run behind --, such as ${examples[0]}`;
}

/** A word with a dash can only be taken for a command when it stands behind `--`. */
function behindDashes({ code, message }: CommanderError): string | undefined {
  const isOption = code === 'commander.unknownCommand' && /'-./.test(message);
  return isOption ? 'behind -- no word is an option: write options before it' : undefined;
}

function guessOf(line = ''): string | undefined {
  const guess = /Did you mean (.*)\?/.exec(line)?.[1];
  return guess === undefined ? undefined : `did you mean ${guess}?`;
}

/** `option '-c, --config <file>' argument missing` */
function missingValue({ code, message }: CommanderError): string | undefined {
  if (code !== 'commander.optionMissingArgument') return undefined;
  const form = /--[\w-]+ <[^>]+>/.exec(message)?.[0];
  return form === undefined ? undefined : `give it a value: ${form}`;
}
