import type { Path } from '../../base/json-pointer.ts';
import { parseRoutePattern, type RoutePattern, RoutePatternError } from '../../base/route-pattern.ts';
import type { ConfigDocument } from '../document.ts';
import { asGuess, insertKey, removeKey } from '../edits.ts';
import { isMapping } from '../mapping.ts';
import type { Problem } from '../problem.ts';
import { isExtensionKey } from '../shape.ts';
import { checkMethods, type MethodPlace, namedMethods } from './methods.ts';

/** An endpoint whose route is known, as far as its text allows. */
export interface RoutedEndpoint {
  readonly key: string;
  readonly path: Path;
  /** Upper-case methods; empty means every method. */
  readonly methods: readonly string[];
  /** Undefined when the path is missing or broken. */
  readonly pattern: RoutePattern | undefined;
  /** What stands behind the key, without broken parts. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface EndpointsReport {
  readonly endpoints: readonly RoutedEndpoint[];
  readonly problems: readonly Problem[];
}

/** What a key of `endpoints:` says. Offsets count from the key's start. */
interface KeyParts {
  readonly methods: readonly MethodPlace[];
  /** Undefined for a free name. */
  readonly pathStart: number | undefined;
}

const METHODS_AND_REST = /^([A-Za-z]+(?:\s*,\s*[A-Za-z]+)*)\s+(?=\S)/;

/** Several methods before a path, with other characters than commas between them. */
const METHODS_WITHOUT_COMMAS = /^([A-Za-z]+(?:(?:\s*[|/&+;]\s*|\s+)[A-Za-z]+)+)\s+(?=\/)/;

/** Methods that run into the path, or with a colon before it. */
const METHODS_WITHOUT_SPACE = /^([A-Za-z]+(?:\s*,\s*[A-Za-z]+)*)(?::\s*)?(?=\/)/;

/** Reads keys, methods and paths of all endpoints. */
export function resolveEndpoints(value: unknown, document: ConfigDocument): EndpointsReport {
  const problems: Problem[] = [];
  const written = document.valueAt(['endpoints']);
  if (!isMapping(written)) return { endpoints: [], problems };
  const settings = isMapping(value) ? value : {};
  const keys = Object.keys(written).filter((key) => !isExtensionKey(key));
  const endpoints = keys.map((key) => {
    const reader = new EndpointReader(key, written[key], settings[key], document);
    const endpoint = reader.read();
    for (const problem of reader.problems) problems.push(problem);
    return endpoint;
  });
  return { endpoints, problems };
}

class EndpointReader {
  readonly problems: Problem[] = [];
  readonly #key: string;
  readonly #path: Path;
  /** What stands behind the key, as written and without broken parts. */
  readonly #written: object;
  readonly #settings: Readonly<Record<string, unknown>>;
  readonly #document: ConfigDocument;

  constructor(key: string, written: unknown, settings: unknown, document: ConfigDocument) {
    this.#key = key;
    this.#path = ['endpoints', key];
    this.#written = isMapping(written) ? written : {};
    this.#settings = isMapping(settings) ? settings : {};
    this.#document = document;
  }

