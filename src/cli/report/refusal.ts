import type { LoadReport } from '../../contracts/app.ts';
import type { CommandCall } from '../../contracts/command.ts';
import { exits } from '../exit.ts';

/** Says why a command does nothing with a broken configuration. Returns the exit code. */
export async function refuse({ screen, values }: CommandCall, report: LoadReport): Promise<number> {
  const errors = report.diagnostics.filter(({ severity }) => severity === 'error');
  const { prettyReport } = await import('./pretty.ts');
  const limit = values.verbose === true ? Number.POSITIVE_INFINITY : 20;
  screen.err.write(prettyReport(errors, { sources: report.sources, paint: screen.err.paint, limit }));
  if (values.json === true) {
    const { jsonDiagnostics } = await import('./json.ts');
    const { jsonDocument } = await import('../json-document.ts');
    const { sameAgain } = await import('./same-again.ts');
    const next = { text: 'see the whole report', command: sameAgain('backworks validate', values) };
    screen.out.write(jsonDocument(false, { diagnostics: jsonDiagnostics(errors) }, [next]));
  }
  return exits.configuration.code;
}
