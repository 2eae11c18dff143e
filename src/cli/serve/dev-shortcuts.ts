import { printable } from '../../base/printable.ts';
import type { CommandCall, Surface } from '../../contracts/command.ts';
import type { RequestEnd } from '../../contracts/events.ts';
import { prettyReport } from '../report/pretty.ts';
import { type Shortcut, shortcutHelp } from '../shortcuts.ts';
import type { DevServer } from './dev-server.ts';
import type { Lifetime } from './lifetime.ts';
import type { Voice } from './voice.ts';

const CLEAR_SCREEN = '\u001B[2J\u001B[3J\u001B[H';

/** The keys of `dev`, in the order of their help. */
export function devShortcuts(
  server: DevServer,
  { screen }: CommandCall,
  voice: Voice,
  lifetime: Lifetime,
): readonly Shortcut[] {
  const { err } = screen;
  const log = voice.pretty;
  const tell = (message: string) => voice.log.entry({ level: 'info', type: 'key', message });
  const shortcuts: readonly Shortcut[] = [
    { key: 'h', summary: 'show this help', press: () => err.write(`\n${shortcutHelp(shortcuts)}\n`) },
    { key: 'u', summary: 'show the address', press: () => err.write(`\n  api  ${server.url}\n\n`) },
    { key: 'r', summary: 'reload the configuration', press: () => void server.reload([]) },
    { key: 'c', summary: 'clear the screen', press: () => err.write(CLEAR_SCREEN) },
    {
      key: 'p',
      summary: 'pause or resume the request log',
      press() {
        if (log === undefined) return;
        log.paused = !log.paused;
        tell(log.paused ? 'request log paused' : 'request log resumed');
      },
    },
    { key: 'l', summary: 'list the endpoints', press: () => void listEndpoints(server, err) },
    {
      key: 'e',
      summary: 'show the last error in full',
      press: () => err.write(lastError(server, voice, screen)),
    },
    {
      key: 'v',
      summary: 'show every request on its own line, or not',
      press() {
        if (log === undefined) return;
        log.verbose = !log.verbose;
        tell(log.verbose ? 'verbose log' : 'short log');
      },
    },
    { key: 'q', summary: 'quit', press: () => lifetime.end('q') },
  ];
  return shortcuts;
}

/** The table that `backworks routes` prints, in the order of the file. */
async function listEndpoints({ good }: DevServer, surface: Surface): Promise<void> {
  const { tableText } = await import('../routes/text.ts');
  surface.write(`\n${tableText(good?.config?.endpoints ?? [])}\n`);
}

/** What is wrong with the configuration; when nothing is, the last request that failed. */
function lastError({ latest }: DevServer, { lastFailure }: Voice, { err }: CommandCall['screen']): string {
  const { diagnostics = [], sources = new Map() } = latest ?? {};
  if (diagnostics.length > 0) {
    return `\n${prettyReport(diagnostics, { sources, paint: err.paint, limit: Number.POSITIVE_INFINITY })}\n`;
  }
  const order = 'the configuration has no errors';
  if (lastFailure === undefined) return `\n  ${order}\n\n`;
  return `\n  ${order}; the last failed request:\n\n  ${failureLine(lastFailure)}\n\n`;
}

/** `GET /users/7  502  BW6401  no upstream` */
function failureLine({ method, path, status, code, note }: RequestEnd): string {
  return [`${method} ${path}`, String(status), code, note]
    .filter((part) => part !== undefined)
    .map(printable)
    .join('  ');
}
