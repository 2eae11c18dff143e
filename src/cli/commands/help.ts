import { BackworksError } from '../../base/errors.ts';
import type { CommandCall } from '../../contracts/command.ts';
import { exits } from '../exit.ts';

export async function run({ argument, screen, help }: CommandCall): Promise<number> {
  const text = argument === 'exit-codes' ? exitCodes() : await help(argument);
  if (text === undefined) {
    throw new BackworksError('BW8003', `no help on "${argument}"`, {
      hint: 'backworks help lists the commands; backworks help exit-codes the exit codes',
    });
  }
  screen.out.write(text);
  return exits.ok.code;
}

function exitCodes(): string {
  const rows = Object.values(exits).map(({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}\n`);
  return `Exit codes:\n${rows.join('')}`;
}