  read(): RoutedEndpoint {
    const parts = this.#splitKey();
    const base = { key: this.#key, path: this.#path, settings: this.#settings };
    const methods = this.#methods(parts.methods);
    return { ...base, methods, pattern: this.#route(parts.pathStart) };
  }

  #splitKey(): KeyParts {
    if (this.#key.startsWith('/')) return { methods: [], pathStart: 0 };
    const separated = this.#splitAtSeparators();
    if (separated !== undefined) return separated;
    const joined = this.#splitAtPath();
    if (joined !== undefined) return joined;
    const lead = METHODS_AND_REST.exec(this.#key);
    const named = lead === null ? [] : namedMethods(lead[1] ?? '');
    const rest = lead?.[0].length ?? 0;
    if (lead !== null && this.#key.startsWith('/', rest)) return { methods: named, pathStart: rest };
    const isRoute = named.length > 0 && named.every(({ known }) => known) && !this.#has('path');
    return isRoute ? { methods: named, pathStart: rest } : { methods: [], pathStart: undefined };
  }

  /** Reads methods with anything but commas between them, such as `GET|PUT /users`. */
  #splitAtSeparators(): KeyParts | undefined {
    const [lead = '', list = ''] = METHODS_WITHOUT_COMMAS.exec(this.#key) ?? [];
    const named = namedMethods(list);
    if (lead === '' || !named.every(({ known }) => known)) return undefined;
    const methods = named.map((place) => ({ ...place, text: place.text.toUpperCase() }));
    const replace = methods.map(({ text }) => text).join(',');
    const what = `write \`${replace} ${this.#key.slice(lead.length)}\``;
    const part = { start: 0, end: list.length };
    this.problems.push(
      this.#document.problemWithin('BW3002', 'methods are separated by commas', this.#path, part, {
        mark: 'key',
        edits: this.#document.editWithin(this.#path, part, replace, what, 'key'),
      }),
    );
    return { methods, pathStart: lead.length };
  }

  /** Reads methods with no space before the path, such as `GET/users` and `GET: /users`. */
  #splitAtPath(): KeyParts | undefined {
    const [lead = '', list = ''] = METHODS_WITHOUT_SPACE.exec(this.#key) ?? [];
    const named = namedMethods(list);
    if (lead === '' || !named.every(({ known }) => known)) return undefined;
    const part = { start: list.length, end: lead.length };
    const what = `write \`${list} ${this.#key.slice(lead.length)}\``;
    const message = 'a space, and nothing else, stands between the method and the path';
    this.problems.push(
      this.#document.problemWithin(
        'BW3004',
        message,
        this.#path,
        { start: 0, end: lead.length + 1 },
        {
          mark: 'key',
          edits: this.#document.editWithin(this.#path, part, ' ', what, 'key'),
        },
      ),
    );
    return { methods: named, pathStart: lead.length };
  }

  #has(name: string): boolean {
    return Object.hasOwn(this.#written, name);
  }

  #methods(inKey: readonly MethodPlace[]): string[] {
    const listed = this.#settings.methods;
    const fromKey = checkMethods(
      inKey,
      (place) => ({ path: this.#path, part: place, mark: 'key' }),
      this.#document,
    );
    for (const problem of fromKey.problems) this.problems.push(problem);
    if (!Array.isArray(listed)) return fromKey.methods;
    const places = listed.flatMap((text) => namedMethods(String(text), true));
    const fromList = checkMethods(
      places,
      (place, index) => ({ path: [...this.#path, 'methods', index], part: place, mark: 'value' }),
      this.#document,
    );
    for (const problem of fromList.problems) this.problems.push(problem);
    if (inKey.length === 0) return fromList.methods;
    if ([...fromKey.methods].sort().join() !== [...fromList.methods].sort().join()) {
      this.#contradiction('methods', `the key says ${fromKey.methods.join(', ')}`);
    }
    return fromKey.methods;
  }

  #route(pathStart: number | undefined): RoutePattern | undefined {
    const given = this.#settings.path;
    if (pathStart === undefined) {
      if (typeof given === 'string') return this.#pattern(given, [...this.#path, 'path'], 0);
      if (!this.#has('path')) this.problems.push(this.#withoutPath());
      return undefined;
    }
    const written = this.#key.slice(pathStart);
    if (typeof given === 'string' && given !== written) {
      this.#contradiction('path', `the key says ${written}`);
    }
    return this.#pattern(written, this.#path, pathStart);
  }

  #pattern(text: string, path: Path, offset: number): RoutePattern | undefined {
    try {
      return parseRoutePattern(text);
    } catch (error) {
      if (!(error instanceof RoutePatternError)) throw error;
      this.problems.push(this.#explainPattern(error, text, path, offset));
      return undefined;
    }
  }

  #explainPattern(error: RoutePatternError, text: string, path: Path, offset: number): Problem {
    const document = this.#document;
    const mark = path === this.#path ? 'key' : 'value';
    // Offsets mean nothing in the file when a variable made the text.
    const isLiteral = mark === 'key' || document.valueAt(path) === text;
    if (!isLiteral) return document.problem('BW3004', withoutName(error, text), path);
    const part = { start: offset + error.start, end: offset + error.end };
    const { suggestion } = error;
    const edits =
      suggestion === undefined
        ? []
        : document.editWithin(
            path,
            part,
            suggestion,
            sayEdit(text.slice(error.start, error.end), suggestion),
            mark,
          );
    return document.problemWithin('BW3004', error.message, path, part, {
      mark,
      edits: error.isGuess ? asGuess(edits) : edits,
    });
  }

  #contradiction(name: string, because: string): void {
    const path = [...this.#path, name];
    this.problems.push(
      this.#document.problem('BW3003', `\`${name}\` contradicts the endpoint's key`, path, {
        mark: 'key',
        label: because,
        edits: asGuess(removeKey(this.#document, path, `remove \`${name}\``)),
      }),
    );
  }

  #withoutPath(): Problem {
    const path = /^[\w-]+$/.test(this.#key) ? `/${this.#key}` : '/path';
    return this.#document.problem('BW3001', `the endpoint \`${this.#key}\` has no path`, this.#path, {
      mark: 'key',
      label: 'a name needs `path:` below it; a route is written `GET /users`',
      edits: asGuess(insertKey(this.#document, this.#path, 'path', path, `add \`path: ${path}\``)),
    });
  }
}

/** What is wrong, without the name it is wrong about: that may be a piece of a variable's value. */
function withoutName({ message, start, end }: RoutePatternError, text: string): string {
  const [name = ''] = /[^:{}]+/.exec(text.slice(start, end)) ?? [];
  const quotes = [`{${name}}`, `:${name}`, `"${name}"`];
  return quotes.reduce((hidden, quote) => hidden.replaceAll(quote, quote.replace(name, '…')), message);
}

function sayEdit(written: string, replace: string): string {
  return replace === '' ? `remove \`${written}\`` : `write \`${replace}\``;
}
