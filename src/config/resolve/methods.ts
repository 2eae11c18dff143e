import type { Path } from '../../base/json-pointer.ts';
import type { Span } from '../../base/lines.ts';
import { nearest } from '../../base/suggest.ts';
import type { ConfigDocument, Mark } from '../document.ts';
import { asGuess } from '../edits.ts';
import type { Problem } from '../problem.ts';

/**
 * Methods an endpoint can answer: those of HTTP (RFC 9110, PATCH of RFC 5789, QUERY) and WebDAV (RFC 4918,
 * 3253, 5323). CONNECT is none of them: it asks for a tunnel, not for an answer.
 */
const METHODS = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'QUERY',
  'PROPFIND',
  'PROPPATCH',
  'MKCOL',
  'COPY',
  'MOVE',
  'LOCK',
  'UNLOCK',
  'REPORT',
  'SEARCH',
  'PURGE',
] as const;

const KNOWN: ReadonlySet<string> = new Set(METHODS);

/** True for a method's name in capitals. */
export function isMethod(name: string): boolean {
  return KNOWN.has(name);
}

/** A method as it is written, and where. */
export interface MethodPlace extends Span {
  readonly text: string;
  /** True also when only its case is wrong. */
  readonly known: boolean;
}

/** The methods a text such as `GET,POST` names; with `whole`, the text is one method whatever is in it. */
export function namedMethods(text: string, whole = false): MethodPlace[] {
  if (KNOWN.has(text)) return [{ text, start: 0, end: text.length, known: true }];
  return [...text.matchAll(whole ? /^.*$/gs : /[A-Za-z]+/g)].map(({ 0: name, index }) => ({
    text: name,
    start: index,
    end: index + name.length,
    known: KNOWN.has(name.toUpperCase()),
  }));
}

interface WrittenAt {
  readonly path: Path;
  readonly part: Span;
  readonly mark: Mark;
}

/** Checks methods; `at` says where one is written. Those that are wrong are left out. */
export function checkMethods(
  places: readonly MethodPlace[],
  at: (place: MethodPlace, index: number) => WrittenAt,
  document: ConfigDocument,
): { readonly methods: string[]; readonly problems: readonly Problem[] } {
  // Nearly every endpoint has one method, written as it should be.
  const [only] = places;
  if (places.length === 1 && only !== undefined && KNOWN.has(only.text)) {
    return { methods: [only.text], problems: [] };
  }
  const wrong = places.flatMap((place, index) =>
    KNOWN.has(place.text) ? [] : [explainMethod(place, at(place, index), document)],
  );
  const right = places.filter(({ known }) => known).map(({ text }) => text.toUpperCase());
  return { methods: [...new Set(right)], problems: wrong };
}

function explainMethod(
  place: MethodPlace,
  { path, part, mark }: WrittenAt,
  document: ConfigDocument,
): Problem {
  const meant = place.known ? place.text.toUpperCase() : nearest(place.text, METHODS);
  const message = place.known
    ? `methods are written in capitals: \`${meant}\`, not \`${place.text}\``
    : `unknown method \`${place.text}\``;
  const isLiteral = mark === 'key' || document.valueAt(path) === place.text;
  const edits =
    meant === undefined || !isLiteral
      ? []
      : document.editWithin(path, part, meant, `did you mean \`${meant}\`?`, mark);
  return document.problemWithin('BW3002', message, path, part, {
    mark,
    // Which method was meant decides what a request does: only its case is sure.
    edits: place.known ? edits : asGuess(edits),
    label: meant === undefined ? `known: ${METHODS.slice(0, 9).join(', ')} and those of WebDAV` : undefined,
  });
}
