import { hasErrors } from '../../base/diagnostic.ts';
import type { LoadReport } from '../../contracts/app.ts';
import type { CommandCall } from '../../contracts/command.ts';
import type { ResolvedConfig } from '../../contracts/config.ts';
import { exits } from '../exit.ts';
import { ownVersion } from '../package.ts';
import { createLifetime } from '../serve/lifetime.ts';
import { readyFields, stoppedFields } from '../serve/milestones.ts';
import { type Opened, openApp, startApp } from '../serve/open.ts';
import { createVoice, type Voice } from '../serve/voice.ts';

export async function run(call: CommandCall): Promise<number> {
  const started = performance.now();
  const lifetime = createLifetime(call.values.json === true);
  const voice = await createVoice(call, call.screen.err.tty ? 'pretty' : 'json');
  const opened = await openApp(call, {});
  await voice.diagnostics(opened.findings, new Map());
  const report = await opened.app.load();
  await showFindings(report, voice);
  const { config } = report;
  if (config === undefined || hasErrors(report.diagnostics)) return exits.configuration.code;
  if (call.values.check === true) return sayChecked(call, opened, config, started);
  const endHearing =
    call.values.quiet === true ? () => {} : opened.app.bus.subscribe((event) => voice.hear(event, config));
  await startApp(opened.app, call);
  announce(opened, config, voice);
  const reason = await lifetime.ended;
  const stopped = stoppedFields(await opened.app.stop());
  endHearing();
  voice.milestone('stopped', stopped);
  const { served, finished, cut, ms } = stopped;
  const message = `stopped by ${reason}: served ${served}, in flight ${finished} finished, ${cut} cut, ${ms} ms`;
  voice.log.entry({ level: 'info', type: 'stopped', message, fields: stopped });
  voice.log.flush();
  return exits.ok.code;
}

async function showFindings({ diagnostics, sources }: LoadReport, voice: Voice): Promise<void> {
  if (diagnostics.length === 0) return;
  const { jsonDiagnostics } = await import('../report/json.ts');
  if (hasErrors(diagnostics)) voice.milestone('config_error', { diagnostics: jsonDiagnostics(diagnostics) });
  await voice.diagnostics(diagnostics, sources);
}

async function sayChecked(
  { screen, values }: CommandCall,
  { configName }: Opened,
  { endpoints, hash }: ResolvedConfig,
  started: number,
): Promise<number> {
  const { successLine } = await import('../report/success.ts');
  const line = successLine(configName, endpoints.length, performance.now() - started);
  if (values.json === true)
    screen.out.write(`${JSON.stringify({ type: 'checked', config: configName, hash })}\n`);
  else if (values.quiet !== true) screen.err.write(line);
  return exits.ok.code;
}

function announce({ app, configName }: Opened, config: ResolvedConfig, voice: Voice): void {
  const fields = readyFields({ url: app.url ?? '', configName, config, version: ownVersion() });
  voice.milestone('ready', fields);
  const message = `ready on ${fields.url} with ${configName}`;
  voice.log.entry({ level: 'info', type: 'ready', message, fields });
}
