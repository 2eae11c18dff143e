import { hasErrors } from '../../base/diagnostic.ts';
import { BackworksError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';
import { messageOf } from '../../base/thrown.ts';
import type { CommandCall, FlagValue } from '../../contracts/command.ts';
import type { ResolvedConfig, ResolvedPlugin } from '../../contracts/config.ts';
import { exits } from '../exit.ts';
import { jsonDocument } from '../json-document.ts';
import { refuse } from '../report/refusal.ts';
import { sameAgain } from '../report/same-again.ts';
import { aligned } from '../routes/shown.ts';
import { openApp } from '../serve/open.ts';
import { pluginCalled } from './named.ts';

const HOSTS = ['inline', 'process'] as const;

/** How long each host is measured at most, in ms. */
const TIME = 5_000;

const USUAL = 2_000;
const MOST = 1_000_000;

/** What one host came to. Times in ms. */
interface HostTimes {
  readonly host: (typeof HOSTS)[number];
  readonly requests: number;
  readonly hooks: readonly {
    readonly kind: string;
    readonly calls: number;
    readonly p50: number;
    readonly p99: number;
  }[];
  readonly failures: number;
  readonly failure: string | undefined;
}

/** `plugin bench`: how long the hooks of a plugin take, inline and in a process of its own. */
export async function run(call: CommandCall): Promise<number> {
  const { arguments: given, values } = call;
  const requests = countOf(values.requests);
  const [, name] = given;
  if (name === undefined)
    throw new BackworksError('BW8003', 'say which plugin is to be timed', {
      hint: 'backworks plugin bench hello',
    });
  const { app, findings } = await openApp(call, {});
  const report = await app.check();
  const diagnostics = [...findings, ...report.diagnostics];
  const { config } = report;
  if (config === undefined || hasErrors(diagnostics)) return refuse(call, { ...report, diagnostics });
  const plugin = pluginCalled(name, config.plugins);
  if (plugin.manifest.hooks.length === 0)
    throw new BackworksError('BW8003', `the plugin "${name}" has no hooks to be timed`, {
      hint: 'what is timed are beforeRequest and afterResponse',
    });
  if (plugin.source.kind === 'official')
    throw new BackworksError('BW8003', `the plugin "${name}" comes with backworks`, {
      hint: 'what is timed are plugins of files and of packages',
    });
  const times: HostTimes[] = [];
  for (const host of HOSTS) times.push(await measure(plugin, config, host, requests));
  tell(call, plugin, times);
  return times.every(({ failures }) => failures === 0) ? exits.ok.code : exits.no.code;
}

/** @throws BackworksError BW8003 */
function countOf(given: FlagValue): number {
  if (typeof given !== 'string') return USUAL;
  const count = Number(given);
  if (/^\d+$/.test(given) && count >= 1 && count <= MOST) return count;
  throw new BackworksError('BW8003', `--requests ${given} is no number of requests`, {
    hint: `use a whole number from 1 to ${MOST}`,
  });
}

async function measure(
  plugin: ResolvedPlugin,
  config: ResolvedConfig,
  host: HostTimes['host'],
  requests: number,
): Promise<HostTimes> {
  const { measureHooks } = await import('../../testing/measure.ts');
  const { name, manifest, settings, critical, maxExecutionTime } = plugin;
  const subject = {
    name,
    entry: { ...entryOf(plugin), isolation: host },
    folder: config.folder,
    official: [],
    needs: manifest.needs,
  };
  const others = neededBy(plugin, config.plugins).map((one) => [
    one.name,
    { ...entryOf(one), isolation: 'inline', config: one.settings },
  ]);
  try {
    const measured = await measureHooks(subject, {
      settings,
      isolation: host,
      hooks: manifest.hooks,
      others: Object.fromEntries(others),
      requests,
      time: TIME,
      ...(critical !== undefined && { critical }),
      ...(maxExecutionTime !== undefined && { max_execution_time: `${maxExecutionTime}ms` }),
      execute: () => ({ status: 200 }),
    });
    return { host, ...measured };
  } catch (cause) {
    throw new BackworksError(
      'BW7040',
      `the plugin "${name}" cannot be timed (${host}): ${messageOf(cause)}`,
      {
        cause,
      },
    );
  }
}

function entryOf({ source }: ResolvedPlugin): Readonly<Record<string, unknown>> {
  if (source.kind === 'module') return { module_path: source.path };
  return source.kind === 'package' ? { package: source.name } : {};
}

/** The plugins whose services it may call, and those that they need. */
function neededBy(plugin: ResolvedPlugin, all: readonly ResolvedPlugin[]): readonly ResolvedPlugin[] {
  const found = new Set<ResolvedPlugin>([plugin]);
  for (const one of found) {
    for (const need of Object.keys(one.manifest.needs)) {
      const provider = all.find(
        ({ name, manifest }) => name === need || Object.hasOwn(manifest.provides, need),
      );
      if (provider !== undefined) found.add(provider);
    }
  }
  found.delete(plugin);
  return [...found];
}

const HEAD = ['hook', 'host', 'p50', 'p99', 'calls'];

function tell({ screen, values }: CommandCall, { name }: ResolvedPlugin, times: readonly HostTimes[]): void {
  const ok = times.every(({ failures }) => failures === 0);
  if (values.json === true) {
    const hosts = times.map(({ failure, ...one }) => ({ ...one, ...(failure !== undefined && { failure }) }));
    const next = { text: 'see how it fares in service', command: sameAgain('backworks plugin list', values) };
    screen.out.write(jsonDocument(ok, { name, hosts }, [next]));
    return;
  }
  const rows = times.flatMap(({ host, hooks }) =>
    hooks.map(({ kind, calls, p50, p99 }) => [
      kind,
      host,
      milliseconds(p50),
      milliseconds(p99),
      String(calls),
    ]),
  );
  const [head = '', ...lines] = aligned([HEAD, ...rows]);
  screen.out.write([screen.out.paint.bold(head), ...lines].map((line) => `${line}\n`).join(''));
  for (const { host, requests, failures, failure } of times) {
    const about = printable(`${host}: ${failures} of ${requests} requests met a failure: ${failure}`);
    if (failures > 0) screen.err.write(`${screen.err.paint.red(about)}\n`);
  }
  if (values.quiet !== true)
    screen.err.write('one request at a time, with all that the host does for a call\n');
}

function milliseconds(value: number): string {
  return `${Number(value.toPrecision(2))} ms`;
}
