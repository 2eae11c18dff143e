import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { hasErrors } from '../../base/diagnostic.ts';
import { BackworksError } from '../../base/errors.ts';
import { writeFlow } from '../../base/yaml-text.ts';
import type { LoadReport } from '../../contracts/app.ts';
import type { CommandCall } from '../../contracts/command.ts';
import type { ResolvedConfig } from '../../contracts/config.ts';
import { exits } from '../exit.ts';
import type { ChangedText } from '../fix/diff.ts';
import { lookAt } from '../obstacles.ts';
import { packagePath } from '../package.ts';
import { refuse } from '../report/refusal.ts';
import { type PlannedFile, readTemplate, writeAll } from '../scaffold.ts';
import { openApp } from '../serve/open.ts';
import { findSource } from '../source.ts';
import { listEntry } from './list-entry.ts';
import { listedNames } from './listed-names.ts';
import { type NewPlugin, showPlan, tellWritten } from './new-words.ts';
import { typesFiles } from './types-folder.ts';

/** What a plugin can be called, as `plugins:` has it. */
const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** `plugin new`: writes a plugin with its test, and lists it in the configuration. All of it, or nothing. */
export async function run(call: CommandCall): Promise<number> {
  const { values } = call;
  const name = await nameOf(call);
  if (name === undefined) return exits.interrupted.code;
  const { app, findings, configName } = await openApp(call, {});
  const { report, values: explained } = await app.explain();
  const diagnostics = [...findings, ...report.diagnostics];
  const { config } = report;
  if (config === undefined || hasErrors(diagnostics)) return refuse(call, { ...report, diagnostics });
  const plugin = await plan(call, { name, config, configName, report, listed: listedNames(explained) });
  if (values['dry-run'] === true) {
    showPlan(call, plugin);
    return exits.ok.code;
  }
  const answer = await mayWrite(call, plugin);
  if (answer !== true) return answer === undefined ? exits.interrupted.code : exits.ok.code;
  await write(plugin);
  tellWritten(call, plugin);
  return exits.ok.code;
}

/** From the command line; from a question where somebody is there to answer. Undefined when they gave up. */
async function nameOf({ arguments: given, screen, values }: CommandCall): Promise<string | undefined> {
  const [, word] = given;
  if (word !== undefined) {
    const problem = nameProblem(word);
    if (problem === undefined) return word;
    const near = word
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^[^a-z]+|-+$/g, '');
    const example = nameProblem(near) === undefined ? near : 'hello';
    throw new BackworksError('BW8003', `no plugin can be called ${JSON.stringify(word)}: ${problem}`, {
      hint: `for example backworks plugin new ${example}`,
    });
  }
  if (!screen.interactive || values.yes === true)
    throw new BackworksError('BW8004', 'the plugin has no name', { hint: 'backworks plugin new hello' });
  const { text, isCancel } = await import('@clack/prompts');
  const answer = await text({
    message: 'What is the plugin called?',
    placeholder: 'hello',
    defaultValue: 'hello',
    validate: (value) => (value ? nameProblem(value) : undefined),
  });
  return isCancel(answer) ? undefined : answer;
}

function nameProblem(name: string): string | undefined {
  return NAME.test(name) ? undefined : 'use lower-case letters, digits and hyphens, and begin with a letter';
}

interface Asked {
  readonly name: string;
  readonly config: ResolvedConfig;
  readonly configName: string;
  readonly report: LoadReport;
  /** Names in `plugins:`, of all files, the disabled ones too. */
  readonly listed: readonly string[];
}

/** @throws BackworksError for whatever is in the way */
async function plan(call: CommandCall, asked: Asked): Promise<NewPlugin> {
  const { name, config, configName, listed } = asked;
  const { source } = await findSource(call, call.values);
  const entry = { module_path: `./plugins/${name}/index.ts`, greeting: 'hello' };
  const cannot = (why: string) =>
    new BackworksError('BW8007', `${configName} cannot list the plugin: ${why}; nothing was written`, {
      hint: `put this below \`plugins:\` of a YAML file: ${name}: ${writeFlow(entry)}`,
    });
  if (source.kind === 'text') throw cannot('it is standard input');
  if (listed.includes(name))
    throw new BackworksError('BW8005', `\`plugins:\` already lists ${name}; nothing was written`, {
      hint: 'choose another name, or remove that entry',
    });
  const folder = dirname(source.path);
  const place = join('plugins', name);
  if (lookAt(join(folder, place)) !== undefined)
    throw new BackworksError('BW8005', `${place} is already there; nothing was written`, {
      hint: 'choose another name, or move that away',
    });
  const path = realpathSync(source.path);
  const bytes = readFileSync(path);
  const whole = bytes.toString('utf8');
  const text = whole.replace(/^\uFEFF/, '');
  const mark = whole.slice(0, whole.length - text.length);
  const listing = await listEntry(text, name, entry);
  if ('obstacle' in listing) throw cannot(listing.obstacle);
  // It was read without a mistake a moment ago.
  if ('problems' in listing) throw new BackworksError('BW7006', `${configName} was changed meanwhile`);
  const moved = listing.edits.map(({ start, end, replace }) => ({
    start: start + mark.length,
    end: end + mark.length,
    replace,
  }));
  const change: ChangedText = { file: relative(call.cwd, source.path), original: whole, changes: moved };
  const after = Buffer.from(mark + listing.text);
  return {
    name,
    folder,
    files: filesOf(name),
    config,
    change,
    rewrite: { name: configName, path, before: bytes, after },
  };
}

function filesOf(name: string): PlannedFile[] {
  const own = [...readTemplate(packagePath('templates/plugin'), name)].map(([path, text]) => ({
    path: `plugins/${name}/${path}`,
    text,
    merged: false,
  }));
  return [...own, ...typesFiles()];
}

/** Asks a person, after showing what is to be done. Undefined when they gave up. @throws BackworksError BW8004 */
async function mayWrite(call: CommandCall, plugin: NewPlugin): Promise<boolean | undefined> {
  const { values, screen } = call;
  if (values.yes === true) return true;
  if (values.json !== true) showPlan(call, plugin);
  if (!screen.interactive || values.json === true)
    throw new BackworksError('BW8004', 'nobody is there to say yes; nothing was written', {
      hint: `backworks plugin new ${plugin.name} --yes`,
    });
  const { confirm, isCancel } = await import('@clack/prompts');
  const answer = await confirm({ message: `Write this into ${plugin.rewrite.name}, and the files?` });
  return isCancel(answer) ? undefined : answer;
}

async function write({ folder, files, rewrite }: NewPlugin): Promise<void> {
  const { rewriteFiles } = await import('../fix/rewrite.ts');
  // The file that lists it comes last: whoever watches it finds the plugin there.
  writeAll(folder, files, () => rewriteFiles([rewrite]));
}
