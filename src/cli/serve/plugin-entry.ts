import type { BackworksEvent } from '../../contracts/events.ts';
import type { LogEntry } from '../log.ts';

/** What the log says of an event of a plugin; undefined for those that say nothing to people. */
export function pluginEntry(event: BackworksEvent): LogEntry | undefined {
  switch (event.type) {
    case 'plugin.state': {
      const { plugin, state, reason, retry } = event;
      const why = reason === undefined ? '' : `: ${reason}`;
      const again = retry === undefined ? '' : ` (next try in ${seconds(retry)})`;
      const level =
        state === 'failed' || state === 'disabled' ? 'error' : reason === undefined ? 'debug' : 'warn';
      return {
        level,
        type: event.type,
        message: `plugin ${plugin} ${WORDS[state]}${why}${again}`,
        fields: { plugin, state },
      };
    }
    case 'plugin.fault': {
      const { plugin, at, message, request } = event;
      return {
        level: 'warn',
        type: event.type,
        message: `plugin ${plugin}: ${at}: ${message}`,
        fields: { plugin, at, request },
      };
    }
    case 'plugin.breaker': {
      const { plugin, state } = event;
      return {
        level: state === 'closed' ? 'info' : 'warn',
        type: event.type,
        message: `plugin ${plugin} ${BREAKER[state]}`,
        fields: { plugin, state },
      };
    }
    case 'plugin.alert': {
      const { plugin, figure, value, limit, action } = event;
      const say = FIGURES[figure] ?? String;
      const message = `plugin ${plugin}: ${figure} is ${say(value)}, and may be ${say(limit)}: ${ACTIONS[action]}`;
      return { level: 'warn', type: event.type, message, fields: { plugin, figure, value, limit, action } };
    }
    default:
      return undefined;
  }
}

const WORDS = {
  starting: 'is being started',
  running: 'runs',
  degraded: 'runs with trouble',
  failed: 'does not run',
  disabled: 'is disabled',
  stopped: 'has stopped',
} as const;

const BREAKER = {
  open: 'failed too often: it is left out for now',
  'half-open': 'is tried again',
  closed: 'works again',
} as const;

/** Figures in the words of people; `silence` is how long it did not react. */
const FIGURES: Readonly<Record<string, (value: number) => string>> = {
  memory: (bytes) => `${Math.round(bytes / 1_048_576)} MiB`,
  cpu: (used) => `${used.toFixed(1)} s in 10 s`,
  silence: (time) => `${Math.round(time)} ms`,
  p95: (time) => `${Math.round(time)} ms`,
  error_rate: (rate) => `${Math.round(rate * 100)} %`,
};

const ACTIONS = { warn: 'it runs on', recycle: 'it is replaced', disable: 'it is disabled' } as const;

function seconds(milliseconds: number): string {
  return milliseconds < 1_000 ? `${milliseconds} ms` : `${Math.round(milliseconds / 1_000)} s`;
}
