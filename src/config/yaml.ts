import {
  CORE_SCHEMA,
  constructFromEvents,
  EVENT_ID,
  type Event,
  mergeTag,
  parseEvents,
  YAMLException,
} from 'js-yaml';
import type { Node } from './nodes.ts';
import { moveProblem, type Problem } from './problem.ts';
import type { SyntaxFault } from './syntax-key.ts';
import { explainAllSyntax } from './syntax-list.ts';
import { buildTree, MAX_ALIASES } from './tree.ts';

/** A file's value and the tree that knows where every part of it stands. */
export interface Parsed {
  readonly value: unknown;
  readonly root: Node;
}

export interface ParseReport {
  /** Absent when the text holds no usable value. */
  readonly parsed: Parsed | undefined;
  readonly problems: readonly Problem[];
}

const MAX_DEPTH = 100;
const MAX_MERGED_KEYS = 100_000;

/** The core schema of YAML 1.2.2 and merge keys: `yes` and dates are texts, `012` is 12. */
const SCHEMA = CORE_SCHEMA.withTags(mergeTag);

const SAMPLE = 'endpoints:\n  GET /hello:\n    mock: { body: { message: Hello } }\n';

/** Where a text stands in a longer one. */
export interface Embedding {
  readonly whole: string;
  /** Offset of the text's first character. */
  readonly base: number;
}

/**
 * Parses one document once: events give the places, the same events the values. Never throws.
 *
 * @param within counts every place from the start of a longer text that holds this one
 */
export function parseYaml(text: string, within: Embedding = { whole: text, base: 0 }): ParseReport {
  try {
    const events = parseEvents(text, { maxDepth: MAX_DEPTH });
    const documents = events.filter((event) => event.type === EVENT_ID.DOCUMENT).length;
    if (documents > 1) return failed([severalDocuments(text)], within);
    if (documents === 0 || isEmpty(events)) return failed([emptyFile(text)], within);
    for (const event of events) moveEvent(event, within.base);
    return construct(within.whole, events);
  } catch (error) {
    return failed(explainAllSyntax(text, toFault(error), faultOf), within);
  }
}

function failed(problems: readonly Problem[], { base }: Embedding): ParseReport {
  return {
    parsed: undefined,
    problems: problems.map((problem) => moveProblem(problem, (offset) => offset + base)),
  };
}

/** Places of an event by name; -1 stands for none. */
const PLACES = ['start', 'valueStart', 'valueEnd', 'anchorStart', 'anchorEnd', 'tagStart', 'tagEnd'];

function moveEvent(event: Event, base: number): void {
  if (base === 0) return;
  const places = event as unknown as Record<string, number>;
  for (const place of PLACES) {
    const offset = places[place];
    if (offset !== undefined && offset !== -1) places[place] = offset + base;
  }
}

function faultOf(text: string): SyntaxFault | undefined {
  try {
    parseEvents(text, { maxDepth: MAX_DEPTH });
    return undefined;
  } catch (error) {
    return toFault(error);
  }
}

function toFault(error: unknown): SyntaxFault {
  if (!(error instanceof YAMLException)) throw error;
  return { reason: error.reason, offset: error.mark?.position ?? 0 };
}

function construct(text: string, events: Event[]): ParseReport {
  const { root, problems, usable } = buildTree(text, events);
  if (!usable) return { parsed: undefined, problems };
  // `json` takes the last of two equal keys instead of throwing: the tree has reported both.
  const [value] = constructFromEvents(events, {
    source: text,
    schema: SCHEMA,
    json: true,
    maxAliases: MAX_ALIASES,
    maxTotalMergeKeys: MAX_MERGED_KEYS,
  });
  return { parsed: { value, root }, problems };
}

/** True for a document of one absent value: only comments, or nothing but `---`. */
function isEmpty(events: readonly Event[]): boolean {
  const first = events[1];
  return events.length === 3 && first?.type === EVENT_ID.SCALAR && first.valueStart === -1;
}

function emptyFile(text: string): Problem {
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  const end = { start: text.length, end: text.length };
  return {
    code: 'BW1012',
    message: 'the file is empty',
    path: [],
    span: { start: 0, end: 0 },
    edits: [{ text: 'begin with one endpoint', span: end, replace: gap + SAMPLE, guess: true }],
  };
}

/** Points at the `---` that begins the second document. */
function severalDocuments(text: string): Problem {
  const [first, second] = text.matchAll(/^(?:---|\.\.\.)(?=\s|$)/gm);
  const opensFirst = !/^[ \t]*[^\s#%]/m.test(text.slice(0, first?.index));
  const start = (opensFirst ? second : first)?.index ?? 0;
  return {
    code: 'BW1013',
    message: 'a second document begins here; one file describes one API',
    path: [],
    span: { start, end: start + 3 },
    hint: 'remove this line, or move what follows into a file of its own',
  };
}
