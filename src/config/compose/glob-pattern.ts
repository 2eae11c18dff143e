/** Longer patterns are refused: no path of a file is as long. */
const MAX_LENGTH = 4_096;

/** How many patterns `{a,b}` may stand for. */
const MAX_ALTERNATIVES = 100;

/** One part of a pattern, between slashes. */
export type Segment =
  /** A name as it is, `..` too. */
  | { readonly kind: 'name'; readonly name: string }
  /** `**`: this folder and all below it. */
  | { readonly kind: 'below' }
  | { readonly kind: 'names'; readonly matches: (name: string) => boolean };

/** Any run of characters, or one character that a test takes. */
type Token = 'run' | ((character: string) => boolean);

/**
 * The patterns that a pattern with `{a,b}` stands for.
 *
 * @returns undefined when there are too many of them, or when the pattern is too long
 */
export function alternativesOf(pattern: string): readonly string[] | undefined {
  if (pattern.length > MAX_LENGTH) return undefined;
  const whole = new Set<string>();
  let open = new Set([pattern]);
  while (open.size > 0) {
    const next = new Set<string>();
    for (const text of open) {
      const group = innermostGroup(text);
      if (group === undefined) whole.add(text);
      else for (const one of group) next.add(one);
    }
    if (whole.size + next.size > MAX_ALTERNATIVES) return undefined;
    open = next;
  }
  return [...whole];
}

/** The texts that the first group without another one in it leads to; undefined without any group. */
function innermostGroup(text: string): string[] | undefined {
  const open: number[][] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '{') open.push([at]);
    else if (character === ',') open.at(-1)?.push(at);
    else if (character === '}') {
      const bounds = open.pop() ?? [];
      if (bounds.length > 1) return expand(text, [...bounds, at]);
    }
  }
  return undefined;
}

/** @param bounds offsets of the braces and of the commas between them */
function expand(text: string, bounds: readonly number[]): string[] {
  const lead = text.slice(0, bounds[0]);
  const rest = text.slice((bounds.at(-1) ?? 0) + 1);
  return bounds.slice(1).map((end, index) => lead + text.slice((bounds[index] ?? 0) + 1, end) + rest);
}

/** Parts of a pattern without `{a,b}`; a `**` right behind another one says nothing. */
export function segmentsOf(pattern: string): Segment[] {
  const parts = pattern.split('/').filter((part) => part !== '' && part !== '.');
  return parts.filter((part, index) => part !== '**' || parts[index - 1] !== '**').map(segmentOf);
}

function segmentOf(text: string): Segment {
  if (text === '**') return { kind: 'below' };
  if (!/[*?[]/.test(text.replace(/\\./g, ''))) return { kind: 'name', name: text.replace(/\\(.)/g, '$1') };
  const tokens = tokensOf(text);
  const takesHidden = /^\\?\./.test(text);
  return {
    kind: 'names',
    matches: (name) => (takesHidden || !name.startsWith('.')) && matchesTokens([...name], tokens),
  };
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const [part, escaped, list] of text.matchAll(/\\(.)|\[([!^]?\]?[^\]]*)\]|./gsu)) {
    if (list !== undefined) tokens.push(listed(list));
    else if (part === '?') tokens.push(() => true);
    else if (part !== '*') tokens.push((character) => character === (escaped ?? part));
    else if (tokens.at(-1) !== 'run') tokens.push('run');
  }
  return tokens;
}

/** `[a-z_]`, or with `!` or `^` first any other character. */
function listed(list: string): (character: string) => boolean {
  const [, negation = '', rest = ''] = /^([!^]?)(.*)$/s.exec(list) ?? [];
  const ranges = [...rest.matchAll(/(.)-(.)|./gsu)].map(([one, from = one, to = one]) => [from, to] as const);
  return (character) =>
    ranges.some(([from, to]) => from <= character && character <= to) === (negation === '');
}

/** Compares name and pattern from left to right; only the last `*` is tried again, so no pattern is slow. */
function matchesTokens(name: readonly string[], tokens: readonly Token[]): boolean {
  let at = 0;
  let token = 0;
  let run = -1;
  let tried = 0;
  while (at < name.length) {
    const expected = tokens[token];
    if (expected === 'run') {
      run = token;
      tried = at;
      token += 1;
    } else if (expected?.(name[at] ?? '') === true) {
      at += 1;
      token += 1;
    } else if (run === -1) {
      return false;
    } else {
      tried += 1;
      at = tried;
      token = run + 1;
    }
  }
  return tokens.slice(token).every((one) => one === 'run');
}
