import { printable } from '../../base/printable.ts';
import type { Paint } from '../../contracts/command.ts';
import { aligned } from '../routes/shown.ts';

/** A plugin as the control surface describes it; without what only a running one has, of one that is only configured. */
export interface ListedPlugin {
  readonly name: string;
  readonly version: string;
  readonly state: string;
  /** Why it does not run as it should. */
  readonly reason?: string;
  /** What it runs in: `inline`, `process`, or what a sandbox is made of. */
  readonly host: string;
  readonly critical: boolean;
  readonly hooks: readonly string[];
  readonly breaker?: string;
  readonly restarts?: number;
  /** Bytes. */
  readonly memory?: number;
  /** Times in ms; 0 before a call was timed. */
  readonly figures?: { readonly p95: number };
}

const HEAD = ['plugin', 'version', 'state', 'hooks', 'host', 'p95', 'breaker', 'restarts', 'memory'];

const MEBIBYTE = 1024 * 1024;

/** One line per plugin below a heading, then why some of them do not run as they should. */
export function tableText(plugins: readonly ListedPlugin[], paint: Paint): string {
  const [head = '', ...rows] = aligned([HEAD, ...plugins.map(rowOf)]);
  const reasons = plugins.flatMap(({ name, reason }) =>
    reason === undefined ? [] : [paint.yellow(printable(`${name}: ${reason}`))],
  );
  return [paint.bold(head), ...rows, ...reasons].map((line) => `${line}\n`).join('');
}

function rowOf(plugin: ListedPlugin): string[] {
  const { name, version, state, hooks, host, figures, breaker = '-', restarts, memory } = plugin;
  const p95 = figures === undefined || figures.p95 === 0 ? '-' : `${Number(figures.p95.toPrecision(3))} ms`;
  const used = memory === undefined ? '-' : `${Math.round(memory / MEBIBYTE)}mb`;
  return [name, version, state, hooks.join(', ') || '-', host, p95, breaker, String(restarts ?? '-'), used];
}
