import { relative } from 'node:path';
import { hasErrors } from '../../base/diagnostic.ts';
import type { LoadReport, ReloadReport } from '../../contracts/app.ts';
import type { CommandCall } from '../../contracts/command.ts';
import type { Level } from '../log.ts';
import { ownVersion } from '../package.ts';
import { jsonDiagnostics } from '../report/json.ts';
import { summaryLine } from '../report/pretty.ts';
import { banner, endpointCount, isPublic } from './banner.ts';
import type { Lifetime } from './lifetime.ts';
import { followLosses } from './losses.ts';
import { pluginFields, readyFields, stoppedFields } from './milestones.ts';
import { type Opened, startApp } from './open.ts';
import type { Voice } from './voice.ts';
import { type FileWatch, openChokidar, watchFiles } from './watch.ts';

/** How long requests in flight may take when a developer stops the server. */
const GRACE = 500;

/** A file that is still being written may look broken for this long before we say so. */
const DOUBT = 100;

/** How a development server ended: asked to, or without ever having served. */
export type DevEnd = 'stopped' | 'broken';

/** What a development server needs. */
export interface DevParts {
  readonly call: CommandCall;
  readonly lifetime: Lifetime;
  readonly voice: Voice;
  readonly opened: Opened;
  /** Called once it serves; returns the function that ends whatever that began. */
  readonly onReady: (server: DevServer) => Promise<() => void>;
}

/** Serves the last good configuration and follows the files it came from. */
export class DevServer {
  readonly #parts: DevParts;
  readonly #watch: FileWatch;
  /** The last load, good or not. */
  latest: LoadReport | undefined;
  /** The last load that can serve. */
  good: LoadReport | undefined;
  /** Counts loads, so that an overtaken one says nothing. */
  #turn = 0;
  #doubt: NodeJS.Timeout | undefined;
  /** When the latest load began, in milliseconds since 1970: later writes were not read. */
  #readAt = 0;
  /** The address we last named: a save may have moved it since. */
  #toldUrl = '';
  #onChange: (changed: readonly string[]) => void = () => {};

