import { dirname } from 'node:path';
import { hasErrors } from '../../base/diagnostic.ts';
import { printable } from '../../base/printable.ts';
import type { CommandCall } from '../../contracts/command.ts';
import type { ResolvedPlugin } from '../../contracts/config.ts';
import { exits } from '../exit.ts';
import { jsonDocument, type NextStep } from '../json-document.ts';
import { refuse } from '../report/refusal.ts';
import { sameAgain } from '../report/same-again.ts';
import { openApp } from '../serve/open.ts';
import { findSource } from '../source.ts';
import { type ListedPlugin, tableText } from './list-text.ts';
import { askServer, type RunningServer, runningServers } from './running-server.ts';

/** What is listed, and of whom. */
interface Listing {
  /** Undefined when the configuration was read instead. */
  readonly server: RunningServer | undefined;
  readonly plugins: readonly ListedPlugin[];
}

/** `plugin list`: of the server that runs, else of the configuration. */
export async function run(call: CommandCall): Promise<number> {
  const { source } = await findSource(call, call.values);
  const running = source.kind === 'file' ? await ofServer(call, dirname(source.path)) : undefined;
  if (running !== undefined) return tell(call, running);
  const { app, findings } = await openApp(call, {});
  const report = await app.check();
  const { config } = report;
  const diagnostics = [...findings, ...report.diagnostics];
  if (config === undefined || hasErrors(diagnostics)) return refuse(call, { ...report, diagnostics });
  return tell(call, { server: undefined, plugins: config.plugins.map(listedOf) });
}

/** The newest server that answers; those that do not are named. */
async function ofServer({ screen }: CommandCall, folder: string): Promise<Listing | undefined> {
  for (const server of runningServers(folder)) {
    const answer = await askServer(server, 'plugins');
    if ('value' in answer) {
      const { plugins } = answer.value as { readonly plugins: readonly ListedPlugin[] };
      return { server, plugins };
    }
    const { pid, url } = server;
    screen.err.write(`the server on ${url} (pid ${pid}) cannot be asked: ${printable(answer.obstacle)}\n`);
  }
  return undefined;
}

function listedOf({ name, manifest, isolation, sandbox, critical }: ResolvedPlugin): ListedPlugin {
  return {
    name,
    version: manifest.version,
    state: 'not running',
    host: sandbox ? 'sandbox' : isolation,
    critical: critical ?? manifest.critical,
    hooks: manifest.hooks.map(({ kind, phase }) => `${kind} (${phase})`),
  };
}

function tell({ screen, values }: CommandCall, { server, plugins }: Listing): number {
  const steps = nextSteps(server, plugins).map(({ text, command }) => ({
    text,
    command: sameAgain(command, values),
  }));
  if (values.json === true) {
    const asked = server === undefined ? null : { pid: server.pid, url: server.url };
    screen.out.write(jsonDocument(true, { server: asked, plugins }, steps));
    return exits.ok.code;
  }
  if (plugins.length > 0) screen.out.write(tableText(plugins, screen.out.paint));
  if (values.quiet === true) return exits.ok.code;
  const [next] = steps;
  const who =
    server === undefined
      ? 'no server runs: as the configuration says'
      : `of ${server.url} (pid ${server.pid})`;
  const what = plugins.length === 0 ? `no plugins; ${who}` : who;
  screen.err.write(`${what}\n${next === undefined ? '' : `next: ${next.command}  (${next.text})\n`}`);
  return exits.ok.code;
}

function nextSteps(server: RunningServer | undefined, plugins: readonly ListedPlugin[]): NextStep[] {
  if (plugins.length === 0) return [{ text: 'write one', command: 'backworks plugin new hello' }];
  return server === undefined ? [{ text: 'serve it', command: 'backworks dev' }] : [];
}
