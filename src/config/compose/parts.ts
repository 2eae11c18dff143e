import { dirname, relative, resolve } from 'node:path';
import type { Path } from '../../base/json-pointer.ts';
import { ConfigDocument } from '../document.ts';
import { isMapping } from '../mapping.ts';
import type { Problem } from '../problem.ts';
import type { ReadFailure, ReadReport } from '../read.ts';
import { checkFiles } from '../resolve/files.ts';
import type { SourceFile, SourceMap } from '../sources.ts';
import { parseYaml } from '../yaml.ts';
import { isGlob, MAX_LOOKS, matchFiles, realPathOf } from './globs.ts';
import { type Link, type LinkKind, linksOf } from './links.ts';

/** More files than this are a mistake in a pattern. */
const MAX_FILES = 1_000;

/** One file, with those it names. */
export interface Part {
  readonly file: SourceFile;
  readonly document: ConfigDocument;
  /** What it builds on and what it includes, the weakest first. */
  readonly lower: readonly LinkedPart[];
}

export interface LinkedPart {
  readonly kind: LinkKind;
  readonly part: Part;
}

export interface PartsReport {
  /** Undefined when the first file holds no value. */
  readonly root: Part | undefined;
  readonly problems: readonly Problem[];
  /** Absolute paths of files and folders whose change may change the configuration. */
  readonly watched: readonly string[];
  /** True when everything that is named could be read. */
  readonly complete: boolean;
}

export interface PartsOptions {
  readonly sources: SourceMap;
  /** Folder that file names in diagnostics are relative to. */
  readonly cwd: string;
  readonly read: (path: string) => Promise<ReadReport>;
}

/** The file to begin with. */
export interface FirstFile {
  /** What diagnostics call it. */
  readonly name: string;
  readonly folder: string;
  /** Absolute; undefined for a text that comes from no file. */
  readonly path: string | undefined;
  readonly read: ReadReport;
}

/** Reads a file and all that it names. Each file is read once, whatever leads to it. */
export async function readParts(first: FirstFile, options: PartsOptions): Promise<PartsReport> {
  const reader = new PartReader(options);
  const root = await reader.first(first);
  const { problems, watched, complete } = reader;
  return { root, problems, watched: [...watched], complete };
}

class PartReader {
  readonly problems: Problem[] = [];
  readonly watched = new Set<string>();
  complete = true;
  readonly #options: PartsOptions;
  /** By their paths without links: several names may lead to one file. */
  readonly #known = new Map<string, Part | undefined>();
  /** The files that lead to the one that is being read. */
  readonly #chain: { readonly path: string; readonly real: string }[] = [];

  constructor(options: PartsOptions) {
    this.#options = options;
  }

  async first({ name, folder, path, read }: FirstFile): Promise<Part | undefined> {
    const text = 'code' in read ? (read.text ?? '') : read.text;
    const file = this.#options.sources.add({ name, folder, text });
    if ('code' in read) {
      this.#fail(unreadable(read, file));
      return undefined;
    }
    return this.#parse(file, path);
  }

