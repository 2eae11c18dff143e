import { BASH_SCRIPT } from './bash.ts';
import { FISH_SCRIPT } from './fish.ts';
import { POWERSHELL_SCRIPT } from './powershell.ts';
import type { Shell } from './shells.ts';
import { ZSH_SCRIPT } from './zsh.ts';

/** What a shell reads to complete our command lines. */
export const completionScripts: Readonly<Record<Shell, string>> = {
  bash: BASH_SCRIPT,
  zsh: ZSH_SCRIPT,
  fish: FISH_SCRIPT,
  powershell: POWERSHELL_SCRIPT,
};
