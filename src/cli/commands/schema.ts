import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { BackworksError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';
import type { CommandCall } from '../../contracts/command.ts';
import { exits } from '../exit.ts';
import { jsonDocument } from '../json-document.ts';
import { SCHEMA_FILE, withModeline } from '../modeline.ts';
import { packagePath } from '../package.ts';
import { sameAgain } from '../report/same-again.ts';
import { findSource } from '../source.ts';

export async function run(call: CommandCall): Promise<number> {
  const { screen, values } = call;
  const schema = readFileSync(packagePath('schema/backworks.schema.json'), 'utf8');
  if (values.write === true) return write(call, schema);
  if (values['dry-run'] === true) {
    throw new BackworksError('BW8003', '--dry-run goes with --write', { hint: 'add --write' });
  }
  screen.out.write(schema);
  return exits.ok.code;
}

/** A file as it is and as it is to be. */
interface Change {
  /** Absolute path. */
  readonly path: string;
  /** Undefined when there is none yet. */
  readonly before: string | undefined;
  readonly after: string;
  /** What is done to it, for people. */
  readonly what: string;
}

async function write(call: CommandCall, schema: string): Promise<number> {
  const { source } = await findSource(call, call.values);
  if (source.kind === 'text' || isPipe(source.path)) {
    throw new BackworksError('BW8003', '--write needs a configuration that is a file', {
      hint: 'name a file with -c, or print the schema without --write',
    });
  }
  const changes = [
    schemaChange(join(dirname(source.path), SCHEMA_FILE), schema),
    await modelineChange(source.path, call.cwd),
  ];
  if (call.values['dry-run'] !== true) await apply(changes, dirname(source.path));
  tell(call, changes);
  return exits.ok.code;
}

/** `-c <(command)` can be read, but only once, and not written. */
function isPipe(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === false;
}

function schemaChange(path: string, after: string): Change {
  let before: string | undefined;
  try {
    before = readFileSync(path, 'utf8');
  } catch {
    // Not there yet; whatever else is wrong with it shows when it is written.
  }
  return { path, before, after, what: 'the schema of this version' };
}

/** @throws BackworksError BW100x when the configuration cannot be read. */
async function modelineChange(path: string, cwd: string): Promise<Change> {
  const { readConfig } = await import('../../config/read.ts');
  const report = await readConfig(path);
  if ('code' in report) {
    const { code, message, hint } = report;
    throw new BackworksError(code, `${relative(cwd, path)}: ${message}`, hint === undefined ? {} : { hint });
  }
  const before = readFileSync(path, 'utf8');
  // A comment would make the file useless to everything else that reads JSON.
  if (path.endsWith('.json')) return { path, before, after: before, what: 'JSON has no comments' };
  return { path, before, after: withModeline(before), what: 'its first line names the schema' };
}

/** The schema is ours and replaced, be it a link; the configuration is the user's and keeps mode and owner. */
async function apply(changes: readonly Change[], folder: string): Promise<void> {
  for (const { path, before, after } of changes.filter(isChange)) {
    if (path.endsWith(SCHEMA_FILE)) {
      const { writeAll } = await import('../scaffold.ts');
      writeAll(folder, [{ path: relative(folder, path), text: after, merged: false }]);
    } else {
      const { rewriteFiles } = await import('../fix/rewrite.ts');
      const [old, fresh] = [Buffer.from(before ?? ''), Buffer.from(after)];
      rewriteFiles([{ name: path, path: realpathSync(path), before: old, after: fresh }]);
    }
  }
}

function isChange({ before, after }: Change): boolean {
  return before !== after;
}

function tell({ screen: { out }, values, cwd }: CommandCall, changes: readonly Change[]): void {
  const dry = values['dry-run'] === true;
  if (values.json === true) {
    const files = changes.map((change) => ({ path: relative(cwd, change.path), action: actionOf(change) }));
    const next = { text: 'check the configuration', command: sameAgain('backworks validate', values) };
    out.write(jsonDocument(true, { written: !dry, files }, [next]));
    return;
  }
  if (values.quiet === true) return;
  for (const change of changes) {
    const action = actionOf(change);
    const label = dry && isChange(change) ? `would be ${action}` : action;
    const path = printable(relative(cwd, change.path));
    out.write(`  ${out.paint.green(label.padEnd(dry ? 16 : 9))} ${path}  ${out.paint.dim(change.what)}\n`);
  }
}

function actionOf({ before, after }: Change): 'created' | 'changed' | 'unchanged' {
  if (before === undefined) return 'created';
  return before === after ? 'unchanged' : 'changed';
}
