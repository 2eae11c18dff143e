import { realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import type { CommandCall } from '../../contracts/command.ts';
import { ownVersion } from '../package.ts';
import { plain } from '../screen.ts';
import { reporters } from './index.ts';
import { type FileOutput, writeOutput } from './outputs.ts';
import type { Report, ReporterDescriptor, ReportOptions } from './reporter.ts';

/** Most diagnostics a person is shown at once unless they want all. */
const LIMIT = 20;

/** The reports that go to stderr and stdout. In a step of GitHub Actions there are two, unless one is named. */
export function streamReporters({ values, environment }: CommandCall): ReporterDescriptor[] {
  const named = values.format ?? (values.json === true ? 'json' : undefined);
  const isStep = named === undefined && environment.GITHUB_ACTIONS === 'true';
  const names = isStep ? ['pretty', 'github'] : [named ?? 'pretty'];
  return reporters.filter(({ name }) => names.includes(name));
}

/** Writes files before it prints: what cannot be written is the only word then. */
export async function deliver(
  report: Report,
  call: CommandCall,
  chosen: readonly ReporterDescriptor[],
  files: readonly FileOutput[],
): Promise<void> {
  const { screen, values } = call;
  const shared = optionsOf(call);
  for (const output of files) {
    const { render } = await output.reporter.load();
    writeOutput(output, render(report, { ...shared, paint: plain, limit: Number.POSITIVE_INFINITY }));
  }
  // GitHub shows ten annotations; its log is where all of them are looked for.
  const isWhole = values.verbose === true || chosen.length > 1;
  const limit = isWhole ? Number.POSITIVE_INFINITY : LIMIT;
  for (const { stream, load } of chosen) {
    const { render } = await load();
    const surface = screen[stream];
    surface.write(render(report, { ...shared, paint: surface.paint, limit }));
  }
}

function optionsOf({ values, cwd, environment }: CommandCall): Omit<ReportOptions, 'paint' | 'limit'> {
  return {
    quiet: values.quiet === true,
    strict: values.strict === true,
    cwd,
    root: rootOf(cwd, environment),
    version: ownVersion(),
  };
}

/** The root of the repository where CI says so and we are in it: there, paths of reports start from it. */
function rootOf(cwd: string, environment: CommandCall['environment']): string {
  const given = environment.GITHUB_WORKSPACE || environment.CI_PROJECT_DIR;
  if (given === undefined || given === '') return cwd;
  try {
    const root = realpathSync(given);
    const way = relative(root, cwd);
    return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way) ? cwd : root;
  } catch {
    // A variable left over from elsewhere: there is no such folder.
    return cwd;
  }
}