  /** @param path undefined for a text that comes from no file */
  async #parse(file: SourceFile, path: string | undefined): Promise<Part | undefined> {
    const { sources } = this.#options;
    const { parsed, problems } = parseYaml(file.text, { whole: sources.text, base: file.base });
    for (const problem of problems) this.problems.push(problem);
    if (parsed === undefined) {
      this.complete = false;
      return undefined;
    }
    const document = new ConfigDocument(sources, [{ root: parsed.root, prefix: [] }], parsed.value);
    this.#chain.push({ path: path ?? file.name, real: await realPathOf(path ?? file.name) });
    const lower = await this.#lower(document, file, path === undefined && file.name === '-');
    this.#chain.pop();
    return { file, document, lower };
  }

  async #lower(document: ConfigDocument, file: SourceFile, isAnonymous: boolean): Promise<LinkedPart[]> {
    const { links, problems } = linksOf(document);
    for (const problem of problems) this.problems.push(problem);
    const lower: LinkedPart[] = [];
    for (const link of links) {
      if (isAnonymous) {
        this.#report(
          'BW1024',
          'standard input has no folder, so it names no other files',
          link.path,
          document,
        );
        continue;
      }
      for (const path of await this.#filesOf(link, file.folder, document)) {
        const part = await this.#open(path, link, document);
        if (part !== undefined) lower.push({ kind: link.kind, part });
      }
    }
    return lower;
  }

  /** Absolute paths; a mistake in the link is reported. */
  async #filesOf(link: Link, folder: string, document: ConfigDocument): Promise<readonly string[]> {
    if (link.kind === 'include' && isGlob(link.text)) {
      return this.#matchesOf(link, folder, document);
    }
    const { files, problems } = await checkFiles([link], folder, document);
    for (const one of files) this.watched.add(one);
    if (problems.length === 0) return files;
    for (const problem of problems) this.#fail(problem);
    return [];
  }

  async #matchesOf(link: Link, folder: string, document: ConfigDocument): Promise<readonly string[]> {
    const source = document.excerptOf(link.path);
    const matches = await matchFiles(link.text, folder);
    if (matches === undefined) {
      const message = `${source} reaches too far: it looks at more than ${MAX_LOOKS} names, or is too long`;
      const hint = 'name the folder that is meant, such as `./api/**/*.yaml`';
      this.#fail(document.problem('BW1025', message, link.path, { hint }));
      return [];
    }
    for (const one of matches.folders) this.watched.add(one);
    const self = this.#chain.at(-1)?.real;
    const others: string[] = [];
    for (const file of matches.files) if ((await realPathOf(file)) !== self) others.push(file);
    if (others.length === 0) this.#report('BW1020', `no file matches ${source}`, link.path, document);
    return others;
  }

  async #open(path: string, link: Link, document: ConfigDocument): Promise<Part | undefined> {
    this.watched.add(path);
    const real = await realPathOf(path);
    const since = this.#chain.findIndex((one) => one.real === real);
    if (since !== -1) {
      const circle = [...this.#chain.slice(since), { path }]
        .map((one) => this.#nameOf(one.path))
        .join(' -> ');
      this.#report('BW1021', `these files include each other: ${circle}`, link.path, document);
      return undefined;
    }
    if (this.#known.has(real)) return this.#known.get(real);
    if (this.#known.size === MAX_FILES) {
      this.#report('BW1025', `more than ${MAX_FILES} files in one configuration`, link.path, document);
      return undefined;
    }
    this.#known.set(real, undefined);
    const part = await this.#read(path, link, document);
    this.#known.set(real, part);
    return part;
  }

  async #read(path: string, link: Link, document: ConfigDocument): Promise<Part | undefined> {
    const read = await this.#options.read(path);
    const name = this.#nameOf(path);
    if ('code' in read && read.text === undefined) {
      this.#report(read.code, `${name}: ${read.message}`, link.path, document);
      return undefined;
    }
    const file = this.#options.sources.add({ name, folder: dirname(path), text: read.text ?? '' });
    if ('code' in read) {
      this.#fail(unreadable(read, file));
      return undefined;
    }
    const part = await this.#parse(file, path);
    if (part === undefined || isMapping(part.document.value)) return part;
    this.#report('BW2004', 'a file that is included has keys and values, as the main one', [], part.document);
    return undefined;
  }

  #nameOf(path: string): string {
    return relative(this.#options.cwd, resolve(path)) || path;
  }

  #report(code: Problem['code'], message: string, path: Path, document: ConfigDocument): void {
    this.#fail(document.problem(code, message, path));
  }

  #fail(problem: Problem): void {
    this.complete = false;
    this.problems.push(problem);
  }
}

function unreadable({ code, message, hint, offset = 0 }: ReadFailure, { base }: SourceFile): Problem {
  const at = base + offset;
  return { code, message, path: [], span: { start: at, end: at }, hint };
}
