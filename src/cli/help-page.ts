import type { Argument, Command, Help, Option } from 'commander';

/** What a help page says besides what commander knows. */
export interface HelpExtras {
  readonly examples: readonly string[];
  /** The last line: where to read on. */
  readonly closing: string;
}

/** A help page in the order people need it: how, what for, examples, then every word it knows. */
export function helpPage({ examples, closing }: HelpExtras): (command: Command, helper: Help) => string {
  return (command, helper) => {
    const width = helper.padWidth(command, helper);
    const item = (term: string, text: string) => helper.formatItem(term, width, text, helper);
    const ofArgument = (one: Argument) => item(helper.argumentTerm(one), helper.argumentDescription(one));
    const ofCommand = (one: Command) => item(helper.subcommandTerm(one), helper.subcommandDescription(one));
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
      ...groups(helper.visibleOptions(command), (one) => one.helpGroupHeading ?? 'Options:', ofOption),
      `${closing}\n`,
    ]
      .filter((text) => !/^[^\n]*:\n$/.test(text))
      .join('\n');
  };
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
