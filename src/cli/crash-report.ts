import { statSync, writeFileSync } from 'node:fs';
import { homedir, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { maskSecrets, maskWords } from '../base/mask-secrets.ts';
import { printable, printableLines } from '../base/printable.ts';

/** What a report of a crash tells. */
export interface CrashFacts {
  readonly error: unknown;
  readonly version: string;
  /** The command line. */
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The last lines of a server's log. */
  readonly log: readonly string[];
  /** Values that must not be seen. */
  readonly secrets: readonly string[];
}

/** Where a report is, or why it is nowhere. */
export type WrittenReport = { readonly path: string } | { readonly reason: string };

/** Causes of causes that are told, and errors side by side in an AggregateError. */
const MOST_CAUSES = 8;

/** Longest text of one error: messages may quote whole documents. */
const MOST_TEXT = 32_768;

/** The report as text for people: whoever passes it on should be able to read what it says. */
export function crashReport(facts: CrashFacts): string {
  const { version, words, environment, error, log, secrets } = facts;
  const command = maskWords(words, secrets).map(quoted).join(' ');
  const names = Object.keys(environment).filter((name) => name.startsWith('BACKWORKS_'));
  const parts = [
    'A bug in backworks ended it. Values that may be secret are replaced by ***; read this before you pass it on.\n\n',
    row('time', new Date().toISOString()),
    row('backworks', version),
    row('node', process.version),
    row('platform', `${process.platform} ${process.arch} ${release()}`),
    row('command', `backworks ${command}`),
    row('variables', names.sort().join(' ') || 'none that begin with BACKWORKS_'),
    `\n${errorText(error)}\n`,
    log.length === 0 ? '' : `\nThe last lines of the log:\n\n${log.join('\n')}\n`,
  ];
  return forOthers(parts.join(''), secrets);
}

/** A text without secrets, without the name of the user's home, and without what a terminal obeys. */
export function forOthers(text: string, secrets: readonly string[]): string {
  // A value may hold the home, too: it is looked for in both forms.
  const known = secrets.flatMap((secret) => [secret, withoutHome(secret)]);
  return printableLines(maskSecrets(withoutHome(text), known));
}

/** An error with its causes, each with its stack. */
export function errorText(error: unknown): string {
  const texts: string[] = [];
  collectTexts(error, '', new Set(), texts);
  return texts.join('\n');
}

/** Writes it where only its owner can read it, into the first folder that takes it. */
export function writeCrashReport(text: string, projects: readonly string[]): WrittenReport {
  const name = `backworks-crash-${new Date().toISOString().replace(/\D/g, '-')}${process.pid}.txt`;
  const ownFolders = projects.map((folder) => join(folder, '.backworks', 'reports')).filter(isFolder);
  let reason = '';
  for (const folder of [...ownFolders, tmpdir()]) {
    const path = join(folder, name);
    try {
      // Never through a file or a link that somebody has put there before.
      writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
      return { path };
    } catch (error) {
      reason = messageOf(error);
    }
  }
  return { reason };
}

/** What an error says, on one line. */
export function messageOf(error: unknown): string {
  const { name, message } = readError(error);
  return `${name === '' || message.startsWith(name) ? '' : `${name}: `}${message.split('\n', 1)[0]}`;
}

function collectTexts(error: unknown, introduction: string, seen: Set<unknown>, texts: string[]): void {
  if (seen.has(error) || seen.size >= MOST_CAUSES) return;
  seen.add(error);
  const { name, message, stack } = readError(error);
  const head = `${name}: ${message}`;
  const text = stack.includes(message) ? stack : `${head}\n${stack}`;
  texts.push(introduction + text.slice(0, MOST_TEXT));
  if (!(error instanceof Error)) return;
  if (error instanceof AggregateError) {
    for (const one of error.errors) collectTexts(one, 'one of: ', seen, texts);
  }
  if (error.cause !== undefined) collectTexts(error.cause, 'caused by: ', seen, texts);
}

/** Whatever was thrown, as an error has it; even reading it may throw. */
function readError(error: unknown): { name: string; message: string; stack: string } {
  try {
    if (!(error instanceof Error)) return { name: 'thrown', message: String(error), stack: '' };
    return { name: String(error.name), message: String(error.message), stack: String(error.stack ?? '') };
  } catch {
    return { name: 'thrown', message: 'something that cannot be read', stack: '' };
  }
}

function withoutHome(text: string): string {
  const home = homedir();
  if (home.length < 2) return text;
  const forms = [home, pathToFileURL(home).pathname].map((form) =>
    form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  return text.replace(new RegExp(`(?:${forms.join('|')})(?![\\w.-])`, 'g'), '~');
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function row(name: string, value: string): string {
  return `${name.padEnd(10)} ${printable(value)}\n`;
}

/** A word of the command line, in quotes when it would read as several. */
function quoted(word: string): string {
  return /^\S+$/.test(word) ? word : JSON.stringify(word);
}
