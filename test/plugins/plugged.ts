import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { App, AppOptions } from '../../src/contracts/app.ts';
import type { BackworksEvent } from '../../src/contracts/events.ts';
import { project } from '../cli/program.ts';

export type Isolation = 'inline' | 'process';

export const HOSTS: readonly Isolation[] = ['inline', 'process'];

/** An API whose answers show what arrived. */
export const ECHO = `
  GET /hello: { mock: { body: { seen: "\${default(headers['x-seen'], '')}", query: "\${query}", path: "\${request.path}", auth: "\${auth}" } } }
  POST /echo: { mock: { body: "\${body}" } }
  GET /page: { mock: { headers: { content-type: text/plain, x-old: '1' }, body: page } }
`;

export interface Plugged {
  readonly app: App;
  readonly folder: string;
  readonly url: string;
  readonly events: readonly BackworksEvent[];
  /** The events of a type so far. */
  of<Type extends BackworksEvent['type']>(type: Type): Extract<BackworksEvent, { type: Type }>[];
  /** Resolves once an event is as wanted; also one that was there before. */
  event(wanted: (event: BackworksEvent) => boolean): Promise<BackworksEvent>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  text(path: string, init?: RequestInit): Promise<string>;
  json(path: string, init?: RequestInit): Promise<Record<string, unknown>>;
  /** Writes files of the project; nothing is loaded again by that. */
  write(files: Readonly<Record<string, string>>): void;
}

export interface PluggedOptions extends Partial<AppOptions> {
  /** Lines of a plugin's entry beside its module, by the plugin's name. */
  readonly entries?: Readonly<Record<string, string>>;
  /** Lines below `endpoints:`. */
  readonly endpoints?: string;
  /** Leaves a run file in `.backworks/run`, as the commands do. */
  readonly runFiles?: boolean;
  /** More files. */
  readonly files?: Readonly<Record<string, string>>;
}

/** The configuration for plugins by name. */
export function configOf(
  isolation: Isolation,
  names: readonly string[],
  { entries = {}, endpoints = ECHO }: PluggedOptions = {},
): string {
  const lines = names.map(
    (name) =>
      `  ${name}: { module_path: ./${name}.ts, isolation: ${isolation}${entries[name] ? `, ${entries[name]}` : ''} }`,
  );
  return `plugins:\n${lines.join('\n')}\nendpoints:${endpoints}`;
}

/** A plugin's module: what stands behind its name and version. */
export function plugin(name: string, members: string): string {
  return `import { definePlugin } from 'backworks/plugin';\nexport default definePlugin({ name: '${name}', version: '1.0.0', ${members} });\n`;
}

/** Serves an API with these plugins, by their names and the members of their definitions. */
export async function plugged(
  isolation: Isolation,
  plugins: Readonly<Record<string, string>>,
  options: PluggedOptions = {},
): Promise<Plugged> {
  const names = Object.keys(plugins);
  const modules = names.map((name) => [`${name}.ts`, plugin(name, plugins[name] ?? '')]);
  const folder = project({
    ...Object.fromEntries(modules),
    'backworks.yaml': configOf(isolation, names, options),
    ...options.files,
  });
  const { entries: _entries, endpoints: _endpoints, files: _files, runFiles, ...appOptions } = options;
  const runFolder = runFiles === true ? { runFolder: join(folder, '.backworks/run') } : {};
  const source = { kind: 'file', path: join(folder, 'backworks.yaml') } as const;
  const app = createApp({ source, port: 0, environment: {}, cwd: folder, ...runFolder, ...appOptions });
  onTestFinished(async () => void (await app.stop({ grace: 0 })));
  const events: BackworksEvent[] = [];
  const waiting = new Set<() => void>();
  app.bus.subscribe((event) => {
    events.push(event);
    for (const look of [...waiting]) look();
  });
  expect((await app.load()).diagnostics).toEqual([]);
  await app.start();
  const url = () => app.url ?? '';
  const fetchPath = (path: string, init?: RequestInit) => fetch(`${url()}${path}`, init);
  return {
    app,
    folder,
    events,
    get url() {
      return url();
    },
    of: (type) => events.filter((event) => event.type === type) as never,
    event: (wanted) =>
      new Promise((resolve) => {
        const look = () => {
          const found = events.find(wanted);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    fetch: fetchPath,
    text: async (path, init) => (await fetchPath(path, init)).text(),
    json: async (path, init) => (await fetchPath(path, init)).json() as Promise<Record<string, unknown>>,
    write(files) {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
    },
  };
}
