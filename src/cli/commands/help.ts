import { BackworksError } from '../../base/errors.ts';
import { nearest } from '../../base/suggest.ts';
import type { CommandCall, CommandDescriptor, Flag } from '../../contracts/command.ts';
import { exits } from '../exit.ts';
import { globalFlags } from '../flags.ts';
import { jsonDocument } from '../json-document.ts';

/** What there is help on besides the commands. */
const TOPICS: Readonly<Record<string, () => string>> = { options, 'exit-codes': exitCodes };

export async function run(call: CommandCall): Promise<number> {
  const { arguments: given, screen, values, commands, help } = call;
  const [topic] = given;
  const own = topic !== undefined && Object.hasOwn(TOPICS, topic) ? TOPICS[topic] : undefined;
  const text = own === undefined ? await help(topic) : own();
  if (text === undefined) throw unknownTopic(topic ?? '', commands);
  screen.out.write(values.json === true ? helpJson(text, topic) : text);
  return exits.ok.code;
}

/** A table is one for programs, too. */
function helpJson(text: string, topic: string | undefined): string {
  const table = topic === 'exit-codes' ? { exitCodes: Object.values(exits) } : {};
  const next = { text: 'see everything there is', command: 'backworks help' };
  return jsonDocument(true, { topic, text, ...table }, [next]);
}

function unknownTopic(topic: string, commands: readonly CommandDescriptor[]): BackworksError {
  const near = nearest(topic, [...commands.map(({ name }) => name), ...Object.keys(TOPICS)]);
  const hint =
    near === undefined
      ? 'backworks help lists the commands; backworks help exit-codes the exit codes'
      : `did you mean ${near}?`;
  return new BackworksError('BW8003', `no help on "${topic}"`, { hint });
}

function exitCodes(): string {
  const rows = Object.values(exits).map(({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}\n`);
  return `Exit codes:\n${rows.join('')}`;
}

function options(): string {
  const rows = globalFlags.map((flag) => [termOf(flag), flag.summary] as const);
  const width = Math.max(...rows.map(([term]) => term.length));
  const lines = rows.map(([term, summary]) => `  ${term.padEnd(width)}  ${summary}\n`);
  return `Options of every command:\n${lines.join('')}`;
}

function termOf({ name, short, value }: Flag): string {
  const words = [short === undefined ? undefined : `-${short}`, `--${name}`, value && `<${value}>`];
  return words.filter((word) => word !== undefined).join(' ');
}
