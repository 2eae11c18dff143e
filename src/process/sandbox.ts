import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { LaunchSpec } from './launch.ts';

/**
 * How far a child is kept from the rest of the machine:
 *
 * | tier       | other processes   | files                                   | needs                         |
 * |------------|-------------------|-----------------------------------------|-------------------------------|
 * | bwrap      | not seen          | the system's and those given            | Linux, bubblewrap             |
 * | namespace  | cannot be reached | Node: those given; others: all          | Linux, unshare (util-linux)   |
 * | permission | can be signalled  | Node: those given; others: all          | a Node with a permission model |
 * | none       | can be signalled  | all                                     |                               |
 *
 * Where Node has its permission model, it comes on top of the first two tiers, and keeps children of Node from
 * starting processes, workers and native addons, too.
 */
export type SandboxTier = 'bwrap' | 'namespace' | 'permission' | 'none';

export interface SandboxReport {
  readonly tier: SandboxTier;
  /** What was found, and what was not, for people. */
  readonly why: string;
}

export interface SandboxOptions {
  /** Folders and files the child may read. The system's own are readable for all but the permission model. */
  readonly read: readonly string[];
  /** Those it may change, too. */
  readonly write?: readonly string[];
  /** False takes the network away, in the first two tiers. */
  readonly network?: boolean;
}

/** What the tiers are made with; by name they are looked for as the system does. */
export interface SandboxTools {
  readonly bwrap: string;
  readonly unshare: string;
  /** The Node whose permission model is used. */
  readonly node: string;
}

type Command = Pick<LaunchSpec, 'command' | 'args' | 'cwd'>;
/** The words in front of a command that keep it in. */
type Wrap = (command: Command, options: SandboxOptions) => string[];

export interface Sandbox extends SandboxReport {
  /** The same launch inside of the sandbox. A descriptor for the channel passes through all tiers. */
  wrap<Spec extends Command>(spec: Spec, options: SandboxOptions): Spec;
}

const TOOLS: SandboxTools = { bwrap: 'bwrap', unshare: 'unshare', node: process.execPath };

/** Where systems keep programs and libraries. What is not there is left out. */
const SYSTEM = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/etc', '/nix', '/run/current-system'];

/** Milliseconds for one attempt; a namespace that cannot be made may also hang. */
const PROBE_TIME = 5_000;

const run = promisify(execFile);

let found: Promise<Sandbox> | undefined;

/** What this machine offers; looked at once. */
export function findSandbox(): Promise<Sandbox> {
  found ??= makeSandbox(TOOLS);
  return found;
}

export async function probeSandbox(): Promise<SandboxReport> {
  const { tier, why } = await findSandbox();
  return { tier, why };
}

/** Finds the best tier that works with these tools, by trying each. */
export async function makeSandbox(tools: SandboxTools): Promise<Sandbox> {
  const reasons: string[] = [];
  const attempt = (words: readonly string[]) => works(words, reasons);
  const [outer, flag] = await Promise.all([findOuter(tools, attempt), findFlag(tools, attempt)]);
  const tier = outer?.tier ?? (flag === undefined ? 'none' : 'permission');
  const permission = flag === undefined ? 'Node has no permission model' : `Node has ${flag}`;
  return {
    tier,
    why: [outer?.why ?? 'no namespaces', permission, ...reasons].join('; '),
    wrap(spec, options) {
      const full = flag === undefined || spec.command !== tools.node ? spec : permitted(spec, flag, options);
      if (outer === undefined) return full;
      const [command = '', ...words] = outer.wrap(full, options);
      return { ...full, command, args: [...words, full.command, ...full.args] };
    },
  };
}

async function findOuter(
  { bwrap, unshare }: SandboxTools,
  attempt: (words: readonly string[]) => Promise<boolean>,
): Promise<{ tier: SandboxTier; why: string; wrap: Wrap } | undefined> {
  const trial = { command: 'true', args: [] };
  const candidates = [
    { tier: 'bwrap' as const, why: 'bubblewrap works', wrap: bubblewrap(bwrap) },
    { tier: 'namespace' as const, why: 'unshare works', wrap: namespaces(unshare, ['--mount-proc']) },
    { tier: 'namespace' as const, why: 'unshare works without /proc', wrap: namespaces(unshare, []) },
  ];
  for (const candidate of process.platform === 'linux' ? candidates : []) {
    if (await attempt([...candidate.wrap(trial, { read: [] }), 'true'])) return candidate;
  }
  return undefined;
}

async function findFlag(
  { node }: SandboxTools,
  attempt: (words: readonly string[]) => Promise<boolean>,
): Promise<string | undefined> {
  for (const flag of ['--permission', '--experimental-permission']) {
    if (await attempt([node, flag, '-e', '0'])) return flag;
  }
  return undefined;
}

/** @param reasons where it is written down why something does not work */
async function works([file = '', ...words]: readonly string[], reasons: string[]): Promise<boolean> {
  try {
    await run(file, words, { timeout: PROBE_TIME, killSignal: 'SIGKILL' });
    return true;
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    const lines = (stderr || message).trim().split('\n');
    reasons.push(lines[0] ?? '');
    return false;
  }
}

function bubblewrap(bwrap: string): Wrap {
  return ({ command, cwd }, { read, write = [], network = true }) => {
    const programs = [
      dirname(dirname(process.execPath)),
      ...(command.startsWith('/') ? [dirname(command)] : []),
    ];
    const bind = (kind: string, paths: readonly string[]) => paths.flatMap((path) => [kind, path, path]);
    return [
      bwrap,
      ...['--die-with-parent', '--unshare-user', '--unshare-pid', '--unshare-ipc', '--unshare-uts'],
      ...(network ? [] : ['--unshare-net']),
      ...['--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp'],
      ...bind('--ro-bind-try', [...SYSTEM, ...programs, ...read]),
      ...bind('--bind-try', write),
      ...['--chdir', cwd ?? '/', '--'],
    ];
  };
}

function namespaces(unshare: string, more: readonly string[]): Wrap {
  return (_command, { network = true }) => [
    unshare,
    ...['--user', '--map-current-user', '--pid', '--fork', '--kill-child', ...more],
    ...(network ? [] : ['--net']),
    '--',
  ];
}

/** A launch of Node with its permission model. */
function permitted<Spec extends Command>(
  spec: Spec,
  flag: string,
  { read, write = [] }: SandboxOptions,
): Spec {
  const flags = [
    flag,
    // It would be printed at every start.
    ...(flag === '--permission' ? [] : ['--disable-warning=ExperimentalWarning']),
    ...withReal([...read, ...write]).map((path) => `--allow-fs-read=${path}`),
    ...withReal(write).map((path) => `--allow-fs-write=${path}`),
  ];
  return { ...spec, args: [...flags, ...spec.args] };
}

/** Paths, and where they lead when they are links: Node looks at both. */
function withReal(paths: readonly string[]): string[] {
  return [...new Set(paths.flatMap((path) => [path, realPath(path)]))];
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // What is not there yet is allowed by its name.
    return path;
  }
}
