import { dirname, relative, resolve } from 'node:path';
import { type Diagnostic, sortDiagnostics } from '../base/diagnostic.ts';
import type { ConfigSource, LoadReport } from '../contracts/app.ts';
import type { ModeDescriptor } from '../contracts/mode.ts';
import { ConfigDocument } from './document.ts';
import { LineIndex } from './lines.ts';
import { mergeProblems, type Problem, toDiagnostic } from './problem.ts';
import { checkText, type ReadFailure, type ReadReport, readConfig } from './read.ts';
import { resolveConfig } from './resolve.ts';
import { parseYaml } from './yaml.ts';

export interface LoadOptions {
  readonly source: ConfigSource;
  readonly modes: readonly ModeDescriptor[];
  /** Variables that `${NAME}` may read. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Folder that file names in diagnostics are relative to. */
  readonly cwd: string;
}

/**
 * Reads and checks a configuration, and reports every mistake in it at once. Never throws for what a
 * file holds; without errors the report has the resolved configuration.
 */
export async function loadConfig(options: LoadOptions): Promise<LoadReport> {
  const source = await openSource(options);
  const { name, read } = source;
  if ('code' in read) return report(source, read.text ?? '', { problems: [unreadable(read)] });
  const { parsed, problems } = parseYaml(read.text);
  if (parsed === undefined) return report(source, read.text, { problems });
  const document = new ConfigDocument(read.text, parsed);
  const { modes, environment } = options;
  const context = { modes, environment, folder: source.folder, file: name };
  const resolution = await resolveConfig(document, context);
  return report(source, read.text, { ...resolution, problems: [...problems, ...resolution.problems] });
}

interface OpenSource {
  /** What diagnostics call it. */
  readonly name: string;
  readonly folder: string;
  /** Absolute paths to watch for it. */
  readonly files: readonly string[];
  readonly read: ReadReport;
}

async function openSource({ source, cwd }: LoadOptions): Promise<OpenSource> {
  if (source.kind === 'text') {
    return { name: '-', folder: resolve(cwd, source.folder), files: [], read: checkText(source.text) };
  }
  const path = resolve(cwd, source.path);
  const name = relative(cwd, path) || path;
  return { name, folder: dirname(path), files: [path], read: await readConfig(path) };
}

function unreadable({ code, message, hint, offset = 0 }: ReadFailure): Problem {
  return { code, message, path: [], span: { start: offset, end: offset }, hint };
}

function report(
  { name, files }: OpenSource,
  text: string,
  found: {
    readonly problems: readonly Problem[];
    readonly config?: LoadReport['config'];
    readonly files?: readonly string[];
  },
): LoadReport {
  const lines = new LineIndex(text);
  const diagnostics: Diagnostic[] = mergeProblems(found.problems).map((problem) =>
    toDiagnostic(problem, name, lines),
  );
  return {
    config: diagnostics.length === 0 ? found.config : undefined,
    diagnostics: sortDiagnostics(diagnostics),
    sources: new Map([[name, text]]),
    files: [...files, ...(found.files ?? [])],
  };
}
