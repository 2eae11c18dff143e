import { relative } from 'node:path';
import { hasErrors } from '../base/diagnostic.ts';
import { printable } from '../base/printable.ts';
import type { LoadReport } from '../contracts/app.ts';
import type { Surface } from '../contracts/command.ts';
import { exits } from './exit.ts';
import type { Lifetime } from './serve/lifetime.ts';
import { type FileWatch, openChokidar, watchFiles } from './serve/watch.ts';

/** A file that is still being written may look broken for this long before we say so. */
const DOUBT = 100;

/** What a check must tell to be made again when it has to. */
export type WatchedReport = Pick<LoadReport, 'diagnostics' | 'files'>;

export interface CheckWatchOptions<Report extends WatchedReport> {
  /** Makes one check; its files are followed until the next one. */
  readonly load: () => Promise<Report>;
  /** Shows what a check found. @returns the exit code it would end with. */
  readonly show: (report: Report) => number | Promise<number>;
  readonly lifetime: Pick<Lifetime, 'ended'>;
  /** Where a line with the time parts one check from the next; at a terminal it is a rule across the screen. */
  readonly surface: Surface;
  /** Folder that the names of changed files are relative to. */
  readonly cwd: string;
}

/**
 * `validate --watch`: checks, shows, and does so again whenever a file of the last check changes, until the
 * lifetime ends. Nothing that was shown is cleared. What looks broken after a save is checked once more when
 * the file changes within a moment: many editors write in several steps.
 *
 * @returns 0 when the last check that was shown was fine, 1 when it was not, and 130 when the end came before
 * the first one was made. That somebody ended it is no failure: a script learns how things stood.
 */
export async function watchCheck<Report extends WatchedReport>(
  options: CheckWatchOptions<Report>,
): Promise<number> {
  return new CheckWatch(options).run();
}

class CheckWatch<Report extends WatchedReport> {
  readonly #options: CheckWatchOptions<Report>;
  readonly #watch: FileWatch;
  readonly #failed: Promise<never>;
  #fail: (error: unknown) => void = () => {};
  /** Counts checks, so that an overtaken one shows nothing. */
  #turn = 0;
  #doubt: NodeJS.Timeout | undefined;
  /** What is being shown; one report after the other. */
  #showing: Promise<void> = Promise.resolve();
  /** Exit code of the last check that was shown. */
  #code: number | undefined;

  constructor(options: CheckWatchOptions<Report>) {
    this.#options = options;
    this.#failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.#watch = watchFiles({
      open: openChokidar,
      onChange: (changed) => this.#start(changed),
      onPolling: (cause) => {
        options.surface.write(`the system has no file watches left (${cause}): polling instead\n`);
      },
    });
  }

  async run(): Promise<number> {
    this.#start([]);
    try {
      await Promise.race([this.#options.lifetime.ended, this.#failed]);
    } finally {
      this.#turn += 1;
      clearTimeout(this.#doubt);
      await this.#watch.close();
    }
    await this.#showing;
    if (this.#code === undefined) return exits.interrupted.code;
    return this.#code === exits.ok.code ? exits.ok.code : exits.no.code;
  }

  #start(changed: readonly string[]): void {
    this.#check(changed).catch(this.#fail);
  }

  async #check(changed: readonly string[]): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    clearTimeout(this.#doubt);
    const readAt = Date.now();
    const report = await this.#options.load();
    if (turn !== this.#turn) return;
    const isDoubtful = changed.length > 0 && hasErrors(report.diagnostics);
    // Before the files are followed: a change that is noticed at once must find the doubt to end it.
    if (isDoubtful) this.#doubt = setTimeout(() => this.#present(report, changed, turn), DOUBT);
    else this.#present(report, changed, turn);
    await this.#watch.follow(report.files, readAt);
  }

  #present(report: Report, changed: readonly string[], turn: number): void {
    const next = this.#showing.then(async () => {
      if (turn !== this.#turn) return;
      this.#part(changed);
      this.#code = await this.#options.show(report);
    });
    this.#showing = next.catch(this.#fail);
  }

  #part(changed: readonly string[]): void {
    const { surface, cwd } = this.#options;
    if (changed.length === 0) return;
    const dash = surface.tty && surface.unicode ? '─' : '-';
    const names = changed.map((file) => printable(relative(cwd, file) || file)).join(', ');
    const text = `${dash.repeat(2)} ${timeOf(new Date())}  ${names}`;
    if (!surface.tty) {
      surface.write(`${text}\n`);
      return;
    }
    surface.write(`\n${surface.paint.dim(`${text} `.padEnd(Math.min(surface.columns, 80), dash))}\n`);
  }
}

/** As a clock on the wall shows it: `14:05:09`. */
function timeOf(date: Date): string {
  return date.toTimeString().slice(0, 8);
}
