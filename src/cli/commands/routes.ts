import { hasErrors } from '../../base/diagnostic.ts';
import type { CommandCall } from '../../contracts/command.ts';
import { exits } from '../exit.ts';
import { refuse } from '../report/refusal.ts';
import { readAsked } from '../routes/asked.ts';
import { openApp } from '../serve/open.ts';

export async function run(call: CommandCall): Promise<number> {
  const { screen, values } = call;
  const asked = readAsked(call.arguments);
  const { app, findings } = await openApp(call, {});
  const loaded = await app.load();
  const report = { ...loaded, diagnostics: [...findings, ...loaded.diagnostics] };
  // Routes of a broken configuration would be a guess.
  if (report.config === undefined || hasErrors(report.diagnostics)) return refuse(call, report);
  const { tableJson, explanationJson } = await import('../routes/json.ts');
  const { tableText, explanationText } = await import('../routes/text.ts');
  if (asked === undefined) {
    const routes = app.routes();
    screen.out.write(values.json === true ? tableJson(routes, values) : tableText(routes));
    return exits.ok.code;
  }
  const explanation = app.explainRoute(asked.method, asked.path);
  screen.out.write(
    values.json === true
      ? explanationJson(explanation, asked, report, values)
      : explanationText(explanation, asked, report, screen.out.paint),
  );
  return explanation.kind === 'match' ? exits.ok.code : exits.no.code;
}
