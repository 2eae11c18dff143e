import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hasErrors } from '../../base/diagnostic.ts';
import { BackworksError } from '../../base/errors.ts';
import type { CommandCall } from '../../contracts/command.ts';
import type { ResolvedPlugin } from '../../contracts/config.ts';
import { exits } from '../exit.ts';
import { jsonDocument } from '../json-document.ts';
import { refuse } from '../report/refusal.ts';
import { sameAgain } from '../report/same-again.ts';
import { writeAll } from '../scaffold.ts';
import { openApp } from '../serve/open.ts';
import { pluginCalled } from './named.ts';
import { runTestFile, type TestResult } from './test-file.ts';
import { testFilesOf } from './test-files.ts';
import { startLine, summaryLine, testLines, titleLine } from './test-words.ts';
import { type TrialStart, tryStart } from './trial-start.ts';
import { TYPES_FOLDER, typesFiles } from './types-folder.ts';

/** What was found about one plugin. */
interface Tested {
  readonly plugin: ResolvedPlugin;
  readonly files: readonly string[];
  readonly tests: readonly TestResult[];
}

/** `plugin test`: the definitions are checked, the tests run, and all that is listed is started and stopped once. */
export async function run(call: CommandCall): Promise<number> {
  const { app, findings } = await openApp(anywhere(call), { runFolder: undefined });
  const report = await app.load();
  const diagnostics = [...findings, ...report.diagnostics];
  const { config } = report;
  if (config === undefined || hasErrors(diagnostics)) {
    await app.stop();
    return refuse(call, { ...report, diagnostics });
  }
  const [, name] = call.arguments;
  const plugins = name === undefined ? config.plugins : [pluginCalled(name, config.plugins)];
  refreshTypes(plugins, config.folder);
  const tested: Tested[] = [];
  for (const plugin of plugins) tested.push(await testOne(call, plugin, config.folder));
  const starts = await tryStart(
    app,
    plugins.map((one) => one.name),
  );
  return tell(call, tested, starts);
}

/** Nobody is to meet the server that is started for a moment. */
function anywhere(call: CommandCall): CommandCall {
  return { ...call, values: { ...call.values, host: '127.0.0.1', port: '0' } };
}

async function testOne(call: CommandCall, plugin: ResolvedPlugin, folder: string): Promise<Tested> {
  const { cwd, environment, screen, values } = call;
  const files = testFilesOf(plugin);
  const print = (text: string) => screen.err.write(text);
  const isShown = values.json !== true;
  if (isShown && values.quiet !== true) screen.out.write(titleLine(plugin, files, cwd, screen.out.paint));
  const tests: TestResult[] = [];
  for (const file of files) {
    const results = await runTestFile(file, { folder, cwd, environment, print });
    tests.push(...results);
    if (isShown) screen.out.write(testLines(results, values.quiet === true, screen.out.paint));
  }
  return { plugin, files, tests };
}

function tell(
  { screen, values }: CommandCall,
  tested: readonly Tested[],
  starts: ReadonlyMap<string, TrialStart>,
): number {
  const all = tested.flatMap(({ plugin, tests }) => [
    ...tests,
    { skipped: false, ok: starts.get(plugin.name)?.ok === true },
  ]);
  const failed = all.filter(({ ok }) => !ok).length;
  const skipped = all.filter((one) => one.ok && one.skipped).length;
  const summary = { passed: all.length - failed - skipped, failed, skipped };
  if (values.json === true) {
    const plugins = tested.map(({ plugin, tests }) => ({
      name: plugin.name,
      tests,
      start: starts.get(plugin.name),
    }));
    const next = { text: 'see how plugins fare', command: sameAgain('backworks plugin list', values) };
    screen.out.write(jsonDocument(failed === 0, { plugins, summary }, [next]));
  } else {
    const { paint } = screen.out;
    for (const { plugin } of tested) {
      const start = starts.get(plugin.name);
      if (start !== undefined) screen.out.write(startLine(plugin, start, values.quiet === true, paint));
    }
    if (values.quiet !== true) screen.out.write(summaryLine(summary, paint));
  }
  return failed === 0 ? exits.ok.code : exits.no.code;
}

/** For plugins whose tsconfig leads there: the types of this version. */
function refreshTypes(plugins: readonly ResolvedPlugin[], folder: string): void {
  const isUsed = plugins.some(
    ({ source }) =>
      source.kind === 'module' && textOf(join(dirname(source.path), 'tsconfig.json'))?.includes(TYPES_FOLDER),
  );
  const stale = isUsed ? typesFiles().filter(({ path, text }) => textOf(join(folder, path)) !== text) : [];
  try {
    if (stale.length > 0) writeAll(folder, stale);
  } catch (error) {
    // Tests need no types: a project that may not be written is tested all the same.
    if (!(error instanceof BackworksError)) throw error;
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
