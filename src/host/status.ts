import type { Metrics } from '../contracts/plugin.ts';
import type { RouteManifest } from '../contracts/plugin-host.ts';
import type { BreakerState } from './guard/breaker.ts';
import type { PluginFigures } from './guard/monitor.ts';
import type { RunningPlugin } from './running-plugin.ts';

/** One plugin as the control surface and `plugin list` show it. */
export interface PluginStatus {
  readonly name: string;
  readonly version: string;
  readonly state: string;
  /** Why it does not run as it should. */
  readonly reason?: string;
  readonly host: string;
  readonly pid?: number;
  readonly critical: boolean;
  readonly breaker: BreakerState;
  readonly restarts: number;
  /** Bytes. */
  readonly memory?: number;
  readonly hooks: readonly string[];
  /** Names of handlers. */
  readonly handlers: readonly string[];
  /** Such as `GET /metrics on port 9116`. */
  readonly routes: readonly string[];
  /** Calls that are not answered yet. */
  readonly pending: number;
  /** Times in ms. */
  readonly figures: PluginFigures;
  /** What the plugin measures itself. */
  readonly metrics?: Metrics;
}

export function statusOf({ instance, runner }: RunningPlugin, metrics?: Metrics): PluginStatus {
  const { name, manifest, state, reason, critical, breaker, pending, monitor } = instance;
  const { host, pid, memory, restarts } = runner.facts;
  return {
    name,
    version: manifest.version,
    state,
    ...(reason !== undefined && { reason }),
    host,
    ...(pid !== undefined && { pid }),
    critical,
    breaker: breaker.state,
    restarts,
    ...(memory !== undefined && { memory }),
    hooks: manifest.hooks.map(({ kind, phase }) => `${kind} (${phase})`),
    handlers: manifest.handlers.map((handler) => handler.name),
    routes: manifest.routes.map(sayRoute),
    pending,
    figures: monitor.figures,
    ...(metrics !== undefined && { metrics }),
  };
}

function sayRoute({ method, path, listener }: RouteManifest): string {
  if (listener === 'main') return `${method} ${path}`;
  return listener === 'admin'
    ? `${method} ${path} for administrators`
    : `${method} ${path} on port ${listener.port}`;
}
