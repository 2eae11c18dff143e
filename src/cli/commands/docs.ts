import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BackworksError } from '../../base/errors.ts';
import { nearest } from '../../base/suggest.ts';
import type { CommandCall } from '../../contracts/command.ts';
import { exits } from '../exit.ts';
import { jsonDocument } from '../json-document.ts';
import { packagePath } from '../package.ts';
import { searchPages } from '../search-pages.ts';

const FOLDER = packagePath('docs/reference');

export async function run({ arguments: [name], screen, values }: CommandCall): Promise<number> {
  const { out } = screen;
  const topic = name === undefined ? undefined : findTopic(name);
  if (values.path === true) out.write(`${topic === undefined ? FOLDER : fileOf(topic)}\n`);
  else if (topic === undefined) out.write(values.json === true ? listJson() : list());
  else out.write(values.json === true ? pageJson(topic) : readTopic(topic));
  return exits.ok.code;
}

/** The pages of the reference, by the names of their files. */
export function topics(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.slice(0, -'.md'.length))
    .sort();
}

function findTopic(name: string): string {
  const known = topics();
  const topic = name.toLowerCase().replace(/\.md$/, '');
  if (known.includes(topic)) return topic;
  throw new BackworksError('BW8003', `there is no page "${name}"`, { hint: hintFor(topic, known) });
}

function hintFor(topic: string, known: readonly string[]): string {
  if (/^bw\d+$/.test(topic)) return `backworks explain ${topic.toUpperCase()}`;
  const [first, ...others] = searchPages(
    topic,
    known.map((page) => ({ topic: page, text: readTopic(page) })),
  );
  const near = nearest(topic, known);
  if (first === undefined && near !== undefined) return `did you mean ${near}?`;
  if (first === undefined) return 'backworks docs lists all pages';
  const more = others.length === 0 ? '' : `; it is on these pages, too: ${others.join(', ')}`;
  return `read backworks docs ${first}${more}`;
}

function fileOf(topic: string): string {
  return join(FOLDER, `${topic}.md`);
}

function readTopic(topic: string): string {
  return readFileSync(fileOf(topic), 'utf8');
}

/** What a page says of itself: the first sentence below its title. */
function summaryOf(topic: string): string {
  const [, paragraph = ''] = readTopic(topic).split(/\n{2,}/, 2);
  return /^.*?[^.](?=[.:;]\s|[.:;]?$)/.exec(paragraph.replaceAll('\n', ' '))?.[0] ?? '';
}

function list(): string {
  const names = topics();
  const width = Math.max(...names.map((name) => name.length));
  const rows = names.map((name) => `  ${name.padEnd(width)}  ${summaryOf(name)}\n`);
  return `${rows.join('')}\nRead one of them: backworks docs ${names[0]}\n`;
}

function listJson(): string {
  const pages = topics().map((topic) => ({ topic, summary: summaryOf(topic), path: fileOf(topic) }));
  const next = { text: 'read one of them', command: `backworks docs ${pages[0]?.topic}` };
  return jsonDocument(true, { topics: pages }, [next]);
}

function pageJson(topic: string): string {
  const next = { text: 'list all pages', command: 'backworks docs' };
  return jsonDocument(true, { topic, path: fileOf(topic), text: readTopic(topic) }, [next]);
}
