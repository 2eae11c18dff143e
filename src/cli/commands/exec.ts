import { hasErrors } from '../../base/diagnostic.ts';
import { BackworksError } from '../../base/errors.ts';
import type { CommandCall, FlagValues } from '../../contracts/command.ts';
import { startChild } from '../exec/child.ts';
import { exits } from '../exit.ts';
import { refuse } from '../report/refusal.ts';
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
    return await runBeside(opened, call, { lifetime, grace: config.server.shutdownTimeout });
  } finally {
    const { served, ms } = stoppedFields(await opened.app.stop());
    endHearing();
    say(voice, 'stopped', `stopped: served ${served}, ${ms} ms`);
    voice.log.flush();
  }
}

/** How long the command may run, and how long it may take to end, in milliseconds. */
interface Limits {
  readonly lifetime: Lifetime;
  readonly grace: number;
}

/** Runs the command while the API is served; what ends us ends it. */
async function runBeside({ app }: Opened, call: CommandCall, { lifetime, grace }: Limits): Promise<number> {
  if (lifetime.over) return exits.interrupted.code;
  const child = await startChild(call.arguments, {
    cwd: call.cwd,
    environment: { BACKWORKS_URL: app.url ?? '' },
  });
  call.leaveStdout();
  const close = () => {
    child.end('SIGTERM', grace);
    return child.ended;
  };
  call.onCrash({ folder: call.cwd, secrets: [], close });
  void lifetime.ended.then((signal) => child.end(signal, grace));
  return child.ended;
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
