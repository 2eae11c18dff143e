import type { Diagnostic, Suggestion } from '../../src/base/diagnostic.ts';
import { LineIndex } from '../../src/base/lines.ts';

/** The text with the edit, and whether the mistake is still where it was, moved by the edit. */
export async function attempt(
  text: string,
  mistake: Diagnostic,
  { range, replace }: Suggestion,
  diagnose: (text: string) => Promise<readonly Diagnostic[]>,
) {
  const lines = new LineIndex(text);
  const span = lines.spanOf(range);
  if (span === undefined) throw new Error('the text has no such place');
  const edited = text.slice(0, span.start) + replace + text.slice(span.end);
  const at = lines.offsetOf(mistake.range.start);
  const end = span.start + replace.length;
  const [from, to] =
    at < span.start
      ? [at, at]
      : at > span.end
        ? [at - span.end + end, at - span.end + end]
        : [span.start, end];
  const editedLines = new LineIndex(edited);
  const remains = (await diagnose(edited)).some(({ code, message, range: { start } }) => {
    const offset = editedLines.offsetOf(start);
    return code === mistake.code && message === mistake.message && offset >= from && offset <= to;
  });
  return { edited, remains };
}
