import { BASH_SCRIPT } from './bash.ts';
import type { Shell } from './shells.ts';

/** What the scripts call, with `complete -- WORDS` behind it. */
const ANSWERER = 'backworks completion';

/** Completes the short name as the long one; the script of the library knows one name. */
const SHORT_NAME: Partial<Record<Shell, string>> = {
  zsh: 'compdef bw=backworks\n',
  fish: 'complete -c bw -w backworks\n',
};

/** The script that a shell reads to complete our command lines. */
export async function completionScript(shell: Shell): Promise<string> {
  return shell === 'bash' ? BASH_SCRIPT : await scriptOfTab(shell);
}

/** The library prints its scripts with `console.log` and hands them out in no other way. */
async function scriptOfTab(shell: Shell): Promise<string> {
  const { script } = await import('@bomb.sh/tab');
  const { log } = console;
  const lines: string[] = [];
  console.log = (text: string) => void lines.push(text);
  try {
    script(shell, 'backworks', ANSWERER);
  } finally {
    console.log = log;
  }
  return `${lines.join('\n').trimEnd()}\n${SHORT_NAME[shell] ?? ''}`;
}