  constructor(parts: DevParts) {
    this.#parts = parts;
    this.#watch = watchFiles({
      open: openChokidar,
      onChange: (changed) => this.#onChange(changed),
      onPolling: (cause) =>
        this.#say('warn', 'watch.polling', `the system has no file watches left (${cause}): polling instead`),
    });
  }

  get url(): string {
    return this.#parts.opened.app.url ?? '';
  }

  /** Serves until its lifetime ends. */
  async run(): Promise<DevEnd> {
    const { call, opened, voice, lifetime } = this.#parts;
    const endHearing = opened.app.bus.subscribe((event) => voice.hear(event, this.good));
    try {
      if (!(await this.#load()) && !(await this.#waitForFix())) {
        return lifetime.over ? 'stopped' : 'broken';
      }
      await startApp(opened.app, call);
      const tellLosses = followLosses(call, voice);
      await this.#followFiles((changed) => void this.reload(changed));
      const endReady = await this.#parts.onReady(this);
      this.#announce();
      await lifetime.ended;
      endReady();
      const stopped = stoppedFields(await opened.app.stop({ grace: GRACE }));
      tellLosses();
      voice.milestone('stopped', stopped);
      return 'stopped';
    } finally {
      clearTimeout(this.#doubt);
      await this.#watch.close();
      endHearing();
      voice.log.flush();
    }
  }

  /** Takes the files as they are now; what serves stays when they are broken. */
  async reload(changed: readonly string[]): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    clearTimeout(this.#doubt);
    this.#readAt = Date.now();
    const report = await this.#tryReload(changed);
    if (report === undefined) return;
    if (turn !== this.#turn || this.#parts.lifetime.over) return;
    this.#remember(report);
    await this.#followFiles(this.#onChange);
    if (report.swapped) {
      await this.#announceReload(report, changed);
      if (this.url !== this.#toldUrl) this.#announceMove(report);
    } else this.#doubt = setTimeout(() => void this.#announceRefusal(report), DOUBT);
  }

  /** Undefined when the engine refused; it serves on with what it had. */
  async #tryReload(changed: readonly string[]): Promise<ReloadReport | undefined> {
    try {
      return await this.#parts.opened.app.reload(changed);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#say('error', 'reload.refused', `kept the last good configuration: ${reason}`);
      return undefined;
    }
  }

  async #load(): Promise<boolean> {
    this.#readAt = Date.now();
    const report = await this.#parts.opened.app.load();
    this.#remember(report);
    await this.#showFindings(report);
    return report.config !== undefined;
  }

  /** False when nobody is there to mend the file, or the wait was ended. */
  async #waitForFix(): Promise<boolean> {
    const { call, lifetime } = this.#parts;
    if (!call.screen.interactive || call.values.once === true) return false;
    this.#say('info', 'config.waiting', 'waiting for the fix: save the file, or press Ctrl-C');
    const mended = new Promise<boolean>((resolve, reject) => {
      const retry = async () => {
        if (await this.#load()) resolve(true);
        else await this.#followFiles(this.#onChange);
      };
      this.#followFiles(() => retry().catch(reject)).catch(reject);
    });
    return Promise.race([mended, lifetime.ended.then(() => false)]);
  }

  #remember(report: LoadReport): void {
    this.latest = report;
    if (report.config !== undefined) this.good = report;
  }

  async #followFiles(onChange: (changed: readonly string[]) => void): Promise<void> {
    this.#onChange = onChange;
    await this.#watch.follow(this.latest?.files ?? [], this.#readAt);
  }

  #announce(): void {
    const { call, voice, opened } = this.#parts;
    const config = this.good?.config;
    if (config === undefined) return;
    this.#toldUrl = this.url;
    const version = ownVersion();
    const { givenUp } = opened.app;
    const facts = { version, url: this.url, configName: opened.configName, config, givenUp };
    voice.milestone('ready', { ...readyFields(facts), ...pluginFields(facts) });
    if (call.values.quiet === true) return;
    if (voice.pretty === undefined) this.#say('info', 'ready', `ready on ${this.url}`, { url: this.url });
    else call.screen.err.write(banner({ ...facts, watched: this.good?.files ?? [] }, call));
    this.#warnAboutAddress(config.server);
  }

  #warnAboutAddress({ host, port }: { readonly host: string; readonly port: number }): void {
    const { port: named, protocol } = new URL(this.url);
    const actual = named || (protocol === 'https:' ? '443' : '80');
    if (port !== 0 && actual !== String(port)) {
      this.#say('info', 'port.moved', `port ${port} is taken: using ${actual} instead`);
    }
    if (isPublic(host)) {
      this.#say(
        'warn',
        'host.public',
        `${host} is not a loopback address: others on the network can call this API`,
      );
    }
  }

  async #announceReload(report: ReloadReport, changed: readonly string[]): Promise<void> {
    const { voice, call, opened } = this.#parts;
    const ms = Math.round(report.duration * 10) / 10;
    const count = report.config?.endpoints.length ?? 0;
    const files = changed.map((file) => relative(call.cwd, file)).join(', ') || opened.configName;
    voice.milestone('reloaded', { url: this.url, hash: report.config?.hash, ms, endpoints: count });
    this.#say('info', 'reloaded', `reloaded  ${files}  (${endpointCount(count)}, ${ms} ms)`);
    await voice.diagnostics(report.diagnostics, report.sources);
  }

  #announceMove({ config }: ReloadReport): void {
    this.#toldUrl = this.url;
    this.#say('info', 'moved', `now on ${this.url}`, { url: this.url });
    if (config !== undefined) this.#warnAboutAddress(config.server);
  }

  async #announceRefusal(report: ReloadReport): Promise<void> {
    await this.#showFindings(report);
    const what = summaryLine(report.diagnostics, report.duration);
    this.#say('error', 'config_error', `kept the last good configuration: ${what}`);
  }

  async #showFindings({ diagnostics, sources }: LoadReport): Promise<void> {
    const { voice } = this.#parts;
    if (hasErrors(diagnostics))
      voice.milestone('config_error', { diagnostics: jsonDiagnostics(diagnostics) });
    await voice.diagnostics(diagnostics, sources);
  }

  #say(level: Level, type: string, message: string, fields: Readonly<Record<string, string>> = {}): void {
    this.#parts.voice.log.entry({ level, type, message, fields });
  }
}
