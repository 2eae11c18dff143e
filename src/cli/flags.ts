import type { Flag } from '../contracts/command.ts';
import { reporters } from './report/index.ts';

const port = {
  name: 'port',
  short: 'p',
  value: 'number',
  summary: 'port to listen on; 0 for a free one',
} as const;
const host = { name: 'host', value: 'address', summary: 'address to listen on' } as const;

/** Flags every command takes, before or after its name. */
export const globalFlags = [
  { name: 'config', short: 'c', value: 'file', summary: 'the configuration; - reads standard input' },
  { name: 'env', value: 'name', summary: 'the entry of `environments:` to use, and its .env files' },
  { name: 'cwd', short: 'C', value: 'folder', summary: 'work in this folder' },
  { name: 'quiet', short: 'q', summary: 'only errors' },
  { name: 'verbose', short: 'v', summary: 'more detail' },
  { name: 'json', summary: 'results for programs on stdout' },
  { name: 'color', summary: 'always use colour' },
  { name: 'no-color', summary: 'never use colour' },
  { name: 'no-input', summary: 'never ask' },
  { name: 'yes', short: 'y', summary: 'answer every question with its default' },
  {
    name: 'log-format',
    value: 'name',
    choices: ['pretty', 'json', 'logfmt'],
    summary: 'log lines as pretty, json or logfmt',
  },
  {
    name: 'agent',
    value: 'mode',
    choices: ['auto', 'yes', 'no'],
    summary: 'plain output for AI agents: auto, yes or no',
  },
] as const satisfies readonly Flag[];

export const initFlags = [
  { name: 'template', value: 'name', summary: 'what to start from: hello, static or proxy' },
  { name: 'name', value: 'name', summary: "the API's name; the folder's by default" },
  { name: 'force', summary: 'overwrite files of the template; keep all others' },
  { name: 'dry-run', summary: 'print what would be written' },
] as const satisfies readonly Flag[];

export const devFlags = [
  port,
  host,
  { name: 'once', summary: 'exit with 3 when the first file is broken; always without a terminal' },
  { name: 'no-keys', summary: 'do not read single key presses' },
] as const satisfies readonly Flag[];

export const startFlags = [
  port,
  host,
  { name: 'check', summary: 'check everything, listen on nothing' },
] as const satisfies readonly Flag[];

export const execFlags = [
  { ...port, summary: 'port to listen on; a free one by default' },
  host,
] as const satisfies readonly Flag[];

const noPlugins = {
  name: 'no-plugins',
  summary: 'load no plugin: what plugins say about their settings is left open',
} as const;

export const routesFlags = [noPlugins] as const satisfies readonly Flag[];

const formats = reporters.map(({ name }) => name);

export const validateFlags = [
  {
    name: 'format',
    value: 'name',
    choices: formats,
    summary: `report as ${formats.slice(0, -1).join(', ')} or ${formats.at(-1)}`,
  },
  {
    name: 'report',
    value: 'name=file',
    repeatable: true,
    summary: 'write a report of that format into a file, too; may be given several times',
  },
  { name: 'strict', summary: 'warnings count as errors' },
  { name: 'fix', summary: 'mend what can be mended, after showing the changes' },
  { name: 'dry-run', summary: 'with --fix: print the changes, write nothing' },
  { name: 'watch', summary: 'check again whenever a file changes' },
  {
    name: 'print',
    value: 'what',
    choices: ['resolved'],
    summary: 'print the resolved configuration, each value with its origin',
  },
  {
    name: 'stdin-filename',
    value: 'name',
    summary: 'the file that standard input stands for: in reports, and for paths relative to it',
  },
  noPlugins,
] as const satisfies readonly Flag[];

export const schemaFlags = [
  { name: 'write', summary: 'write it beside the configuration, which names it in its first line' },
  { name: 'dry-run', summary: 'with --write: print what would be written' },
] as const satisfies readonly Flag[];

export const pluginFlags = [
  { name: 'dry-run', summary: 'of new: print what would be written' },
  { name: 'requests', value: 'number', summary: 'of bench: how many are sent; 2000 by default' },
] as const satisfies readonly Flag[];

export const docsFlags = [
  { name: 'path', summary: 'print where the pages are, instead' },
] as const satisfies readonly Flag[];
