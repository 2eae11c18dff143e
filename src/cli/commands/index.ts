import type { CommandDescriptor } from '../../contracts/command.ts';
import { devFlags, initFlags, startFlags, validateFlags } from '../flags.ts';

/** Every command, in the order of help. */
export const commands: readonly CommandDescriptor[] = [
  {
    name: 'init',
    summary: 'write a new API that answers',
    group: 'Start:',
    argument: { name: 'dir', summary: 'folder to write into' },
    flags: initFlags,
    examples: ['backworks init shop', 'backworks init --yes --dry-run'],
    load: () => import('./init.ts'),
  },
  {
    name: 'dev',
    summary: 'serve it; every save counts at once',
    group: 'Run:',
    flags: devFlags,
    examples: ['backworks dev', 'backworks dev --port 0 --json'],
    load: () => import('./dev.ts'),
  },
  {
    name: 'start',
    summary: 'serve it in production: strict, no watching',
    group: 'Run:',
    flags: startFlags,
    examples: ['backworks start --port 8080', 'backworks start --check'],
    load: () => import('./start.ts'),
  },
  {
    name: 'validate',
    summary: 'report every mistake with its place and its fix',
    group: 'Check:',
    argument: { name: 'file', summary: 'the configuration; - reads standard input' },
    flags: validateFlags,
    examples: ['backworks validate', 'backworks validate --format json < backworks.yaml -'],
    load: () => import('./validate.ts'),
  },
  {
    name: 'help',
    summary: 'explain a command, or exit-codes',
    group: 'Support:',
    argument: { name: 'topic', summary: 'a command, or exit-codes' },
    flags: [],
    examples: ['backworks help dev', 'backworks help exit-codes'],
    load: () => import('./help.ts'),
  },
];
