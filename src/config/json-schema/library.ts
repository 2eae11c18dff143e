import { dirname, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Path } from '../../base/json-pointer.ts';
import { ConfigDocument } from '../document.ts';
import { isMapping } from '../mapping.ts';
import { isError, type Problem } from '../problem.ts';
import { readConfig } from '../read.ts';
import { checkFiles } from '../resolve/files.ts';
import type { SourceFile, SourceMap } from '../sources.ts';
import { parseYaml } from '../yaml.ts';
import type { SchemaObject } from './visit.ts';

/** A schema, and where it stands: in the configuration, or as a file of its own. */
export interface SchemaDocument {
  /** The `file:` URL of a file; empty for a schema in the configuration. */
  readonly url: string;
  readonly value: SchemaObject;
  readonly document: ConfigDocument;
  /** The way to it in its document. */
  readonly path: Path;
}

/** Where a reference stands. */
export interface Referrer {
  readonly document: ConfigDocument;
  readonly path: Path;
}

type Loaded = SchemaDocument | readonly Problem[];

/** Files are read once, however many environments look at them. */
const libraries = new WeakMap<SourceMap, Map<string, Promise<Loaded>>>();

/** Reads the files that schemas refer to: JSON or YAML. */
export class SchemaLibrary {
  readonly #known: Map<string, Promise<Loaded>>;
  readonly #sources: SourceMap;
  readonly #main: SourceFile | undefined;
  /** Absolute paths, also of files that are missing. */
  readonly files = new Set<string>();

  constructor(sources: SourceMap) {
    this.#sources = sources;
    this.#main = sources.files[0];
    this.#known = libraries.get(sources) ?? new Map();
    libraries.set(sources, this.#known);
  }

  /** The URL of a file that is named relative to the one the reference stands in. */
  urlOf(file: string, { document, path }: Referrer): string {
    return pathToFileURL(resolve(document.fileOf(path).folder, decodeURIComponent(file))).href;
  }

  /** @returns the document, or what keeps it from being one */
  async open(file: string, referrer: Referrer): Promise<Loaded> {
    const { document, path } = referrer;
    const { folder } = document.fileOf(path);
    const text = decodeURIComponent(file);
    const absolute = resolve(folder, text);
    this.files.add(absolute);
    const { problems } = await checkFiles([{ path, text }], folder, document);
    // A name with signs in it that are encoded is written otherwise than it is called.
    if (problems.length > 0) {
      return text === file ? problems : problems.map((problem) => ({ ...problem, edits: [] }));
    }
    const known = this.#known.get(absolute) ?? this.#read(absolute, referrer);
    this.#known.set(absolute, known);
    return known;
  }

  async #read(absolute: string, { document, path }: Referrer): Promise<Loaded> {
    const read = await readConfig(absolute);
    const name = this.#nameOf(absolute);
    if ('code' in read) return [document.problem(read.code, `${name}: ${read.message}`, path)];
    const file = this.#sources.add({ name, folder: dirname(absolute), text: read.text });
    const { parsed, problems } = parseYaml(file.text, { whole: this.#sources.text, base: file.base });
    if (parsed === undefined || problems.some(isError)) return problems;
    const own = new ConfigDocument(this.#sources, [{ root: parsed.root, prefix: [] }], parsed.value);
    if (!isMapping(parsed.value)) return [own.problem('BW3301', 'a schema is a mapping of keywords', [])];
    return { url: pathToFileURL(absolute).href, value: parsed.value, document: own, path: [] };
  }

  /** As the main file is called, from wherever that is. */
  #nameOf(absolute: string): string {
    const { name = '-', folder = '' } = this.#main ?? {};
    const below = relative(folder, absolute) || absolute;
    const before = name.slice(0, Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    return below.startsWith('..') && before !== '' ? absolute : before + below;
  }
}
