import { printable } from '../base/printable.ts';
import type { Surface } from '../contracts/command.ts';
import type { RequestEnd } from '../contracts/events.ts';
import { type Log, type LogEntry, levelOf } from './log.ts';

/** More requests in a second than a person can read. */
const READABLE_RATE = 50;

const WIDEST_PATH = 48;

/** What a key press may change while the log runs. */
export interface PrettyLog extends Log {
  /** Every request on its own line, whatever the rate. */
  verbose: boolean;
  /** Requests are counted but not shown. */
  paused: boolean;
}

/**
 * The log for people: repeated lines become one with a counter, and a flood becomes one line a
 * second with its rate and percentiles.
 */
export function prettyLog(surface: Surface, verbose: boolean): PrettyLog {
  const repeats = { key: '', line: '', count: 0 };
  const second: RequestEnd[] = [];
  let flooded = false;
  let timer: NodeJS.Timeout | undefined;
  let pathWidth = 16;

  const print = (line: string) => surface.write(`${surface.paint.dim(clockTime())}  ${line}\n`);
  const endRepeats = () => {
    // The first of them has a line of its own.
    if (repeats.count > 1) print(`${repeats.line}  again ${surface.unicode ? '×' : 'x'}${repeats.count - 1}`);
    repeats.key = '';
    repeats.count = 0;
  };
  const endSecond = () => {
    if (flooded && second.length > 0 && !log.paused) print(floodLine(second));
    else endRepeats();
    flooded = second.length > READABLE_RATE && !log.verbose;
    if (second.length === 0) {
      clearInterval(timer);
      timer = undefined;
    }
    second.length = 0;
  };
  const show = (request: RequestEnd) => {
    const key = [request.method, request.path, request.status, request.mode, request.note].join(' ');
    pathWidth = Math.min(WIDEST_PATH, Math.max(pathWidth, request.path.length));
    const line = requestLine(request, surface, pathWidth);
    if (key === repeats.key && !log.verbose) {
      repeats.line = line;
      repeats.count += 1;
      return;
    }
    endRepeats();
    repeats.key = key;
    repeats.count = 1;
    print(line);
  };
  const log: PrettyLog = {
    verbose,
    paused: false,
    request(request) {
      timer ??= setInterval(endSecond, 1000).unref();
      second.push(request);
      if (second.length > READABLE_RATE && !log.verbose && !flooded) {
        endRepeats();
        flooded = true;
      }
      if (!flooded && !log.paused) show(request);
    },
    entry(entry) {
      endRepeats();
      print(entryLine(entry, surface));
    },
    flush() {
      if (timer !== undefined) endSecond();
      endRepeats();
      clearInterval(timer);
      timer = undefined;
    },
  };
  return log;
}

function entryLine({ level, message: text }: LogEntry, { paint }: Surface): string {
  const message = printable(text);
  if (level === 'error') return `${paint.red('error')}  ${message}`;
  return level === 'warn' ? `${paint.yellow('warning')}  ${message}` : message;
}

/** `1240 requests  p50 0.2 ms  p95 1.1 ms  3 errors` */
function floodLine(requests: readonly RequestEnd[]): string {
  const times = requests.map((request) => request.duration).sort((a, b) => a - b);
  const at = (share: number) => milliseconds(times[Math.floor(times.length * share)] ?? 0);
  const errors = requests.filter((request) => request.status >= 500 || request.outcome === 'failed').length;
  const counted = plural(requests.length, 'request').padEnd(16);
  return `${counted}  p50 ${at(0.5)} ms  p95 ${at(0.95)} ms  ${plural(errors, 'error')}`;
}

/** `12:00:03  GET     /users/7          200    2 ms  mock`, columns growing to fit. */
function requestLine(request: RequestEnd, surface: Surface, pathWidth: number): string {
  const { paint } = surface;
  const { method, path, status, duration, mode, note, outcome } = request;
  const colour = { debug: paint.dim, info: paint.green, warn: paint.yellow, error: paint.red };
  const code = colour[levelOf(request)](outcome === 'aborted' ? 'gone' : String(status).padStart(4));
  const time = `${milliseconds(duration)} ms`.padStart(9);
  const parts = [
    printable(method).padEnd(7),
    printable(path).padEnd(pathWidth),
    code,
    time,
    ` ${mode ?? ''}`,
  ];
  return `${parts.join(' ').trimEnd()}${note === undefined ? '' : `  ${paint.dim(printable(note))}`}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Small times keep one digit behind the point. */
function milliseconds(value: number): string {
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}

/** Wall clock of the machine, `12:00:03`. */
function clockTime(): string {
  return new Date().toTimeString().slice(0, 8);
}
