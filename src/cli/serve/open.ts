import { dirname, join } from 'node:path';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { BackworksError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';
import { messageOf } from '../../base/thrown.ts';
import type { App, AppOptions } from '../../contracts/app.ts';
import type { CommandCall, FlagValue } from '../../contracts/command.ts';
import { findSource, sourceName } from '../source.ts';

/** An engine for the configuration a command line means. */
export interface Opened {
  readonly app: App;
  /** The configuration as the user would name it. */
  readonly configName: string;
  /** What there is to say about how it was found. */
  readonly findings: readonly Diagnostic[];
}

type Extra = Pick<
  AppOptions,
  'movePort' | 'development' | 'everyEnvironment' | 'overlay' | 'loadPlugins' | 'runFolder'
>;

/**
 * Finds the configuration and makes an engine for it; nothing is read from it yet.
 * @throws BackworksError when there is none or a flag makes no sense.
 */
export async function openApp(call: CommandCall, extra: Extra): Promise<Opened> {
  const host = hostOf(call.values.host);
  const port = portOf(call.values.port);
  const { source, findings } = await findSource(call, call.values);
  const { createApp } = await import('../../app.ts');
  const secrets = new Set<string>();
  const app = createApp({
    source,
    environment: call.environment,
    secrets,
    cwd: call.cwd,
    ...envOf(call),
    ...(call.values['no-plugins'] === true ? { loadPlugins: false } : {}),
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(source.kind === 'file' ? { runFolder: join(dirname(source.path), '.backworks', 'run') } : {}),
    ...extra,
  });
  const folder = source.kind === 'file' ? dirname(source.path) : call.cwd;
  call.onCrash({
    folder,
    secrets,
    takes: (error) => isOfPlugin(error, app, call),
    close: () => app.stop({ grace: 0 }),
  });
  return { app, findings, configName: sourceName(source, call.cwd) };
}

/** An inline plugin's error; somebody who only checks has nobody else to say so. */
function isOfPlugin(error: unknown, app: App, { screen, values }: CommandCall): boolean {
  const isHeard = app.bus.wanted || values.quiet === true;
  const plugin = app.blame(error);
  if (plugin !== undefined && !isHeard)
    screen.err.write(
      `warning: plugin ${plugin}: work that nobody waits for: ${printable(messageOf(error))}\n`,
    );
  return plugin !== undefined;
}

/**
 * Serves what was loaded.
 * @throws BackworksError BW70xx when the address cannot be used; it names the flag that asked for it.
 */
export async function startApp(app: App, { values }: CommandCall): Promise<void> {
  try {
    await app.start();
  } catch (error) {
    const isFlag = error instanceof BackworksError && error.code === 'BW7003' && values.host !== undefined;
    if (!isFlag) throw error;
    const hint = '--host must be an address of this machine, such as 127.0.0.1';
    throw new BackworksError(error.code, error.message, { cause: error.cause, hint });
  }
}

/** The environment that the flag names, else BACKWORKS_ENV. */
function envOf({ values, environment }: CommandCall): Pick<AppOptions, 'env'> {
  const env = values.env ?? environment.BACKWORKS_ENV;
  if (env === '' || typeof env !== 'string') return {};
  if (/^[\w.-]+$/.test(env)) return { env };
  throw new BackworksError('BW8003', `no environment can be called ${JSON.stringify(env)}`, {
    hint: 'use letters, digits, ".", "-" and "_"',
  });
}

/** An empty host would mean every address of the machine, which nobody asks for by an empty variable. */
function hostOf(given: FlagValue): string | undefined {
  if (typeof given !== 'string') return undefined;
  if (given.trim() !== '') return given;
  throw new BackworksError('BW8003', '--host is empty', {
    hint: 'use an address such as 127.0.0.1; 0.0.0.0 means every address of this machine',
  });
}

function portOf(given: FlagValue): number | undefined {
  if (typeof given !== 'string') return undefined;
  const port = Number(given);
  if (/^\d+$/.test(given) && port <= 65_535) return port;
  throw new BackworksError('BW8003', `--port ${given} is not a port`, {
    hint: 'use a number from 0 to 65535; 0 asks for a free one',
  });
}
