import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { composeSchema } from '../../src/config/schema/compose.ts';
import { modes } from '../../src/modes/index.ts';
import type { LanguageServer, OpenDocument } from './language-server.ts';
import type { CompletionItem, Marked, Position } from './protocol.ts';
import { insertItem } from './snippet.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const schemaFile = join(root, 'schema/backworks.schema.json');

/** What the loader goes by: the tests take from it what editors must know. */
export const schema = composeSchema(modes);

/** What the package ships. */
export const schemaText = readFileSync(schemaFile, 'utf8');

export const schemaUrl = pathToFileURL(schemaFile).href;

const MODELINE = `# yaml-language-server: $schema=${schemaUrl}\n`;

/** Lines above the text of a case. */
const OFFSET = 1;

/** A text whose cursor, if any, stands at the broken bar. */
const CURSOR = '¦';

export interface Case {
  readonly document: OpenDocument;
  readonly cursor: Position;
}

/** Opens a text below the line that names our schema. */
export function open(server: LanguageServer, text: string): Case {
  const [before = ''] = text.split(CURSOR);
  const lines = before.split('\n');
  const cursor = { line: lines.length - 1 + OFFSET, character: lines.at(-1)?.length ?? 0 };
  return { document: server.open(MODELINE + text.replace(CURSOR, '')), cursor };
}

/** Opens many texts at once, so that nobody waits for each of them. */
export function openAll(server: LanguageServer, texts: readonly string[]): void {
  for (const text of texts) open(server, text);
}

/** What is marked, as `line:column-column message`; lines and columns count from 1, as people's do. */
export async function marksOf(server: LanguageServer, text: string): Promise<string[]> {
  return (await open(server, text).document.marks).map(describeMark);
}

export function describeMark({ range: { start, end }, message }: Marked): string {
  return `${start.line + 1 - OFFSET}:${start.character + 1}-${end.character + 1} ${message}`;
}

export async function completionsOf(
  server: LanguageServer,
  text: string,
): Promise<readonly CompletionItem[]> {
  const { document, cursor } = open(server, text);
  return document.complete(cursor);
}

/** The text with one of its completions taken, without the line that names the schema. */
export function take(text: string, item: CompletionItem): string {
  return insertItem(MODELINE + text.replace(CURSOR, ''), item).slice(MODELINE.length);
}
