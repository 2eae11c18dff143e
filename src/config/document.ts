import type { Path } from '../base/json-pointer.ts';
import type { Span } from '../base/lines.ts';
import { type Location, locate, type Node, type ScalarNode } from './nodes.ts';
import type { Edit, Problem } from './problem.ts';
import { editScalar, spanInScalar } from './scalar.ts';
import { type SourceFile, SourceMap } from './sources.ts';
import { SubjectIndex } from './subjects.ts';
import type { Parsed } from './yaml.ts';

/** Which part of an entry a problem is about. */
export type Mark = 'key' | 'value';

type Details = Omit<Problem, 'code' | 'message' | 'path' | 'span' | 'origin'> & { readonly mark?: Mark };

/** One layer of a configuration: a whole file, or a part of one such as an entry of `environments:`. */
export interface Layer {
  readonly root: Node;
  /** Where the layer stands in its file. */
  readonly prefix: Path;
}

/** A configuration that can say where everything in it stands, whichever of its files that is. */
export class ConfigDocument {
  readonly sources: SourceMap;
  /** The value as written: nothing expanded. What stands in several layers is merged. */
  readonly value: unknown;
  /** The strongest one first. */
  readonly #layers: readonly Layer[];
  /** Made when a value is first searched in several layers. */
  #subjects: SubjectIndex | undefined;

  constructor(sources: SourceMap, layers: readonly Layer[], value: unknown) {
    this.sources = sources;
    this.value = value;
    this.#layers = layers;
  }

  /** A document of one text. */
  static of(text: string, { value, root }: Parsed, name = '-', folder = '.'): ConfigDocument {
    const sources = new SourceMap();
    sources.add({ name, folder, text });
    return new ConfigDocument(sources, [{ root, prefix: [] }], value);
  }

  /** The tree of its strongest layer. */
  get root(): Node {
    return this.#first.root;
  }

  /** The texts of all files, which every offset counts in. */
  get text(): string {
    return this.sources.text;
  }

  locate(path: Path): Location {
    return this.#find(path).location;
  }

  /** The path of a value in the file it stands in. */
  pathInFile(path: Path): Path {
    const { prefix } = this.#layers.length === 1 ? this.#first : this.#find(path).layer;
    return prefix.length === 0 ? path : [...prefix, ...path];
  }

  /** The file a value stands in. */
  fileOf(path: Path): SourceFile {
    return this.sources.fileAt(this.locate(path).node.start);
  }

  /** The strongest layer that has the value, else the one that leads nearest to it. */
  #find(path: Path): { readonly location: Location; readonly layer: Layer } {
    const first = { layer: this.#first, location: locate(this.#first.root, path) };
    if (first.location.found || this.#layers.length === 1) return first;
    const found = this.#layersWith(path).map((layer) => ({ layer, location: locate(layer.root, path) }));
    return found.find(({ location }) => location.found) ?? found.toSorted(byDepth)[0] ?? first;
  }

  /** The layers that have something about the endpoint, or the other thing, that a path is about. */
  #layersWith(path: Path): readonly Layer[] {
    this.#subjects ??= new SubjectIndex(this.#layers);
    return this.#subjects.layersWith(path) ?? this.#layers;
  }

  get #first(): Layer {
    const [first] = this.#layers;
    if (first === undefined) throw new RangeError('a configuration has at least one layer');
    return first;
  }

  /** The value as written at a path, or undefined. */
  valueAt(path: Path): unknown {
    let value = this.value;
    for (const part of path) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
      value = (value as Record<string | number, unknown>)[part];
    }
    return value;
  }

  /** The scalar at a path as it stands in the file; undefined for lists and mappings. */
  sourceOf(path: Path): string | undefined {
    const { node, found } = this.locate(path);
    return found && node.kind === 'scalar' ? this.text.slice(node.start, node.end) : undefined;
  }

  /** The scalar as it stands in the file on one short line, for messages. */
  excerptOf(path: Path): string {
    const source = (this.sourceOf(path) ?? '').replace(/\s+/g, ' ');
    return source.length > 60 ? `${source.slice(0, 59)}…` : source;
  }

  /** A problem with the entry at a path: its value, or its key. Where there is no such entry, with its mapping. */
  problem(code: Problem['code'], message: string, path: Path, details: Details = {}): Problem {
    const { mark = 'value', ...rest } = details;
    return { code, message, path, ...this.placeOf(path, mark), ...rest };
  }

  /** The characters of a value or its key; of what is not there, those of the nearest key above it. */
  placeOf(path: Path, mark: Mark): Pick<Problem, 'span' | 'origin'> {
    const location = this.locate(path);
    const span = mark === 'key' || !location.found ? (location.key ?? location.node) : location.node;
    return placed(location, span);
  }

  /** A problem with a part of a scalar's value, or with a part of a key. Offsets count UTF-16 units of its text. */
  problemWithin(
    code: Problem['code'],
    message: string,
    path: Path,
    part: Span,
    details: Details = {},
  ): Problem {
    const { mark = 'value', ...rest } = details;
    const location = this.locate(path);
    const scalar = this.#scalarAt(location, mark);
    if (scalar === undefined) return this.problem(code, message, path, details);
    const span = spanInScalar(this.text, scalar, part.start, part.end);
    return { code, message, path, ...placed(location, span), ...rest };
  }

  /** An edit of a part of a scalar's value, or of a part of a key. */
  editWithin(path: Path, part: Span, replace: string, what: string, mark: Mark = 'value'): Edit[] {
    const scalar = this.#scalarAt(this.locate(path), mark);
    return scalar === undefined ? [] : [editScalar(this.text, scalar, part.start, part.end, replace, what)];
  }

  #scalarAt(location: Location, mark: Mark): ScalarNode | undefined {
    if (!location.found) return undefined;
    if (mark === 'key') return location.keyNode;
    return location.node.kind === 'scalar' ? location.node : undefined;
  }

  /** The file and the line a key stands in. */
  lineOf(path: Path): { readonly file: string; readonly line: number } {
    const { key, node } = this.locate(path);
    const { file, range } = this.sources.place(key ?? node);
    return { file, line: range.start.line };
  }
}

function byDepth(a: { location: Location }, b: { location: Location }): number {
  return b.location.depth - a.location.depth;
}

function placed(location: Location, span: Span): Pick<Problem, 'span' | 'origin'> {
  const own = { start: span.start, end: span.end };
  return location.through === undefined
    ? { span: own }
    : { span: { start: location.through.start, end: location.through.end }, origin: own };
}
