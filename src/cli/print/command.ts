import { BackworksError } from '../../base/errors.ts';
import type { CommandCall } from '../../contracts/command.ts';
import { exits } from '../exit.ts';
import { jsonDocument } from '../json-document.ts';
import { prettyReport, summaryLine } from '../report/pretty.ts';
import { openApp } from '../serve/open.ts';
import { resolvedValues, resolvedYaml } from './resolved.ts';

/** `validate --print resolved`: every value that counts, with where it comes from. */
export async function printResolved(call: CommandCall): Promise<number> {
  const { arguments: given, values, screen } = call;
  const [config, ...others] = given;
  if (others.length > 0) {
    throw new BackworksError('BW8003', '--print takes one configuration', { hint: 'name one file' });
  }
  const named = config === undefined ? call : { ...call, values: { ...values, config } };
  const started = performance.now();
  const { app, findings } = await openApp(named, {});
  const { report, values: resolved } = await app.explain();
  const diagnostics = [...findings, ...report.diagnostics];
  if (diagnostics.length > 0 && (values.quiet !== true || resolved === undefined)) {
    const limit = values.verbose === true ? Number.POSITIVE_INFINITY : 20;
    screen.err.write(prettyReport(diagnostics, { sources: report.sources, paint: screen.err.paint, limit }));
    screen.err.write(`\n${summaryLine(diagnostics, performance.now() - started)}\n`);
  }
  if (resolved === undefined) return exits.configuration.code;
  const isJson = values.json === true || values.format === 'json';
  screen.out.write(
    isJson ? jsonDocument(true, { values: resolvedValues(resolved) }, []) : resolvedYaml(resolved),
  );
  return exits.ok.code;
}
