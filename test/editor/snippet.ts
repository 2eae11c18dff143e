import type { CompletionItem, Position, Range, TextEdit } from './protocol.ts';

const SNIPPET = 2;

/** What a text becomes when an editor inserts a completion and nobody changes what its tab stops offer. */
export function insertItem(text: string, item: CompletionItem): string {
  const { textEdit } = item;
  if (textEdit === undefined) throw new Error(`${item.label} does not say where it goes`);
  const plain = item.insertTextFormat === SNIPPET ? expand(textEdit.newText) : textEdit.newText;
  return applyEdit(text, { ...textEdit, newText: indent(plain, text, textEdit.range) });
}

export function applyEdit(text: string, { range, newText }: TextEdit): string {
  return text.slice(0, offsetOf(text, range.start)) + newText + text.slice(offsetOf(text, range.end));
}

/** Editors give every further line of a snippet the indentation of the line it goes to. */
function indent(snippet: string, text: string, { start }: Range): string {
  const line = text.split('\n')[start.line] ?? '';
  const spaces = /^ */.exec(line.slice(0, start.character))?.[0] ?? '';
  return snippet.replaceAll('\n', `\n${spaces}`);
}

/** Tab stops give way to what they offer, and what is escaped to itself. */
function expand(snippet: string): string {
  return snippet.replace(
    /\\([\\$}])|\$\{\d+:((?:\\[\\$}]|[^\\}])*)\}|\$\{\d+\}|\$\d+/g,
    (_whole, escaped?: string, offered?: string) => escaped ?? offered?.replace(/\\([\\$}])/g, '$1') ?? '',
  );
}

function offsetOf(text: string, { line, character }: Position): number {
  const lines = text.split('\n').slice(0, line);
  return lines.reduce((sum, one) => sum + one.length + 1, character);
}
