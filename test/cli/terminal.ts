import { spawnSync } from 'node:child_process';
import { lacks } from '../require.ts';
import { launch, type Running, type RunOptions } from './program.ts';

/** Python gives its child a terminal of its own and passes on what it types and prints. */
const RELAY = 'import os,pty,sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';

const python = spawnSync('python3', ['-c', 'import pty, os; os.waitstatus_to_exitcode']);

/** True when this machine cannot give a program a terminal. */
export const noTerminal = lacks('python3 with pty, to give programs a terminal', python.status === 0);

/** Runs a shell line in a terminal; what it prints arrives in `stdout`, whichever stream it used. */
export function inTerminal(line: string, options: RunOptions = {}): Running {
  // Nobody's cache is touched and no registry asked unless a test is about that.
  const environment = { TERM: 'xterm', BACKWORKS_NO_UPDATE_CHECK: '1', ...options.environment };
  return launch(
    ['-c', RELAY, 'sh', '-c', `stty cols 80 rows 24; ${line}`],
    { ...options, environment },
    'python3',
  );
}
