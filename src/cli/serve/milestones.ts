import type { GivenUpPlugin, StopReport } from '../../contracts/app.ts';
import type { ResolvedConfig } from '../../contracts/config.ts';

/** What is known once a server answers. */
export interface Readiness {
  readonly url: string;
  readonly configName: string;
  readonly config: ResolvedConfig;
  readonly version: string;
  /** Plugins that do not run for now. */
  readonly givenUp: readonly GivenUpPlugin[];
}

export type MilestoneFields = Readonly<Record<string, string | number>>;

/** The first NDJSON line of a server: a program waits for it and reads the address from it. */
export function readyFields({ url, configName, config, version }: Readiness): MilestoneFields {
  return {
    url,
    pid: process.pid,
    config: configName,
    version,
    endpoints: config.endpoints.length,
    ...(config.environment === undefined ? {} : { environment: config.environment }),
    hash: config.hash,
    ms: Math.round(performance.now()),
  };
}

/** What the first line says beside that where there are plugins: how many, and which of them do not run. */
export function pluginFields({ config, givenUp }: Pick<Readiness, 'config' | 'givenUp'>) {
  return config.plugins.length === 0 ? {} : { plugins: config.plugins.length, given_up: givenUp };
}

/** The last NDJSON line of a server. */
export function stoppedFields({ served, finished, cut, duration }: StopReport): MilestoneFields {
  return { served, finished, cut, ms: Math.round(duration) };
}
