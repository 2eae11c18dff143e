import {
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml';
import type { Span } from '../base/lines.ts';
import { nearest } from '../base/suggest.ts';
import { findDuplicates, isMergeKey, keyName } from './keys.ts';
import type { AliasNode, Entry, MappingNode, Node, ScalarNode } from './nodes.ts';
import { MAX_PROBLEMS, type Problem } from './problem.ts';

/** How many `*name` a file may have. */
export const MAX_ALIASES = 1_000;

/** How deep values may lie when aliases are followed. */
const MAX_DEPTH = 200;

/** How many values all aliases of a file may stand for together. */
const MAX_ALIASED_VALUES = 100_000;

/** For so many aliases without an anchor it is said which one was probably meant. */
const MAX_GUESSES = 100;

export interface Tree {
  readonly root: Node;
  readonly problems: readonly Problem[];
  /** False when the problems leave no value behind, such as an alias without its anchor. */
  readonly usable: boolean;
}

/** Builds the tree of the first document: one pass over the events, every node with its place. */
export function buildTree(text: string, events: readonly Event[]): Tree {
  const builder = new TreeBuilder(text, events);
  const root = builder.node([]);
  return { root, problems: builder.problems, usable: builder.usable };
}

type Advice = Pick<Problem, 'hint' | 'edits'>;

class TreeBuilder {
  readonly problems: Problem[] = [];
  usable = true;
  readonly #text: string;
  readonly #events: readonly Event[];
  /** The event to read next; the first one opens the document. */
  #next = 1;
  /** Just behind what was read last. */
  #cursor = 0;
  /** Finished anchors, and `undefined` for those that are still open. */
  readonly #anchors = new Map<
    string,
    { readonly node: Node; readonly values: number; readonly height: number } | undefined
  >();
  #aliases = 0;
  /** The deepest level below the anchor that is being read. */
  #deepest = 0;
  /** How many brackets are open. */
  #brackets = 0;
  /** Values so far, with aliases followed and without. */
  #values = 0;
  #aliasedValues = 0;

  constructor(text: string, events: readonly Event[]) {
    this.#text = text;
    this.#events = events;
  }

  node(path: (string | number)[]): Node {
    const event = this.#events[this.#next];
    this.#next += 1;
    if (event === undefined || event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) {
      throw new RangeError('the event list ends too early');
    }
    if (event.type === EVENT_ID.ALIAS) return this.#alias(event.anchorStart, event.anchorEnd, path);
    const anchor =
      event.anchorStart === -1 ? undefined : this.#text.slice(event.anchorStart, event.anchorEnd);
    if (anchor !== undefined) this.#anchors.set(anchor, undefined);
    const before = this.#values + this.#aliasedValues;
    const deepest = this.#deepest;
    this.#deepest = path.length;
    this.#values += 1;
    const node = this.#content(event, path);
    this.#cursor = Math.max(this.#cursor, node.end);
    if (anchor !== undefined) {
      const values = this.#values + this.#aliasedValues - before;
      this.#anchors.set(anchor, { node, values, height: this.#deepest - path.length });
    }
    this.#deepest = Math.max(this.#deepest, deepest);
    return node;
  }

  #content(event: ScalarEvent | SequenceEvent | MappingEvent, path: (string | number)[]): Node {
    if (event.type === EVENT_ID.SCALAR) return this.#scalar(event);
    this.#cursor = event.start;
    const opens = '[{'.includes(this.#text.charAt(event.start)) ? 1 : 0;
    this.#brackets += opens;
    const node = event.type === EVENT_ID.SEQUENCE ? this.#sequence(event, path) : this.#mapping(event, path);
    this.#brackets -= opens;
    return node;
  }

  #scalar(event: ScalarEvent): ScalarNode {
    const { valueStart, valueEnd, style } = event;
    const inFlow = this.#brackets > 0;
    if (valueStart === -1) {
      const at = Math.max(this.#afterIndicator(), event.anchorEnd, event.tagEnd);
      return { kind: 'scalar', event, inFlow, start: at, end: at };
    }
    if (style === SCALAR_STYLE.PLAIN)
      return { kind: 'scalar', event, inFlow, start: valueStart, end: valueEnd };
    if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) {
      return { kind: 'scalar', event, inFlow, start: valueStart - 1, end: valueEnd + 1 };
    }
    const from = Math.max(this.#cursor, event.anchorEnd, event.tagEnd);
    const header = this.#text.slice(from, valueStart).search(/(?<!#.*)[|>]/);
    const lastCharacter = this.#text.slice(valueStart, valueEnd).trimEnd().length;
    return {
      kind: 'scalar',
      event,
      inFlow,
      start: from + Math.max(header, 0),
      end: valueStart + lastCharacter,
    };
  }

  /** Just behind the `:` or `-` that an absent value would follow. */
  #afterIndicator(): number {
    const between = /^[ \t]*[:]|^(?:\s|#.*)*-(?=\s|$)/.exec(
      this.#text.slice(this.#cursor, this.#cursor + 4096),
    );
    return this.#cursor + (between?.[0].length ?? 0);
  }

  #sequence(event: SequenceEvent, path: (string | number)[]): Node {
    const items: Node[] = [];
    while (!this.#closes()) {
      path.push(items.length);
      items.push(this.node(path));
      path.pop();
    }
    const flow = this.#text[event.start] === '[';
    return { kind: 'sequence', flow, items, start: event.start, end: this.#endOf(flow, ']', event.start) };
  }

  #mapping(event: MappingEvent, path: (string | number)[]): MappingNode {
    const entries: Entry[] = [];
    const merges: Entry[] = [];
    while (!this.#closes()) {
      const key = this.node(path);
      const name = this.#nameOf(key, path);
      path.push(name);
      const value = this.node(path);
      if (name === '<<' && isMergeKey(key)) {
        this.#checkMerge(value, path);
        merges.push({ name, key, value });
      } else {
        entries.push({ name, key, value });
      }
      path.pop();
    }
    const limit = MAX_PROBLEMS + 1 - this.problems.length;
    for (const problem of findDuplicates(entries, path, limit)) this.problems.push(problem);
    const flow = this.#text[event.start] === '{';
    return {
      kind: 'mapping',
      flow,
      entries,
      merges,
      start: event.start,
      end: this.#endOf(flow, '}', event.start),
    };
  }

  #nameOf(key: Node, path: readonly (string | number)[]): string {
    const named: Node = key.kind === 'alias' ? key.target : key;
    if (named.kind === 'scalar') return keyName(getScalarValue(this.#text, named.event), named.event);
    this.#refuse('BW1018', 'a key is one text, not a list or mapping', key, path);
    return '';
  }

  #checkMerge(value: Node, path: readonly (string | number)[]): void {
    const source: Node = value.kind === 'alias' ? value.target : value;
    const sources = source.kind === 'sequence' ? source.items : [source];
    const mappings = sources.every((one) => (one.kind === 'alias' ? one.target : one).kind === 'mapping');
    if (mappings && sources.length <= 100) return;
    this.#refuse('BW1016', '`<<` takes a mapping or a list of up to 100 mappings', value, path, {
      hint: 'name mappings with `*name`, or put quotes around `<<` for a key of this name',
    });
  }

  #alias(anchorStart: number, anchorEnd: number, path: readonly (string | number)[]): Node {
    const span = { start: anchorStart - 1, end: anchorEnd };
    this.#cursor = span.end;
    const name = this.#text.slice(anchorStart, anchorEnd);
    const anchor = this.#anchors.get(name);
    this.#aliases += 1;
    this.#values += 1;
    this.#aliasedValues += anchor?.values ?? 0;
    if (anchor === undefined) {
      const open = this.#anchors.has(name);
      const message = open ? `*${name} stands inside its own &${name}` : `no &${name} stands before *${name}`;
      this.#refuse('BW1016', message, span, path, this.#adviseOnAlias(name, open, span));
    } else if (this.#aliases === MAX_ALIASES + 1) {
      this.#refuse('BW1016', `more than ${MAX_ALIASES} aliases in one file`, span, path);
    } else if (this.#aliasedValues > MAX_ALIASED_VALUES && this.usable) {
      this.#refuse('BW1016', `aliases stand for more than ${MAX_ALIASED_VALUES} values`, span, path);
    } else if (path.length + anchor.height > MAX_DEPTH && this.usable) {
      this.#refuse('BW1017', `aliases nest values deeper than ${MAX_DEPTH} levels`, span, path);
    }
    this.#deepest = Math.max(this.#deepest, path.length + (anchor?.height ?? 0));
    const target = anchor?.node ?? this.#nothing(span);
    const alias: AliasNode = { kind: 'alias', target, ...span };
    return alias;
  }

  /** Stands in for what an alias does not name, so that the walk can go on. */
  #nothing(span: Span): ScalarNode {
    const event: ScalarEvent = {
      type: EVENT_ID.SCALAR,
      valueStart: -1,
      valueEnd: -1,
      anchorStart: -1,
      anchorEnd: -1,
      tagStart: -1,
      tagEnd: -1,
      style: SCALAR_STYLE.PLAIN,
      chomping: 1,
      indent: -1,
      fast: false,
    };
    return { kind: 'scalar', event, inFlow: false, ...span };
  }

  /** Either the name is misspelt, or the anchor is missing, or it was meant as a text. */
  #adviseOnAlias(name: string, open: boolean, span: Span): Advice {
    if (open) return { hint: 'a value cannot hold itself: write out what is meant here' };
    const hint = `write &${name} before the value it stands for; a text that begins with * needs quotes`;
    const meant = this.problems.length < MAX_GUESSES ? nearest(name, this.#anchors.keys()) : undefined;
    if (meant === undefined) return { hint };
    return { hint, edits: [{ text: `did you mean \`*${meant}\`?`, span, replace: `*${meant}` }] };
  }

  #refuse(
    code: Problem['code'],
    message: string,
    span: Span,
    path: readonly (string | number)[],
    advice: Advice = {},
  ): void {
    this.usable = false;
    if (this.problems.length > MAX_PROBLEMS) return;
    const place = { start: span.start, end: span.end };
    this.problems.push({ code, message, path: [...path], span: place, ...advice });
  }

  #closes(): boolean {
    if (this.#events[this.#next]?.type !== EVENT_ID.POP) return false;
    this.#next += 1;
    return true;
  }

  /** A block ends with its last child; a flow collection with its bracket, behind spaces, commas and comments. */
  #endOf(flow: boolean, bracket: string, start: number): number {
    if (!flow) return this.#cursor;
    let at = Math.max(this.#cursor, start + 1);
    while (at < this.#text.length && this.#text[at] !== bracket) {
      if (this.#text[at] === '#') {
        const ending = this.#text.slice(at).search(/[\r\n]/);
        at = ending === -1 ? this.#text.length : at + ending;
      } else {
        at += 1;
      }
    }
    return Math.min(at + 1, this.#text.length);
  }
}
