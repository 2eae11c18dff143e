import type { Diagnostic } from '../../base/diagnostic.ts';
import type { LoadReport } from '../../contracts/app.ts';
import type { CommandCall, FlagValue } from '../../contracts/command.ts';
import type { BackworksEvent, LogLine, RequestEnd } from '../../contracts/events.ts';
import { type Level, type Log, type LogEntry, type LogFormat, levelOf, structuredLog } from '../log.ts';
import type { PrettyLog } from '../pretty-log.ts';
import { corsHints } from './cors-hint.ts';
import { pluginEntry } from './plugin-entry.ts';

/** What a serving command says: log lines on stderr, with `--json` its milestones on stdout. */
export interface Voice {
  /** The log for people, when that is the one in use: key presses steer it. */
  readonly pretty: PrettyLog | undefined;
  readonly log: Log;
  /** One NDJSON line on stdout; nothing without `--json`. */
  milestone(type: string, fields: Readonly<Record<string, unknown>>): void;
  /** The last request that ended with a mistake on the server's side. */
  readonly lastFailure: RequestEnd | undefined;
  /** Takes events of the engine's bus, with the load that serves. */
  hear(event: BackworksEvent, report: LoadReport | undefined): void;
  /** Warnings and errors of a configuration, as code frames. */
  diagnostics(found: readonly Diagnostic[], sources: ReadonlyMap<string, string>): Promise<void>;
}

const RANK: Readonly<Record<Level, number>> = { debug: 0, info: 1, warn: 2, error: 3 };

export async function createVoice(call: CommandCall, usualFormat: LogFormat): Promise<Voice> {
  const { err, out } = call.screen;
  const { json, quiet, verbose } = call.values;
  const format = formatOf(call.values['log-format']) ?? usualFormat;
  const pretty = format === 'pretty' ? await loadPrettyLog(call, verbose === true) : undefined;
  const log = pretty ?? structuredLog(err, format === 'logfmt' ? 'logfmt' : 'json');
  const least = quiet === true ? RANK.error : verbose === true ? RANK.debug : RANK.info;
  const say = (entry: LogEntry) => {
    if (RANK[entry.level] >= least) log.entry(entry);
  };
  let lastFailure: RequestEnd | undefined;
  const hearRequest = (request: RequestEnd) => {
    if (levelOf(request) === 'error') lastFailure = request;
    if (RANK[levelOf(request)] >= least) log.request(request);
  };
  const hearPlugin = (event: BackworksEvent) => {
    const entry = pluginEntry(event);
    if (entry !== undefined) say(entry);
  };
  const corsHint = corsHints();
  return {
    pretty,
    log: { entry: say, request: log.request, flush: log.flush },
    milestone(type, fields) {
      if (json === true) out.write(`${JSON.stringify({ type, ...fields })}\n`);
    },
    get lastFailure() {
      return lastFailure;
    },
    hear(event, report) {
      if (event.type === 'request.end') hearRequest(event);
      else if (event.type === 'log') say(logEntry(event));
      else if (event.type.startsWith('plugin.')) hearPlugin(event);
      else if (event.type === 'server.cors_refused') {
        const hint = corsHint(event.origin, report);
        if (hint !== undefined) say(hint);
      }
    },
    async diagnostics(found, sources) {
      if (found.length === 0) return;
      const { prettyReport } = await import('../report/pretty.ts');
      const limit = verbose === true ? Number.POSITIVE_INFINITY : 20;
      err.write(prettyReport(found, { sources, paint: err.paint, limit }));
    },
  };
}

function logEntry({ level, message, plugin }: LogLine): LogEntry {
  if (plugin === undefined) return { level, type: 'log', message };
  return { level, type: 'log', message: `${plugin}: ${message}`, fields: { plugin } };
}

async function loadPrettyLog({ screen }: CommandCall, verbose: boolean): Promise<PrettyLog> {
  const { prettyLog } = await import('../pretty-log.ts');
  return prettyLog(screen.err, verbose);
}

function formatOf(value: FlagValue): LogFormat | undefined {
  return value === 'pretty' || value === 'json' || value === 'logfmt' ? value : undefined;
}
