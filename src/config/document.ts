import type { Path } from '../base/json-pointer.ts';
import { LineIndex, type Span } from './lines.ts';
import { type Location, locate, type ScalarNode } from './nodes.ts';
import type { Edit, Problem } from './problem.ts';
import { editScalar, spanInScalar } from './scalar.ts';
import type { Parsed } from './yaml.ts';

/** Which part of an entry a problem is about. */
export type Mark = 'key' | 'value';

type Details = Omit<Problem, 'code' | 'message' | 'path' | 'span' | 'origin'> & { readonly mark?: Mark };

/** A parsed file that can say where everything in it stands. */
export class ConfigDocument {
  readonly text: string;
  readonly lines: LineIndex;
  /** The value as written: nothing expanded, nothing removed. */
  readonly value: unknown;
  readonly #root: Parsed['root'];

  constructor(text: string, { value, root }: Parsed) {
    this.text = text;
    this.lines = new LineIndex(text);
    this.value = value;
    this.#root = root;
  }

  locate(path: Path): Location {
    return locate(this.#root, path);
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
    const location = this.locate(path);
    const span = mark === 'key' || !location.found ? (location.key ?? location.node) : location.node;
    return { code, message, path, ...placed(location, span), ...rest };
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

  /** The line a key stands in. */
  lineOf(path: Path): number {
    const { key, node } = this.locate(path);
    return this.lines.positionAt((key ?? node).start).line;
  }
}

function placed(location: Location, span: Span): Pick<Problem, 'span' | 'origin'> {
  const own = { start: span.start, end: span.end };
  return location.through === undefined
    ? { span: own }
    : { span: { start: location.through.start, end: location.through.end }, origin: own };
}
