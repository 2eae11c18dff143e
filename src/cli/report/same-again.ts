import type { FlagValues } from '../../contracts/command.ts';
import { shellWord } from './shell-word.ts';

/** Flags that say which configuration is meant. */
const CHOOSING = [
  ['cwd', '-C'],
  ['config', '-c'],
  ['env', '--env'],
  ['stdin-filename', '--stdin-filename'],
] as const;

/** A command that looks at the configuration that these flags named. */
export function sameAgain(command: string, values: FlagValues): string {
  const flags = CHOOSING.flatMap(([name, flag]) => {
    const value = values[name];
    return typeof value === 'string' ? [flag, value === '-' ? value : shellWord(value)] : [];
  });
  return [command, ...flags].join(' ');
}
