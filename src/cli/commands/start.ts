import { type Diagnostic, hasErrors } from '../../base/diagnostic.ts';
import type { LoadReport } from '../../contracts/app.ts';
import type { CommandCall } from '../../contracts/command.ts';
import type { ResolvedConfig } from '../../contracts/config.ts';
import { exits } from '../exit.ts';
import { jsonDocument } from '../json-document.ts';
import { ownVersion } from '../package.ts';
import { createLifetime } from '../serve/lifetime.ts';
import { followLosses } from '../serve/losses.ts';
import { pluginFields, readyFields, stoppedFields } from '../serve/milestones.ts';
import { type Opened, openApp, startApp } from '../serve/open.ts';
import { createVoice, type Voice } from '../serve/voice.ts';

export async function run(call: CommandCall): Promise<number> {
  const started = performance.now();
  const lifetime = createLifetime(call.values.json === true);
  const voice = await createVoice(call, call.screen.err.tty ? 'pretty' : 'json');
  const opened = await openApp(call, {});
  await voice.diagnostics(opened.findings, new Map());
  const readAt = Date.now();
  const report = await opened.app.load();
  if (call.values.check === true) return sayChecked(call, opened, report, { voice, started });
  await showFindings(report, voice);
  const { config } = report;
  if (config === undefined || hasErrors(report.diagnostics)) return exits.configuration.code;
  const endHearing =
    call.values.quiet === true ? () => {} : opened.app.bus.subscribe((event) => voice.hear(event, report));
  await startApp(opened.app, call);
  const tellLosses = followLosses(call, voice);
  const endFollowing = await follow(opened, config, voice, readAt);
  announce(opened, config, voice);
  const reason = await lifetime.ended;
  await endFollowing?.();
  const stopped = stoppedFields(await opened.app.stop());
  endHearing();
  tellLosses();
  voice.milestone('stopped', stopped);
  const { served, finished, cut, ms } = stopped;
  const message = `stopped by ${reason}: served ${served}, in flight ${finished} finished, ${cut} cut, ${ms} ms`;
  voice.log.entry({ level: 'info', type: 'stopped', message, fields: stopped });
  voice.log.flush();
  return exits.ok.code;
}

/** The configuration stays as it was, but certificates end. */
async function follow({ app }: Opened, { server }: ResolvedConfig, { log }: Voice, readAt: number) {
  if (server.tls?.kind !== 'files') return undefined;
  const { followCertificate } = await import('../serve/certificate.ts');
  return followCertificate({ app, server, log, readAt });
}

async function showFindings({ diagnostics, sources }: LoadReport, voice: Voice): Promise<void> {
  if (diagnostics.length === 0) return;
  const { jsonDiagnostics } = await import('../report/json.ts');
  if (hasErrors(diagnostics)) voice.milestone('config_error', { diagnostics: jsonDiagnostics(diagnostics) });
  await voice.diagnostics(diagnostics, sources);
}

/** The check has an end: with `--json` it prints one document, good or bad. */
async function sayChecked(
  { screen, values }: CommandCall,
  opened: Opened,
  report: LoadReport,
  { voice, started }: { readonly voice: Voice; readonly started: number },
): Promise<number> {
  const { config, diagnostics, sources } = report;
  const good = hasErrors(diagnostics) ? undefined : config;
  await voice.diagnostics(diagnostics, sources);
  if (values.json === true) screen.out.write(await checkedJson(opened, diagnostics, good));
  else if (good !== undefined && values.quiet !== true) {
    const { successLine } = await import('../report/success.ts');
    screen.err.write(successLine(opened.configName, good.endpoints.length, performance.now() - started));
  }
  return good === undefined ? exits.configuration.code : exits.ok.code;
}

async function checkedJson(
  { configName, findings }: Opened,
  diagnostics: readonly Diagnostic[],
  good: ResolvedConfig | undefined,
): Promise<string> {
  const { jsonDiagnostics } = await import('../report/json.ts');
  const { shellWord } = await import('../report/shell-word.ts');
  const fields = {
    type: 'checked',
    config: configName,
    hash: good?.hash,
    endpoints: good?.endpoints.length,
    diagnostics: jsonDiagnostics([...findings, ...diagnostics]),
  };
  const file = shellWord(configName);
  const next =
    good === undefined
      ? { text: 'see what is wrong', command: `backworks validate ${file}` }
      : { text: 'serve it', command: `backworks start -c ${file}` };
  return jsonDocument(good !== undefined, fields, [next]);
}

function announce({ app, configName }: Opened, config: ResolvedConfig, voice: Voice): void {
  const { url = '', givenUp } = app;
  const fields = readyFields({ url, configName, config, version: ownVersion(), givenUp });
  voice.milestone('ready', { ...fields, ...pluginFields({ config, givenUp }) });
  const message = `ready on ${fields.url} with ${configName}`;
  voice.log.entry({ level: 'info', type: 'ready', message, fields });
}
