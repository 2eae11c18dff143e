import { join } from 'node:path';
import type { Problem } from './problem.ts';
import type { ReadReport } from './read.ts';
import type { SourceFile, SourceMap } from './sources.ts';

/** What the `.env` files beside a configuration say. */
export interface EnvFiles {
  /** Variables that no stronger file or the process itself sets. */
  readonly variables: Readonly<Record<string, string>>;
  /** Where each of these stands. */
  readonly origins: ReadonlyMap<string, VariableOrigin>;
  /** Names in `.env.example`, with their places; undefined without that file. */
  readonly example: ReadonlyMap<string, VariableOrigin> | undefined;
  readonly problems: readonly Problem[];
  /** Absolute paths of files that were looked for. */
  readonly files: readonly string[];
  /** True when there is a file for the environment's own name. */
  readonly hasOwn: boolean;
}

/** Characters of the text of all files. */
export interface VariableOrigin {
  readonly start: number;
  readonly end: number;
}

export interface EnvFilesOptions {
  readonly folder: string;
  /** The environment's name; it has files of its own. */
  readonly name: string | undefined;
  readonly sources: SourceMap;
  readonly read: (path: string) => Promise<ReadReport>;
  /** What diagnostics call a file. */
  readonly nameOf: (path: string) => string;
  /** Files that were read before, by path. */
  readonly known: Map<string, Promise<EnvFile | undefined>>;
}

const EXAMPLE = '.env.example';

/**
 * Reads `.env`, `.env.local`, `.env.NAME` and `.env.NAME.local`; a later one wins over those before it, and
 * the process's own variables win over all of them.
 */
export async function readEnvFiles(options: EnvFilesOptions): Promise<EnvFiles> {
  const { name, folder } = options;
  const own = name === undefined ? [] : [`.env.${name}`, `.env.${name}.local`];
  const names = ['.env', '.env.local', ...own];
  const read = await Promise.all([...names, EXAMPLE].map((file) => readOnce(join(folder, file), options)));
  const [example, ...weakestLast] = read.reverse();
  const files = weakestLast.reverse();
  const present = files.filter((file) => file !== undefined);
  return {
    variables: Object.assign({}, ...present.map(({ values }) => values)) as Record<string, string>,
    origins: new Map(present.flatMap(({ origins }) => [...origins])),
    example: example?.origins,
    problems: [...present, ...(example === undefined ? [] : [example])].flatMap(({ problems }) => problems),
    files: [...names, EXAMPLE].map((file) => join(folder, file)),
    hasOwn: own.some((file) => files[names.indexOf(file)] !== undefined),
  };
}

/**
 * Variables that `.env.example` asks for and nobody sets.
 *
 * @param told those that the configuration reads: it says itself when they are missing
 */
export function unsetExamples(
  { example, variables }: EnvFiles,
  environment: Readonly<Record<string, string | undefined>>,
  told: ReadonlySet<string>,
): Problem[] {
  const unset = [...(example ?? [])].filter(
    ([name]) => !told.has(name) && !isSet(name, environment) && !isSet(name, variables),
  );
  const [first] = unset;
  if (first === undefined) return [];
  const names = unset.map(([name]) => name).join(', ');
  const [, { start, end }] = first;
  const message =
    unset.length === 1 ? `${names} is not set` : `${unset.length} variables are not set: ${names}`;
  return [{ code: 'BW5006', severity: 'warning', message, path: [], span: { start, end } }];
}

function isSet(name: string, variables: Readonly<Record<string, string | undefined>>): boolean {
  return Object.hasOwn(variables, name) && variables[name] !== undefined;
}

/** What one file says. */
export interface EnvFile {
  readonly values: Readonly<Record<string, string>>;
  readonly origins: ReadonlyMap<string, VariableOrigin>;
  readonly problems: readonly Problem[];
}

function readOnce(path: string, options: EnvFilesOptions): Promise<EnvFile | undefined> {
  const known = options.known.get(path) ?? readOne(path, options);
  options.known.set(path, known);
  return known;
}

/** Undefined when there is no such file, which is the usual case. */
async function readOne(
  path: string,
  { read, sources, nameOf, folder }: EnvFilesOptions,
): Promise<EnvFile | undefined> {
  const report = await read(path);
  if ('code' in report) {
    if (report.missing === true) return undefined;
    const file = sources.add({ name: nameOf(path), folder, text: report.text ?? '', shown: '' });
    const at = file.base + (report.offset ?? 0);
    const problem = { code: report.code, message: report.message, path: [], span: { start: at, end: at } };
    return { values: {}, origins: new Map(), problems: [problem] };
  }
  const { parse } = await import('dotenv');
  const shown = namesOnly(report.text);
  const file = sources.add({ name: nameOf(path), folder, text: report.text, shown });
  const values = parse(report.text);
  const { origins, problems } = findLines(file, new Set(Object.keys(values)));
  return { values, origins, problems };
}

const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*[=:]/;

/** What a report may show: names and comments, no values. */
function namesOnly(text: string): string {
  return text.replace(/[^\r\n]+/g, (line) => {
    return /^\s*#/.test(line) ? line : `${ASSIGNMENT.exec(line)?.[0] ?? ''}***`;
  });
}

/** Places of the names, and lines that do not say what was meant. */
function findLines(
  { text, base }: SourceFile,
  names: ReadonlySet<string>,
): { origins: Map<string, VariableOrigin>; problems: Problem[] } {
  const origins = new Map<string, VariableOrigin>();
  const problems: Problem[] = [];
  let quote: string | undefined;
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    if (quote !== undefined) {
      if (line.includes(quote)) quote = undefined;
      continue;
    }
    const [lead = '', name] = ASSIGNMENT.exec(line) ?? [];
    const isSet = name !== undefined && names.has(name);
    const start = base + index + (isSet ? lead.indexOf(name) : 0);
    const span = { start, end: isSet ? start + name.length : start + line.length };
    if (isSet) origins.set(name, span);
    const value = line.slice(lead.length);
    const open = isSet ? openQuote(value) : undefined;
    if (open !== undefined && text.includes(open, index + line.length)) quote = open;
    else {
      const message = isSet ? doubtAbout(name, value, open) : strayLine(line);
      if (message !== undefined)
        problems.push({ code: 'BW5005', severity: 'warning', message, path: [], span });
    }
  }
  return { origins, problems };
}

function strayLine(line: string): string | undefined {
  return /^\s*(?:#|$)/.test(line) ? undefined : 'this line sets no variable';
}

/** Values that are read in another way than they look. */
function doubtAbout(name: string, value: string, open: string | undefined): string | undefined {
  if (open !== undefined) return `the value of ${name} begins with a quote that is never closed`;
  const isCut = /^\s*[^\s"'`#][^\s#]*#/.test(value);
  return isCut ? `the value of ${name} ends at its #: put it in quotes` : undefined;
}

/** The quote of a value that is not closed in its line. */
function openQuote(value: string): string | undefined {
  const [, quote] = /^\s*(["'`])/.exec(value) ?? [];
  if (quote === undefined) return undefined;
  return value.trimStart().indexOf(quote, 1) === -1 ? quote : undefined;
}
