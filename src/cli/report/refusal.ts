import type { LoadReport } from '../../contracts/app.ts';
import type { CommandCall, FlagValues } from '../../contracts/command.ts';
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
    const next = { text: 'see the whole report', command: await sameAgain('backworks validate', values) };
    screen.out.write(jsonDocument(false, { diagnostics: jsonDiagnostics(errors) }, [next]));
  }
  return exits.configuration.code;
}

/** Flags that say which configuration is meant. */
const CHOOSING = [
  ['cwd', '-C'],
  ['config', '-c'],
  ['env', '--env'],
  ['stdin-filename', '--stdin-filename'],
] as const;

/** A command that looks at the configuration that was refused. */
async function sameAgain(command: string, values: FlagValues): Promise<string> {
  const { shellWord } = await import('./shell-word.ts');
  const flags = CHOOSING.flatMap(([name, flag]) => {
    const value = values[name];
    return typeof value === 'string' ? [flag, value === '-' ? value : shellWord(value)] : [];
  });
  return [command, ...flags].join(' ');
}
