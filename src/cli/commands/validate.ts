import { type Diagnostic, FILE_START, hasErrors } from '../../base/diagnostic.ts';
import { BackworksError } from '../../base/errors.ts';
import type { LoadReport } from '../../contracts/app.ts';
import type { CommandCall } from '../../contracts/command.ts';
import { exitCodeOf, exits } from '../exit.ts';
import { openApp } from '../serve/open.ts';

export async function run(call: CommandCall): Promise<number> {
  const { argument, values } = call;
  const format = values.format ?? (values.json === true ? 'json' : 'pretty');
  const named = argument === undefined ? call : { ...call, values: { ...values, config: argument } };
  try {
    return await check(named, format === 'json');
  } catch (error) {
    if (format !== 'json' || !(error instanceof BackworksError)) throw error;
    return reportFailure(named, error);
  }
}

async function check(call: CommandCall, asJson: boolean): Promise<number> {
  const started = performance.now();
  const { app, configName, findings } = await openApp(call, {});
  const loaded = await app.load();
  const report = { ...loaded, diagnostics: [...findings, ...loaded.diagnostics] };
  if (asJson) await printJson(call, report);
  else await printPretty(call, report, configName, performance.now() - started);
  if (!hasErrors(report.diagnostics)) return exits.ok.code;
  return report.diagnostics.some(isUnreadable) ? exits.configuration.code : exits.no.code;
}

/** There was nothing to check: the report says so, too. */
async function reportFailure(call: CommandCall, error: BackworksError): Promise<number> {
  const { describeError } = await import('../failure.ts');
  const { config, verbose } = call.values;
  const found: Diagnostic = {
    code: error.code,
    severity: 'error',
    message: error.message,
    file: typeof config === 'string' ? config : 'backworks.yaml',
    range: FILE_START,
    pointer: '',
    hint: error.hint ?? error.entry.hint,
    related: [],
    suggestions: [],
  };
  call.screen.err.write(describeError(error, verbose === true));
  await printJson(call, { diagnostics: [found], config: undefined });
  return exitCodeOf(error);
}

/** The check did not say no: there was nothing it could check. */
function isUnreadable({ code, severity }: Diagnostic): boolean {
  return severity === 'error' && /^BW100\d$/.test(code);
}

async function printJson(
  { screen }: CommandCall,
  { diagnostics, config }: Pick<LoadReport, 'diagnostics' | 'config'>,
): Promise<void> {
  const { jsonReport } = await import('../report/json.ts');
  const report = jsonReport(diagnostics, config?.endpoints.length ?? 0);
  screen.out.write(`${JSON.stringify(report, undefined, 2)}\n`);
}

async function printPretty(
  { screen, values }: CommandCall,
  { diagnostics, sources, config }: LoadReport,
  configName: string,
  duration: number,
): Promise<void> {
  const { prettyReport, summaryLine } = await import('../report/pretty.ts');
  const { successLine } = await import('../report/success.ts');
  const { err } = screen;
  const shown = values.quiet === true ? diagnostics.filter((one) => one.severity === 'error') : diagnostics;
  const limit = values.verbose === true ? Number.POSITIVE_INFINITY : 20;
  if (shown.length > 0) {
    err.write(prettyReport(shown, { sources, paint: err.paint, limit }));
    err.write(`\n${summaryLine(diagnostics, duration)}\n`);
  }
  if (!hasErrors(diagnostics) && values.quiet !== true) {
    err.write(successLine(configName, config?.endpoints.length ?? 0, duration));
  }
}
