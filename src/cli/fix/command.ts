import { resolve } from 'node:path';
import type { CommandCall } from '../../contracts/command.ts';
import { checkFiles, type FilesReport } from '../check-files.ts';
import { standardInput } from '../source.ts';
import { jsonFixes } from './json.ts';
import { runFix } from './run-fix.ts';
import { STANDARD_INPUT } from './sources.ts';

/** What stands now, and whether a person gave up before anything was written. */
export interface Fixed {
  readonly report: FilesReport;
  readonly interrupted: boolean;
  /** There is something to mend, and it was only shown. */
  readonly pending: boolean;
}

/**
 * Mends the files that a command line names, and checks what stands then.
 *
 * @param guard looks at what was found before anything is written, and throws when nothing may be
 */
export async function fixFiles(call: CommandCall, guard: (found: FilesReport) => void): Promise<Fixed> {
  const { arguments: given, cwd, environment, values } = call;
  const name = typeof values['stdin-filename'] === 'string' ? values['stdin-filename'] : STANDARD_INPUT;
  const first = await checkFiles(call);
  guard(first);
  const isInput = (file: string) => file === name;
  const input = first.files.some(isInput) ? { name, text: await standardInput() } : undefined;
  const outcome = await runFix({
    check: (overlay) => (overlay.size === 0 ? Promise.resolve(first) : checkFiles(call, { overlay })),
    configs: first.files.map((file) => (isInput(file) ? STANDARD_INPUT : resolve(cwd, file))),
    cwd,
    discovered: given.length === 0 && values.config === undefined && !environment.BACKWORKS_CONFIG,
    ...(input === undefined ? {} : { standardInput: input }),
    call,
  });
  return {
    report: { ...outcome.report, fixes: jsonFixes(outcome) },
    interrupted: outcome.end === 'interrupted',
    pending: outcome.end === 'shown',
  };
}
