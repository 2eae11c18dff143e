import { readFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { BackworksError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';
import type { CommandCall, FlagValue } from '../../contracts/command.ts';
import { exits } from '../exit.ts';
import { jsonDocument } from '../json-document.ts';
import { SCHEMA_FILE } from '../modeline.ts';
import { type Blocker, blockersOf, conflictsOf } from '../obstacles.ts';
import { packagePath } from '../package.ts';
import {
  leaveLinkedIgnore,
  type PlannedFile,
  planFiles,
  projectTemplates,
  readTemplate,
  writeAll,
} from '../scaffold.ts';

/** What is to be written, where, under which name. */
interface Choice {
  readonly target: string;
  readonly name: string;
}

export async function run(call: CommandCall): Promise<number> {
  const { values } = call;
  const template = templateFolder(textOf(values.template) ?? 'hello');
  const choice = await choose(call);
  if (choice === undefined) return exits.interrupted.code;
  const files = readTemplate(template, choice.name);
  files.set(SCHEMA_FILE, readFileSync(packagePath('schema/backworks.schema.json'), 'utf8'));
  const missingIgnores = leaveLinkedIgnore(choice.target, files);
  const plan = planFiles(choice.target, files);
  const conflicts = findConflicts(call, choice, plan);
  if (values['dry-run'] !== true) writeAll(choice.target, plan);
  tell(call, choice, { plan, conflicts, missingIgnores, example: exampleIn(files) });
  return exits.ok.code;
}

/**
 * Files that `--force` lets us overwrite.
 * @throws BackworksError BW8005 when something is in the way that may not or cannot be overwritten.
 */
function findConflicts(
  { values, cwd }: CommandCall,
  { target }: Choice,
  plan: readonly PlannedFile[],
): readonly string[] {
  const blockers = blockersOf(target, plan);
  if (blockers.length > 0) throw blockerError(blockers, cwd);
  const conflicts = conflictsOf(target, plan);
  if (conflicts.length > 0 && values.force !== true) throw conflictError(conflicts);
  return conflicts;
}

/** From flags; from questions where somebody is there to answer. Undefined when they gave up. */
async function choose(call: CommandCall): Promise<Choice | undefined> {
  const { values, cwd, screen } = call;
  const given = { folder: call.arguments[0], name: textOf(values.name) };
  if (given.folder === undefined && values.yes !== true) {
    if (!screen.interactive) {
      throw new BackworksError('BW8004', 'no folder was named and there is no terminal to ask on', {
        hint: 'backworks init my-api, or backworks init --yes for this folder',
      });
    }
    const answers = await ask(given.name, basename(cwd));
    if (answers === undefined) return undefined;
    return choiceOf(cwd, answers.folder, answers.name);
  }
  return choiceOf(cwd, given.folder ?? '.', given.name);
}

function choiceOf(cwd: string, folder: string, name: string | undefined): Choice {
  const target = resolve(cwd, folder);
  const chosen = name ?? nameFrom(basename(target));
  const problem = nameProblem(chosen);
  if (problem !== undefined) {
    const near = nameFrom(chosen);
    throw new BackworksError('BW8003', `--name ${chosen}: ${problem}`, {
      hint: `for example --name ${nameProblem(near) === undefined ? near : 'my-api'}`,
    });
  }
  return { target, name: chosen };
}

async function ask(
  name: string | undefined,
  here: string,
): Promise<{ folder: string; name: string } | undefined> {
  const { text, isCancel } = await import('@clack/prompts');
  const folder = await text({ message: 'Which folder?', placeholder: 'my-api', defaultValue: 'my-api' });
  if (isCancel(folder)) return undefined;
  if (name !== undefined) return { folder, name };
  const usual = nameFrom(folder === '.' ? here : basename(folder));
  const answer = await text({
    message: 'What is the API called?',
    placeholder: usual,
    defaultValue: usual,
    validate: (value) => (value ? nameProblem(value) : undefined),
  });
  return isCancel(answer) ? undefined : { folder, name: answer };
}

function templateFolder(name: string): string {
  const names = projectTemplates();
  if (names.includes(name)) return packagePath(`templates/${name}`);
  throw new BackworksError('BW8003', `there is no template "${name}"`, {
    hint: `use one of: ${names.join(', ')}`,
  });
}

function conflictError(conflicts: readonly string[]): BackworksError {
  return new BackworksError('BW8005', `these files are already there: ${conflicts.join(', ')}`, {
    hint: 'choose another folder, or overwrite them with --force; nothing was touched',
  });
}

function blockerError(blockers: readonly Blocker[], cwd: string): BackworksError {
  const what = blockers.map(({ path, needed }) => `${relative(cwd, path) || path} is not a ${needed}`);
  return new BackworksError('BW8005', `in the way: ${what.join(', ')}`, {
    hint: 'choose another folder, or move that away; nothing was touched',
  });
}

/** What was done, or would be. */
interface Outcome {
  readonly plan: readonly PlannedFile[];
  readonly conflicts: readonly string[];
  /** Lines for a `.gitignore` that was left alone. */
  readonly missingIgnores: readonly string[];
  /** A request to begin with. */
  readonly example: string;
}

/** The first one that the template's own page shows. */
function exampleIn(files: ReadonlyMap<string, string>): string {
  return /^curl .+$/m.exec(files.get('README.md') ?? '')?.[0] ?? 'curl http://127.0.0.1:4000/';
}

function tell(
  { screen, values, cwd }: CommandCall,
  { target, name }: Choice,
  { plan, conflicts, missingIgnores, example }: Outcome,
): void {
  const dry = values['dry-run'] === true;
  const folder = relative(cwd, target);
  const paths = plan.map(({ path }) => join(folder, path));
  const next = folder === '' ? 'backworks dev' : `cd ${shellWord(folder)} && backworks dev`;
  const leftAlone = missingIgnores.length === 0 ? [] : [join(folder, '.gitignore')];
  if (values.json === true) {
    const nextSteps = [
      { text: 'serve it', command: next },
      { text: 'ask it something', command: example },
    ];
    screen.out.write(jsonDocument(true, { name, written: !dry, files: paths, leftAlone }, nextSteps));
    return;
  }
  if (values.quiet === true) return;
  const { paint } = screen.out;
  const labels = plan.map((file) => (dry ? 'would be ' : '') + whatHappens(file, conflicts));
  const width = Math.max(8, ...labels.map((label) => label.length + 1));
  const row = (label: string, text: string) => `  ${paint.green(label.padEnd(width))} ${printable(text)}\n`;
  screen.out.write(paths.map((path, index) => row(labels[index] ?? '', path)).join(''));
  for (const path of leftAlone) {
    const advice = `a link, which git does not follow: add ${missingIgnores.join(' and ')} yourself`;
    screen.out.write(row('left', `${path}: ${advice}`));
  }
  screen.out.write(row('next', next) + row('try', example));
}

function whatHappens({ path, merged }: PlannedFile, conflicts: readonly string[]): string {
  if (merged) return 'extended';
  return conflicts.includes(path) ? 'overwritten' : 'created';
}

/** A path as one word of a command line, in quotes where the shell would read it differently. */
function shellWord(path: string): string {
  if (path.startsWith('-')) return shellWord(`./${path}`);
  if (process.platform === 'win32') return /^[\w.\\:/-]+$/.test(path) ? path : `"${path}"`;
  return /^[\w./:@%+=-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** A folder's name as an API's name. */
function nameFrom(folder: string): string {
  return folder.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z]+|-+$/g, '') || 'my-api';
}

/** Names go into YAML unquoted, so they must be plain words. */
function nameProblem(name: string): string | undefined {
  const isWord = /^[A-Za-z][A-Za-z0-9._-]*$/.test(name) && !/^(true|false|null)$/i.test(name);
  return isWord ? undefined : 'use letters, digits, dots and dashes, and begin with a letter';
}

function textOf(value: FlagValue): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
