import { hasErrors } from '../../base/diagnostic.ts';
import type { LoadReport } from '../../contracts/app.ts';
import type { CommandCall } from '../../contracts/command.ts';
import { exits } from '../exit.ts';
import { readAsked } from '../routes/asked.ts';
import { openApp } from '../serve/open.ts';

export async function run(call: CommandCall): Promise<number> {
  const { screen, values } = call;
  const asked = readAsked(call.arguments);
  const { app, findings } = await openApp(call, {});
  const loaded = await app.load();
  const report = { ...loaded, diagnostics: [...findings, ...loaded.diagnostics] };
  if (report.config === undefined || hasErrors(report.diagnostics)) return refuse(call, report);
  const { tableJson, explanationJson } = await import('../routes/json.ts');
  const { tableText, explanationText } = await import('../routes/text.ts');
  if (asked === undefined) {
    const routes = app.routes();
    screen.out.write(values.json === true ? tableJson(routes) : tableText(routes));
    return exits.ok.code;
  }
  const explanation = app.explainRoute(asked.method, asked.path);
  screen.out.write(
    values.json === true
      ? explanationJson(explanation, asked, report)
      : explanationText(explanation, asked, report, screen.out.paint),
  );
  return explanation.kind === 'match' ? exits.ok.code : exits.no.code;
}

/** Routes of a broken configuration would be a guess. */
async function refuse({ screen, values }: CommandCall, report: LoadReport): Promise<number> {
  const errors = report.diagnostics.filter(({ severity }) => severity === 'error');
  const { prettyReport } = await import('../report/pretty.ts');
  const limit = values.verbose === true ? Number.POSITIVE_INFINITY : 20;
  screen.err.write(prettyReport(errors, { sources: report.sources, paint: screen.err.paint, limit }));
  if (values.json === true) {
    const { jsonDiagnostics } = await import('../report/json.ts');
    const { jsonDocument } = await import('../json-document.ts');
    const next = { text: 'see the whole report', command: 'backworks validate' };
    screen.out.write(jsonDocument(false, { diagnostics: jsonDiagnostics(errors) }, [next]));
  }
  return exits.configuration.code;
}
