import type { Argument, Command, Help, Option } from 'commander';

/** What a help page says besides what commander knows. */
export interface HelpExtras {
  readonly examples: readonly string[];
  /** The last line: where to read on. */
  readonly closing: string;
  /** Many commands: each by its name alone, and options without their texts. */
  readonly overview?: true;
}

const WIDTH = 80;

/** A help page in the order people need it: how, what for, examples, then every word it knows. */
export function helpPage({ examples, closing, overview }: HelpExtras) {
  return (command: Command, helper: Help): string => {
    const width = overview ? longestName(command, helper) : helper.padWidth(command, helper);
    const item = (term: string, text: string) => helper.formatItem(term, width, text, helper);
    const ofArgument = (one: Argument) => item(helper.argumentTerm(one), helper.argumentDescription(one));
    const ofCommand = (one: Command) => item(one.name(), helper.subcommandDescription(one));
    const ofOption = (one: Option) => item(helper.optionTerm(one), one.description);
    return [
      section(`Usage: ${helper.commandUsage(command)}`, []),
      section(helper.commandDescription(command), []),
      section(
        'Examples:',
        examples.map((example) => `  ${example}`),
      ),
      section('Arguments:', helper.visibleArguments(command).map(ofArgument)),
      ...groups(helper.visibleCommands(command), (one) => one.helpGroup(), ofCommand),
      ...(overview
        ? [section('Global options:', wrapped(helper.visibleOptions(command).map(termOf)))]
        : groups(helper.visibleOptions(command), (one) => one.helpGroupHeading ?? 'Options:', ofOption)),
      `${closing}\n`,
    ]
      .filter((text) => !/^[^\n]*:\n$/.test(text))
      .join('\n');
  };
}

function longestName(command: Command, helper: Help): number {
  return Math.max(...helper.visibleCommands(command).map((one) => one.name().length));
}

/** `-c --config <file>` */
function termOf({ flags }: Option): string {
  return flags.replace(', ', ' ');
}

function wrapped(terms: readonly string[]): string[] {
  const lines: string[] = [];
  for (const term of terms) {
    const longer = `${lines.at(-1)}, ${term}`;
    if (lines.length > 0 && longer.length < WIDTH) lines[lines.length - 1] = longer;
    else lines.push(`  ${term}`);
  }
  return lines.map((line, index) => (index < lines.length - 1 ? `${line},` : line));
}

function groups<One>(
  members: readonly One[],
  headingOf: (member: One) => string,
  line: (member: One) => string,
): string[] {
  const headings = [...new Set(members.map(headingOf))];
  return headings.map((heading) =>
    section(heading, members.filter((member) => headingOf(member) === heading).map(line)),
  );
}

function section(heading: string, lines: readonly string[]): string {
  return [heading, ...lines].map((line) => `${line}\n`).join('');
}
