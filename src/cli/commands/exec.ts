import { hasErrors } from '../../base/diagnostic.ts';
import { BackworksError } from '../../base/errors.ts';
import type { CommandCall, FlagValues } from '../../contracts/command.ts';
import type { ServerSettings } from '../../contracts/config.ts';
import { startChild } from '../exec/child.ts';
import { exits } from '../exit.ts';
import { refuse } from '../report/refusal.ts';
import { authorityOf } from '../serve/authority.ts';
import { createLifetime, type Lifetime } from '../serve/lifetime.ts';
import { stoppedFields } from '../serve/milestones.ts';
import { type Opened, openApp, startApp } from '../serve/open.ts';
import { createVoice, type Voice } from '../serve/voice.ts';

export async function run(call: CommandCall): Promise<number> {
  checkCommand(call.arguments);
  const lifetime = createLifetime(false);
  // Ctrl-\ on a terminal: the command is in a group of its own and would go on.
  process.on('SIGQUIT', lifetime.end);
  const { verbose, port } = call.values;
  const voice = await createVoice(changed(call, { quiet: verbose !== true, json: false }), 'pretty');
  const opened = await openApp(changed(call, { port: port ?? '0' }), {});
  const report = await opened.app.load();
  const { config, diagnostics, sources } = report;
  if (config === undefined || hasErrors(diagnostics)) return refuse(call, report);
  if (verbose === true) await voice.diagnostics([...opened.findings, ...diagnostics], sources);
  const endHearing = opened.app.bus.subscribe((event) => voice.hear(event, report));
  try {
    await startApp(opened.app, call);
    say(voice, 'ready', `ready on ${opened.app.url} with ${opened.configName}`);
    return await runBeside(opened, config.server, call, lifetime);
  } finally {
    const { served, ms } = stoppedFields(await opened.app.stop());
    endHearing();
    say(voice, 'stopped', `stopped: served ${served}, ${ms} ms`);
    voice.log.flush();
  }
}

/** Runs the command while the API is served; what ends us ends it. */
async function runBeside(
  { app }: Opened,
  server: ServerSettings,
  call: CommandCall,
  lifetime: Lifetime,
): Promise<number> {
  if (lifetime.over) return exits.interrupted.code;
  const child = await startChild(call.arguments, {
    cwd: call.cwd,
    environment: { BACKWORKS_URL: app.url ?? '', ...trustOf(server, call) },
  });
  call.leaveStdout();
  const grace = server.shutdownTimeout;
  const close = () => {
    child.end('SIGTERM', grace);
    return child.ended;
  };
  call.onCrash({ folder: call.cwd, secrets: [], close });
  void lifetime.ended.then((signal) => child.end(signal, grace));
  return child.ended;
}

/**
 * What lets the command trust a certificate that vouches for itself. Node.js adds it to those it knows; what other
 * programs read, such as SSL_CERT_FILE, would take the place of all others, so that they find it by its own name.
 */
function trustOf(server: ServerSettings, { environment }: CommandCall): Readonly<Record<string, string>> {
  const authority = authorityOf(server);
  if (authority === undefined) return {};
  const { NODE_EXTRA_CA_CERTS = authority } = environment;
  return { BACKWORKS_CA: authority, NODE_EXTRA_CA_CERTS };
}

/** @throws BackworksError BW8003 when nothing is to be run. */
function checkCommand([file]: readonly string[]): void {
  if (file === undefined || file === '') {
    const message = file === undefined ? 'no command stands behind --' : 'the command behind -- is empty';
    throw new BackworksError('BW8003', message, { hint: 'for example backworks exec -- npm test' });
  }
}

function changed(call: CommandCall, values: FlagValues): CommandCall {
  return { ...call, values: { ...call.values, ...values } };
}

function say({ log }: Voice, type: string, message: string): void {
  log.entry({ level: 'info', type, message });
}
