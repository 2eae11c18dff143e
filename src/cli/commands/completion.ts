import { BackworksError } from '../../base/errors.ts';
import type { CommandCall } from '../../contracts/command.ts';
import type { Answer } from '../completion/candidates.ts';
import { isShell, SHELLS } from '../completion/shells.ts';
import { exits } from '../exit.ts';

/** What the scripts say instead of a shell's name, to ask what could stand at the cursor. */
const COMPLETE = 'complete';

/** Cobra's numbers for what the shell is to do besides. */
const DIRECTIVES: Readonly<Record<Answer['paths'], number>> = { files: 0, none: 4, folders: 16 };

export async function run(call: CommandCall): Promise<number> {
  const [shell, ...words] = call.arguments;
  if (shell === COMPLETE) return answer(words, call);
  if (!isShell(shell) || words.length > 0) throw usageError(shell, words);
  const { completionScripts } = await import('../completion/script.ts');
  call.screen.out.write(completionScripts[shell]);
  return exits.ok.code;
}

/** One line per candidate, a tab before its description, and a number in the last line. */
async function answer(words: readonly string[], call: CommandCall): Promise<number> {
  const { complete } = await import('../completion/candidates.ts');
  const { candidates, paths } = await complete(words, call);
  const lines = new Map(candidates.map(({ value, about }) => [value, `${value}\t${about}\n`]));
  call.screen.out.write(`${[...lines.values()].join('')}:${DIRECTIVES[paths]}\n`);
  return exits.ok.code;
}

function usageError(shell: string | undefined, words: readonly string[]): BackworksError {
  const example = 'for example source <(backworks completion bash)';
  if (shell === undefined) {
    return new BackworksError('BW8003', `for which shell: ${SHELLS.join(', ')}?`, { hint: example });
  }
  if (isShell(shell)) return new BackworksError('BW8003', `${words.join(' ')}: a script takes no words`, {});
  return new BackworksError('BW8003', `there is no script for the shell "${shell}"`, {
    hint: `use one of: ${SHELLS.join(', ')}`,
  });
}
