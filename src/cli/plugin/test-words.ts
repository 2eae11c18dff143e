import { relative } from 'node:path';
import { printable } from '../../base/printable.ts';
import type { Paint } from '../../contracts/command.ts';
import type { ResolvedPlugin } from '../../contracts/config.ts';
import type { TestResult } from './test-file.ts';
import type { TrialStart } from './trial-start.ts';

/** `hello  plugins/hello/index.test.ts` */
export function titleLine(
  { name }: ResolvedPlugin,
  files: readonly string[],
  cwd: string,
  paint: Paint,
): string {
  const shown = files.map((file) => relative(cwd, file)).join(', ');
  return `${paint.bold(printable(name))}  ${paint.dim(printable(shown === '' ? 'no tests' : shown))}\n`;
}

/** One line for each test; what failed says why, and where. @param quiet only what failed */
export function testLines(results: readonly TestResult[], quiet: boolean, paint: Paint): string {
  return results
    .filter(({ ok }) => !quiet || !ok)
    .map((result) => {
      const { name, ok, skipped, duration, message, at, place } = result;
      if (ok) return line(skipped ? 'skip' : 'ok', name, duration, paint);
      return line('FAIL', name, duration, paint) + reason(message, at ?? place, paint);
    })
    .join('');
}

/** Whether the plugin could be started and stopped in the host it is listed for. */
export function startLine(
  { name, isolation, sandbox }: ResolvedPlugin,
  { ok, duration, message }: TrialStart,
  quiet: boolean,
  paint: Paint,
): string {
  if (quiet && ok) return '';
  const where = sandbox ? 'in its sandbox' : isolation === 'process' ? 'in its process' : 'inline';
  const said = line(ok ? 'ok' : 'FAIL', `${name} starts and stops ${where}`, duration, paint);
  return ok ? said : said + reason(message, undefined, paint);
}

export function summaryLine(
  { passed, failed, skipped }: { readonly passed: number; readonly failed: number; readonly skipped: number },
  paint: Paint,
): string {
  const parts = [`${passed} passed`, `${failed} failed`, ...(skipped === 0 ? [] : [`${skipped} skipped`])];
  return `\n${(failed === 0 ? paint.green : paint.red)(parts.join(', '))}\n`;
}

function line(label: 'ok' | 'skip' | 'FAIL', text: string, duration: number, paint: Paint): string {
  const colour = label === 'FAIL' ? paint.red : label === 'ok' ? paint.green : paint.yellow;
  const time = label === 'skip' ? '' : `  ${paint.dim(`${Math.round(duration)} ms`)}`;
  return `  ${colour(label.padEnd(4))}  ${printable(text)}${time}\n`;
}

function reason(message: string | undefined, at: string | undefined, paint: Paint): string {
  const said = (message ?? '').trimEnd().split('\n');
  const lines = [...said, ...(at === undefined ? [] : [paint.dim(printable(`at ${at}`))])];
  return lines
    .map((one, index) => `        ${index < said.length ? printable(one) : one}`.trimEnd())
    .map((one) => `${one}\n`)
    .join('');
}
