import { BackworksError } from '../../base/errors.ts';
import type { CommandCall } from '../../contracts/command.ts';
import { checkFiles, type FilesReport } from '../check-files.ts';
import { exits } from '../exit.ts';
import { describeError } from '../failure.ts';
import { isRefused } from '../report/counts.ts';
import { deliver, streamReporters } from '../report/deliver.ts';
import { type FileOutput, planOutputs, protectFiles } from '../report/outputs.ts';
import type { ReporterDescriptor } from '../report/reporter.ts';
import { isUnreadable } from '../unreadable.ts';

export async function run(call: CommandCall): Promise<number> {
  checkFlags(call);
  const { values, cwd } = call;
  if (values.print !== undefined) return (await import('../print/command.ts')).printResolved(call);
  const outputs = planOutputs(typeof values.report === 'object' ? values.report : [], cwd);
  const show = (found: FilesReport) => present(found, call, outputs);
  if (values.watch === true) return watch(call, show);
  if (values.fix !== true) return show(await checkFiles(call));
  const { fixFiles } = await import('../fix/command.ts');
  const { report, interrupted, pending } = await fixFiles(call, ({ watched }) =>
    protectFiles(outputs, watched),
  );
  const code = await show(report);
  if (interrupted) return exits.interrupted.code;
  return pending && code === exits.ok.code ? exits.no.code : code;
}

/** Shows what a check found, and writes the reports that were asked for. @returns the exit code. */
async function present(
  found: FilesReport,
  call: CommandCall,
  outputs: readonly FileOutput[],
): Promise<number> {
  protectFiles(outputs, found.watched);
  const strict = call.values.strict === true;
  // Warnings that fail the check are shown, however quiet it is.
  const report = call.values.quiet === true && !strict ? withoutWarnings(found) : found;
  await deliver(report, call, tellFailure(found, call), outputs);
  const mistakes = report.diagnostics.filter(({ severity }) => severity === 'error');
  if (mistakes.some(({ code }) => isUnreadable(code))) return exits.configuration.code;
  return isRefused(report.diagnostics, strict) ? exits.no.code : exits.ok.code;
}

async function watch(call: CommandCall, show: (found: FilesReport) => Promise<number>): Promise<number> {
  const [{ watchCheck }, { createLifetime }] = await Promise.all([
    import('../check-watch.ts'),
    import('../serve/lifetime.ts'),
  ]);
  const load = async () => {
    const found = await checkFiles(call);
    return { ...found, files: found.watched, found };
  };
  return watchCheck({
    load,
    show: ({ found }) => show(found),
    lifetime: createLifetime(call.values.json === true),
    surface: call.screen.err,
    cwd: call.cwd,
  });
}

/** Flags that make no sense together: the first does nothing without the second, or not with it. */
const ALONE: readonly (readonly [string, 'needs' | 'excludes', string])[] = [
  ['dry-run', 'needs', 'fix'],
  ['fix', 'excludes', 'watch'],
  ['fix', 'excludes', 'print'],
  ['watch', 'excludes', 'print'],
  ['print', 'excludes', 'report'],
];

/** @throws BackworksError BW8003 for flags that contradict each other. */
function checkFlags(call: CommandCall): void {
  const { values } = call;
  const isGiven = (name: string) => values[name] !== undefined && values[name] !== false;
  for (const [name, how, other] of ALONE) {
    if (!isGiven(name) || isGiven(other) === (how === 'needs')) continue;
    const message =
      how === 'needs' ? `--${name} is a part of --${other}` : `--${name} does not go with --${other}`;
    throw new BackworksError('BW8003', message, {
      hint: how === 'needs' ? `add --${other}` : 'leave out one of the two',
    });
  }
  if (values.watch === true && readsInput(call)) {
    const hint = 'name the file itself';
    throw new BackworksError('BW8003', '--watch follows files, and standard input is none', { hint });
  }
  checkStdinName(call);
}

function readsInput({ arguments: given, values, environment }: CommandCall): boolean {
  const source = values.config ?? environment.BACKWORKS_CONFIG;
  return given.length > 0 ? given.includes('-') : source === '-';
}

/** @throws BackworksError BW8003 when nothing comes from standard input. */
function checkStdinName(call: CommandCall): void {
  const name = call.values['stdin-filename'];
  if (name === undefined) return;
  if (readsInput(call) && name !== '') return;
  const message = readsInput(call) ? '--stdin-filename is empty' : '--stdin-filename without standard input';
  const hint = 'name the file that standard input stands for, and read it with -';
  throw new BackworksError('BW8003', message, { hint });
}

function withoutWarnings(report: FilesReport): FilesReport {
  return { ...report, diagnostics: report.diagnostics.filter(({ severity }) => severity === 'error') };
}

/** People are told in a sentence that there was nothing to check: a report would show a place that is none. */
function tellFailure({ failure }: FilesReport, call: CommandCall): ReporterDescriptor[] {
  const chosen = streamReporters(call);
  if (failure === undefined || chosen.some(({ name }) => name === 'concise')) return chosen;
  call.screen.err.write(describeError(failure, call.values.verbose === true));
  return chosen.filter(({ name }) => name !== 'pretty');
}
