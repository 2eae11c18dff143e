// A process of its own, which outlives the command that began it: it asks the user's npm, so that their proxies
// and registries count, which version is the newest, and leaves the answer for the next command.
import { execFile } from 'node:child_process';
import { releaseOf, writeRelease } from './update-cache.ts';

const LIMIT = 2_000;

const [file = ''] = process.argv.slice(2);
const windows = process.platform === 'win32';

const words = [
  'view',
  'backworks',
  'version',
  'engines',
  '--json',
  '--fetch-retries=0',
  `--fetch-timeout=${LIMIT}`,
];
// On Windows npm is a script, which only a shell starts; none of these words come from outside.
const npm = execFile(
  'npm',
  words,
  { shell: windows, windowsHide: true, env: quiet(process.env) },
  (error, stdout) => {
    clearTimeout(timer);
    if (error === null) keep(stdout);
  },
);

const timer = setTimeout(() => {
  npm.kill('SIGKILL');
  // npm may be a script of a version manager: what that started is in the group we lead.
  if (!windows) process.kill(-process.pid, 'SIGKILL');
}, LIMIT);

function keep(answer: string): void {
  const { version, engines } = JSON.parse(answer);
  const release = releaseOf({ version, node: engines?.node });
  if (release !== undefined) writeRelease(file, release);
}

/** npm has news about itself that nobody would read here. */
function quiet(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...environment, NO_UPDATE_NOTIFIER: '1' };
}
