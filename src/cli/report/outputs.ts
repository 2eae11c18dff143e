import { accessSync, constants, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { BackworksError } from '../../base/errors.ts';
import { nearest } from '../../base/suggest.ts';
import { reporters } from './index.ts';
import type { ReporterDescriptor } from './reporter.ts';

/** A report that goes into a file. */
export interface FileOutput {
  readonly reporter: ReporterDescriptor;
  /** As it was given: `sarif=out.sarif`. */
  readonly given: string;
  /** Absolute path. */
  readonly path: string;
}

/**
 * Reads the values of `--report` and looks whether their files can be written: nobody should wait for a check
 * whose result is lost. Nothing is made or emptied yet.
 *
 * @throws BackworksError BW8003 for one that makes no sense, BW7004 for a file that cannot be written.
 */
export function planOutputs(values: readonly string[], cwd: string): FileOutput[] {
  const outputs = values.map((given) => readOutput(given, cwd));
  const targets = outputs.map(({ path }) => identityOf(path));
  for (const [index, { given }] of outputs.entries()) {
    const twin = outputs[targets.indexOf(targets[index] ?? '')];
    if (twin !== undefined && twin !== outputs[index])
      refuse(`--report ${twin.given} and --report ${given} name one file`, 'name two files');
  }
  for (const output of outputs) checkWritable(output);
  return outputs;
}

/** @throws BackworksError BW8003 when a report would take the place of a file that was checked. */
export function protectFiles(outputs: readonly FileOutput[], files: readonly string[]): void {
  const known = new Set(files.map(identityOf));
  const bad = outputs.find(({ path }) => known.has(identityOf(path)));
  if (bad === undefined) return;
  refuse(`--report ${bad.given} would overwrite a file of the configuration`, 'name another file');
}

/** @throws BackworksError BW7004 when the file cannot be written after all. */
export function writeOutput(output: FileOutput, text: string): void {
  try {
    writeFileSync(output.path, text);
  } catch (error) {
    throw notWritable(output, error);
  }
}

function readOutput(given: string, cwd: string): FileOutput {
  const [, name = '', file = ''] = /^([^=]+)=(.+)$/s.exec(given) ?? [];
  const reporter = reporters.find((one) => one.name === name);
  if (file === '') {
    refuse(
      `--report ${given} does not say what goes where`,
      'write NAME=FILE, such as --report sarif=out.sarif',
    );
  }
  if (reporter === undefined) return refuse(`there is no report "${name}"`, namesHint(name));
  return { reporter, given, path: resolve(cwd, file) };
}

function namesHint(name: string): string {
  const names = reporters.map((one) => one.name);
  const guess = nearest(name, names);
  return guess === undefined ? `use one of: ${names.join(', ')}` : `did you mean ${guess}?`;
}

function refuse(message: string, hint: string): never {
  throw new BackworksError('BW8003', message, { hint });
}

function checkWritable(output: FileOutput): void {
  const { path } = output;
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory() === true) throw new Error('it is a folder');
    if (found === undefined && !statSync(dirname(path)).isDirectory())
      throw new Error('its folder is a file');
    accessSync(found === undefined ? dirname(path) : path, constants.W_OK);
  } catch (error) {
    throw notWritable(output, error);
  }
}

function notWritable({ given }: FileOutput, cause: unknown): BackworksError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = REASONS[code] ?? (cause instanceof Error ? cause.message : String(cause));
  const hint = 'name a file in a folder that is there and that you may write to';
  return new BackworksError('BW7004', `--report ${given} cannot be written: ${reason}`, { cause, hint });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder is not there',
  ENOTDIR: 'its folder is a file',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};

/** The same for every name of one file, links and other spellings among them. */
function identityOf(path: string): string {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    // Nothing is there that has other names.
    return path;
  }
}
