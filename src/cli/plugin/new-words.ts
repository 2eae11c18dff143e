import { join, relative } from 'node:path';
import { printable } from '../../base/printable.ts';
import type { CommandCall } from '../../contracts/command.ts';
import type { ResolvedConfig } from '../../contracts/config.ts';
import { type ChangedText, prettyDiff, unifiedDiff } from '../fix/diff.ts';
import type { Rewrite } from '../fix/rewrite.ts';
import { jsonDocument, type NextStep } from '../json-document.ts';
import { sameAgain } from '../report/same-again.ts';
import { shellWord } from '../report/shell-word.ts';
import { pathOf } from '../routes/shown.ts';
import type { PlannedFile } from '../scaffold.ts';
import { runningServers } from './running-server.ts';
import { TYPES_FOLDER } from './types-folder.ts';

/** A plugin that is to be written. */
export interface NewPlugin {
  readonly name: string;
  /** Absolute path of the configuration's folder. */
  readonly folder: string;
  /** By their paths relative to it. */
  readonly files: readonly PlannedFile[];
  readonly config: ResolvedConfig;
  readonly change: ChangedText;
  readonly rewrite: Rewrite;
}

/** What would be done. For programs it is the result; for people it stands before a question. */
export function showPlan(call: CommandCall, plugin: NewPlugin): void {
  const { screen, values } = call;
  const dry = values['dry-run'] === true;
  if (values.json === true) {
    screen.out.write(documentOf(call, plugin, false));
    return;
  }
  if (values.quiet === true && !dry) return;
  const surface = dry ? screen.out : screen.err;
  const { paint } = surface;
  surface.write(rows(call, plugin, 'would be created', 'would be changed').map(row(paint.green)).join(''));
  surface.write(`\n${prettyDiff([plugin.change], paint)}\n`);
}

export function tellWritten(call: CommandCall, plugin: NewPlugin): void {
  const { screen, values } = call;
  if (values.json === true) {
    screen.out.write(documentOf(call, plugin, true));
    return;
  }
  if (values.quiet === true) return;
  const [serve, ask, test] = nextSteps(call, plugin);
  const steps = [
    ['next', serve.command],
    ['try', ask.command],
    ['shows', headerOf(plugin.name)],
    ['test', test.command],
  ] as const;
  const { green } = screen.out.paint;
  screen.out.write([...rows(call, plugin, 'created', 'changed'), ...steps].map(row(green)).join(''));
}

function documentOf(call: CommandCall, plugin: NewPlugin, written: boolean): string {
  const { name, change } = plugin;
  const files = ownFiles(call, plugin);
  const fields = {
    name,
    written,
    files,
    types: typesOf(call, plugin),
    config: change.file,
    diff: unifiedDiff([change]),
  };
  return jsonDocument(true, fields, nextSteps(call, plugin));
}

type Row = readonly [label: string, text: string];

function rows(call: CommandCall, plugin: NewPlugin, created: string, changed: string): Row[] {
  const types = plugin.files.filter(isTypes).length;
  return [
    ...ownFiles(call, plugin).map((file): Row => [created, file]),
    [created, `${typesOf(call, plugin)}  ${types} files that editors and tsc read`],
    [changed, plugin.change.file],
  ];
}

function row(colour: (text: string) => string): (row: Row, index: number, all: readonly Row[]) => string {
  return ([label, text], _index, all) => {
    const width = Math.max(...all.map(([one]) => one.length)) + 1;
    return `  ${colour(label.padEnd(width))} ${printable(text)}\n`;
  };
}

function ownFiles({ cwd }: CommandCall, { folder, files }: NewPlugin): string[] {
  return files.filter((file) => !isTypes(file)).map(({ path }) => relative(cwd, join(folder, path)));
}

function typesOf({ cwd }: CommandCall, { folder }: NewPlugin): string {
  return relative(cwd, join(folder, TYPES_FOLDER));
}

function isTypes({ path }: PlannedFile): boolean {
  return path.startsWith(TYPES_FOLDER);
}

function headerOf(name: string): string {
  return `x-${name}: hello`;
}

function nextSteps({ values }: CommandCall, plugin: NewPlugin): [NextStep, NextStep, NextStep] {
  return [
    { text: 'serve it', command: sameAgain('backworks dev', values) },
    { text: 'see what the plugin does', command: curlOf(plugin) },
    { text: 'test it', command: sameAgain(`backworks plugin test ${plugin.name}`, values) },
  ];
}

/** A request of an endpoint; where there is none, the plugin is seen on the 404. */
function curlOf({ config, folder }: NewPlugin): string {
  const plain = config.endpoints.find(({ methods }) => methods.length === 0 || methods.includes('GET'));
  const path =
    plain === undefined
      ? '/'
      : pathOf(plain)
          .replace(/\*.*$/, '')
          .replace(/\{[^}]*\}/g, '1');
  const url = new URL(path, runningServers(folder)[0]?.url ?? usualUrl(config));
  const trust = url.protocol === 'https:' ? 'k' : '';
  return `curl -i${trust} ${shellWord(url.href)}`;
}

function usualUrl({ server: { host, port, tls } }: ResolvedConfig): string {
  const isEvery = host === '0.0.0.0' || host === '::';
  const name = isEvery ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `${tls === undefined ? 'http' : 'https'}://${name}:${port}`;
}
