/** A page of the reference. */
export interface Page {
  readonly topic: string;
  readonly text: string;
}

/**
 * The topics of the pages about a word: first those with a heading that has it, then those with a table that
 * explains it; only when there are none, those that mention it. Letters count in either case, and `rate_limit`
 * finds `Rate limit`.
 */
export function searchPages(word: string, pages: readonly Page[]): string[] {
  const wanted = plain(word).trim();
  if (wanted === '') return [];
  const having = (linesOf: (text: string) => readonly string[]) =>
    pages
      .filter(({ text }) => linesOf(text).some((line) => hasWords(line, wanted)))
      .map(({ topic }) => topic);
  const about = [...new Set([...having(headings), ...having(keys)])];
  return about.length > 0 ? about : having((text) => text.split('\n'));
}

function headings(text: string): string[] {
  return text.split('\n').filter((line) => /^#{1,4} /.test(line));
}

/** First cells of tables that are code, such as `rate_limit`. */
function keys(text: string): string[] {
  return [...text.matchAll(/^\| (`[^|]*`)/gm)].map(([, cell = '']) => cell);
}

function hasWords(line: string, wanted: string): boolean {
  return ` ${plain(line)} `.includes(` ${wanted} `);
}

/** Letters and digits in lower case, with single spaces for what stands between them. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ');
}
