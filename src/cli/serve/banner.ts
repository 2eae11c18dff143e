import { statSync } from 'node:fs';
import { relative } from 'node:path';
import { printable } from '../../base/printable.ts';
import type { CommandCall } from '../../contracts/command.ts';
import type { ResolvedEndpoint } from '../../contracts/config.ts';
import { authorityOf } from './authority.ts';
import type { Readiness } from './milestones.ts';

/** What the first screen of a server shows. */
export interface BannerFacts extends Readiness {
  readonly watched: readonly string[];
}

/** The first screen of `dev`: where it is, what it serves, what to try. */
export function banner(facts: BannerFacts, { screen, cwd }: CommandCall): string {
  const { paint } = screen.err;
  const row = (name: string, value: string, look: (text: string) => string = String) =>
    `  ${paint.dim(name.padEnd(10))} ${look(printable(value))}\n`;
  const ready = `ready in ${Math.round(performance.now())} ms`;
  const { environment } = facts.config;
  const { server } = facts.config;
  const file = authorityOf(server);
  const authority = file && (relative(cwd, file) || file);
  const made = server.tls?.kind === 'auto' ? 'made for this machine' : 'vouches for itself';
  const example = exampleCall(facts.config.endpoints, facts.url, authority);
  const present = facts.watched.filter(
    (file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true,
  );
  const files = present.map((file) => relative(cwd, file) || file);
  const watching = files.length > 4 ? [...files.slice(0, 3), `${files.length - 3} more`] : files;
  return [
    `\n  ${paint.bold('backworks')} ${facts.version}  dev  ${paint.green(ready)}\n\n`,
    row('api', facts.url, paint.cyan),
    row('config', `${facts.configName}  (${modeCounts(facts.config.endpoints)})`),
    environment === undefined ? '' : row('env', printable(environment)),
    facts.config.plugins.length === 0 ? '' : row('plugins', pluginNames(facts)),
    watching.length === 0 ? '' : row('watching', watching.join(', ')),
    authority === undefined ? '' : row('trust', `${authority}  (${made}; browsers ask once)`),
    example === undefined ? '' : row('try', example),
    screen.keys ? `\n  press h for keys, q to quit\n` : '',
    '\n',
  ].join('');
}

/** `audit, cache (does not run)` */
function pluginNames({ config, givenUp }: BannerFacts): string {
  const idle = new Set(givenUp.map(({ name }) => name));
  return config.plugins.map(({ name }) => (idle.has(name) ? `${name} (does not run)` : name)).join(', ');
}

/** `6 endpoints: 5 mock, 1 proxy` */
export function modeCounts(endpoints: readonly ResolvedEndpoint[]): string {
  const counts = new Map<string, number>();
  for (const { mode } of endpoints) counts.set(mode, (counts.get(mode) ?? 0) + 1);
  const modes = [...counts].map(([mode, count]) => `${count} ${mode}`).join(', ');
  const total = endpointCount(endpoints.length);
  return modes === '' ? total : `${total}: ${modes}`;
}

export function endpointCount(count: number): string {
  return `${count} endpoint${count === 1 ? '' : 's'}`;
}

/** A curl that answers, for the first endpoint that takes GET; parameters get a value to begin with. */
export function exampleCall(
  endpoints: readonly ResolvedEndpoint[],
  url: string,
  authority?: string,
): string | undefined {
  // One whose path a variable makes is nothing to show.
  const endpoint = endpoints.find(
    ({ methods, shownPath }) => shownPath === undefined && (methods.length === 0 || methods.includes('GET')),
  );
  if (endpoint === undefined) return undefined;
  const path = endpoint.path
    .replace(/\{([^}]*)\}/g, (_, name: string) => (/id$/i.test(name) ? '1' : 'Ada'))
    .replace(/\*.*$/, '');
  return `curl ${authority === undefined ? '' : `--cacert ${authority} `}${url}${path}`;
}

/** True for addresses that other machines can reach. */
export function isPublic(host: string): boolean {
  return !/^(localhost|127(\.\d+){3}|::1|\[::1\])$/.test(host);
}
