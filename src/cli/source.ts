import { statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Diagnostic } from '../base/diagnostic.ts';
import { BackworksError } from '../base/errors.ts';
import type { ConfigSource } from '../contracts/app.ts';
import type { CommandCall, FlagValues } from '../contracts/command.ts';

type Place = Pick<CommandCall, 'cwd' | 'environment'>;

/**
 * The folder of `--cwd`, or the one we are in.
 * @throws BackworksError BW8003 when it is no folder.
 */
export function resolveFolder(cwd: string, given: FlagValues[string]): string {
  if (typeof given !== 'string') return cwd;
  const folder = resolve(cwd, given);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return folder;
  throw new BackworksError('BW8003', `--cwd ${given} is not a folder`, {
    hint: 'name a folder that exists',
  });
}

/** The configuration a command line means, and what there is to say about the search for it. */
export interface FoundSource {
  readonly source: ConfigSource;
  readonly findings: readonly Diagnostic[];
}

/**
 * The configuration that `--config`, the environment or the folders above us name. Standard input stands for the
 * file that `--stdin-filename` names.
 * @throws BackworksError BW1001 when there is none.
 */
export async function findSource(
  { cwd, environment }: Place,
  { config: given, 'stdin-filename': name }: FlagValues,
): Promise<FoundSource> {
  const { findConfig } = await import('../config/discover.ts');
  const explicit = typeof given === 'string' ? given : undefined;
  const { path, diagnostics: findings } = await findConfig({ cwd, environment, explicit });
  if (path !== '-') return { source: { kind: 'file', path }, findings };
  const source = { kind: 'text', text: await standardInput(), folder: cwd } as const;
  return { source: typeof name === 'string' ? { ...source, name } : source, findings };
}

let input: Promise<string> | undefined;

/** It can be read only once, and a check may look at it again. */
export function standardInput(): Promise<string> {
  // A byte order mark stays: `validate --fix` gives back what it was given.
  input ??= import('node:stream/consumers')
    .then(({ buffer }) => buffer(process.stdin))
    .then((bytes) => bytes.toString('utf8'));
  return input;
}

/** Whether a command would find a configuration here. */
export async function hasConfig(place: Place): Promise<boolean> {
  const { findConfig } = await import('../config/discover.ts');
  return findConfig(place).then(
    () => true,
    () => false,
  );
}

/** The configuration as the user would name it. */
export function sourceName(source: ConfigSource, cwd: string): string {
  return source.kind === 'text' ? (source.name ?? '-') : relative(cwd, source.path);
}
