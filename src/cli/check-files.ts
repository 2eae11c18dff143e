import { resolve } from 'node:path';
import { type Diagnostic, FILE_START, sortDiagnostics } from '../base/diagnostic.ts';
import { BackworksError } from '../base/errors.ts';
import type { AppOptions, LoadReport } from '../contracts/app.ts';
import type { CommandCall } from '../contracts/command.ts';
import { exits } from './exit.ts';
import type { Report } from './report/reporter.ts';
import { openApp } from './serve/open.ts';

/** One report over all files that a command line names. */
export interface FilesReport extends Report {
  /** Absolute paths of every file that was read or looked for. */
  readonly watched: readonly string[];
  /** Why there was nothing to check; it is among the diagnostics, too. */
  readonly failure: BackworksError | undefined;
}

type Extra = Pick<AppOptions, 'overlay'>;

/** What one file came to. */
interface Checked extends Pick<LoadReport, 'diagnostics' | 'sources' | 'files'> {
  readonly name: string;
  readonly endpoints: number;
  readonly failure?: BackworksError;
}

/**
 * Checks every file that is named, else the one that is found.
 * @throws BackworksError when the command line makes no sense.
 */
export async function checkFiles(call: CommandCall, extra: Extra = {}): Promise<FilesReport> {
  const started = performance.now();
  const checked: Checked[] = [];
  for (const config of configsOf(call)) {
    const named = config === undefined ? call : { ...call, values: { ...call.values, config } };
    checked.push(await checkFile(named, extra));
  }
  return {
    files: checked.map(({ name }) => name),
    // Files may share others, and with them their mistakes.
    diagnostics: sortDiagnostics(checked.flatMap(({ diagnostics }) => diagnostics)),
    sources: new Map(checked.flatMap(({ sources }) => [...sources])),
    endpoints: checked.reduce((sum, { endpoints }) => sum + endpoints, 0),
    duration: performance.now() - started,
    watched: [...new Set(checked.flatMap(({ files }) => files))],
    failure: checked.find(({ failure }) => failure !== undefined)?.failure,
  };
}

/** A file that is named twice is one file; without a name it is searched for. */
function configsOf({ arguments: given, cwd }: CommandCall): readonly (string | undefined)[] {
  if (given.length === 0) return [undefined];
  return [...new Map(given.map((name) => [name === '-' ? name : resolve(cwd, name), name])).values()];
}

async function checkFile(call: CommandCall, extra: Extra): Promise<Checked> {
  try {
    const everyEnvironment = call.values.env === undefined;
    const { app, configName, findings } = await openApp(call, { ...extra, everyEnvironment });
    const { diagnostics, sources, files, config } = await app.check();
    const endpoints = config?.endpoints.length ?? 0;
    return { name: configName, diagnostics: [...findings, ...diagnostics], sources, files, endpoints };
  } catch (error) {
    const isFinding = error instanceof BackworksError && error.entry.exit === exits.configuration.code;
    if (!isFinding) throw error;
    const name = 'backworks.yaml';
    const diagnostics = [findingOf(error, name)];
    return { name, diagnostics, sources: new Map(), files: [], endpoints: 0, failure: error };
  }
}

/** There was nothing to check: a report says so, too. */
function findingOf(error: BackworksError, file: string): Diagnostic {
  return {
    code: error.code,
    severity: 'error',
    message: error.message,
    file,
    range: FILE_START,
    pointer: '',
    hint: error.hint ?? error.entry.hint,
    related: [],
    suggestions: [],
  };
}
