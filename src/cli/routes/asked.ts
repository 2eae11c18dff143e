import { METHODS } from 'node:http';
import { BackworksError } from '../../base/errors.ts';
import { nearest } from '../../base/suggest.ts';

/** The request that a command line asks about. */
export interface Asked {
  readonly method: string;
  /** As a client would send it, without query and fragment. */
  readonly path: string;
}

const EXAMPLE = 'backworks routes GET /users/7';

/**
 * Reads `GET /users/7`, in one word or two, `/users/7`, which means GET, or a whole URL.
 * @throws BackworksError BW8003 when it is no request.
 */
export function readAsked(words: readonly string[]): Asked | undefined {
  const [first = '', second] = words.flatMap((word) => word.trim().split(/\s+(?=\S+$)/));
  if (first === '') return undefined;
  if (second !== undefined) return { method: methodOf(first), path: pathOf(second) };
  if (first.includes('/')) return { method: 'GET', path: pathOf(first) };
  throw new BackworksError('BW8003', `${methodOf(first)} of which path?`, { hint: `for example ${EXAMPLE}` });
}

function methodOf(word: string): string {
  const method = word.toUpperCase();
  if (METHODS.includes(method)) return method;
  const near = nearest(method, METHODS);
  throw new BackworksError('BW8003', `"${word}" is no HTTP method`, {
    hint: near === undefined ? `for example ${EXAMPLE}` : `did you mean ${near}?`,
  });
}

/** Written out by hand: the URL class would resolve the very dots that a server refuses. */
function pathOf(word: string): string {
  const path = word.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  if (path.startsWith('/')) return path;
  if (path === '' && path !== word) return '/';
  throw new BackworksError('BW8003', `"${word}" is no path`, { hint: `a path starts with "/": /${word}` });
}
