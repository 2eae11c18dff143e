import { fillTable, table } from './tables.mjs';

/** Fills the page of commands: what each takes, from the records that the command line is read with. */
export function fillCommands(markdown, commands, globalFlags, exits) {
  const codes = Object.values(exits).map(({ code, meaning }) => [String(code), meaning]);
  const withCodes = fillTable(markdown, 'exit-codes', ['exit code', 'meaning'], codes);
  const withGlobal = fillTable(withCodes, 'global-options', ['option', 'meaning'], globalFlags.map(flagRow));
  return commands.reduce((text, command) => fillBlock(text, command.name, block(command)), withGlobal);
}

/** Puts text between `<!-- command NAME -->` and `<!-- /command NAME -->`. */
function fillBlock(markdown, name, text) {
  const [open, close] = [`<!-- command ${name} -->`, `<!-- /command ${name} -->`];
  const [before, rest] = markdown.split(open);
  const after = rest?.split(close)[1];
  if (after === undefined) throw new Error(`no place for the command "${name}"`);
  return `${before}${open}\n\n${text}\n\n${close}${after}`;
}

function block({ name, arguments: known = [], flags, examples }) {
  const words = [name, ...(flags.length > 0 ? ['[options]'] : []), ...known.map(argumentTerm)];
  const parts = [fenced([`backworks ${words.join(' ')}`])];
  const rows = [...known.map(argumentRow), ...flags.map(flagRow)];
  if (rows.length > 0) parts.push(table(['argument or option', 'meaning'], rows));
  parts.push(fenced(examples));
  return parts.join('\n\n');
}

function argumentTerm({ name, variadic, behindDashes }) {
  return `${behindDashes ? '-- ' : ''}[${name}${variadic ? '...' : ''}]`;
}

function argumentRow(argument) {
  return [`\`${argumentTerm(argument)}\``, argument.summary];
}

function flagRow({ name, short, value, choices, summary }) {
  const long = `--${name}${value === undefined ? '' : ` <${value}>`}`;
  const term = short === undefined ? `\`${long}\`` : `\`-${short}\`, \`${long}\``;
  const isSaid = choices === undefined || choices.every((choice) => summary.includes(choice));
  return [term, isSaid ? summary : `${summary} (one of ${choices.join(', ')})`];
}

function fenced(lines) {
  return ['```sh', ...lines, '```'].join('\n');
}
