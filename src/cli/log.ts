import type { Surface } from '../contracts/command.ts';
import type { RequestEnd } from '../contracts/events.ts';

export type LogFormat = 'pretty' | 'json' | 'logfmt';

export type Level = 'debug' | 'info' | 'warn' | 'error';

/** One thing that happened, in its own words; `type` names it for programs. */
export interface LogEntry {
  readonly level: Level;
  readonly type: string;
  /** For people. */
  readonly message: string;
  /** For programs. */
  readonly fields?: Readonly<Record<string, string | number | boolean | undefined>>;
}

/** Where log lines go: one method, so that the caller does not know their form. */
export interface Log {
  entry(entry: LogEntry): void;
  request(request: RequestEnd): void;
  /** Writes what is still waiting. */
  flush(): void;
}

/** One JSON or logfmt line per entry; lines of one turn of the event loop are written at once. */
export function structuredLog(surface: Surface, format: 'json' | 'logfmt'): Log {
  const encode = format === 'json' ? JSON.stringify : logfmt;
  let waiting = '';
  const flush = () => {
    if (waiting !== '') surface.write(waiting);
    waiting = '';
  };
  const add = (record: Readonly<Record<string, unknown>>) => {
    if (waiting === '') setImmediate(flush);
    waiting += `${encode(record)}\n`;
  };
  return {
    entry: ({ level, type, message, fields }) =>
      add({ time: new Date().toISOString(), level, type, message, ...fields }),
    request: (request) => {
      const { type, ...rest } = request;
      const duration = Math.round(request.duration * 10) / 10;
      add({ time: new Date().toISOString(), level: levelOf(request), type, ...rest, duration });
    },
    flush,
  };
}

export function levelOf({ status, outcome }: RequestEnd): Level {
  if (status >= 500 || outcome === 'failed') return 'error';
  return status >= 400 ? 'warn' : 'info';
}

/** `key=value` pairs, quoted where a value is not made of plain characters only. */
function logfmt(record: Readonly<Record<string, unknown>>): string {
  return Object.entries(record)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => {
      const text = String(value);
      return `${key}=${/^[^\s"=\\\p{C}]+$/u.test(text) ? text : JSON.stringify(text)}`;
    })
    .join(' ');
}
