import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type LoadOptions, loadConfig } from '../../src/config/load.ts';
import type { LoadReport } from '../../src/contracts/app.ts';
import type { ResolvedConfig } from '../../src/contracts/config.ts';
import { modes } from '../../src/modes/index.ts';

/** A folder with files for one test. */
export interface Project {
  readonly folder: string;
  write(files: Readonly<Record<string, string>>): void;
  load(options?: Partial<LoadOptions>): Promise<LoadReport>;
  /** @throws Error with the diagnostics when there are errors. */
  resolve(options?: Partial<LoadOptions>): Promise<ResolvedConfig>;
  /** Diagnostics as `code file:line:column`. */
  found(options?: Partial<LoadOptions>): Promise<string[]>;
  remove(): void;
}

export function createProject(files: Readonly<Record<string, string>>): Project {
  const folder = mkdtempSync(join(tmpdir(), 'backworks-project-'));
  const project: Project = {
    folder,
    write(written) {
      for (const [name, text] of Object.entries(written)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
      }
    },
    load: (options = {}) =>
      loadConfig({
        source: { kind: 'file', path: join(folder, 'backworks.yaml') },
        modes,
        environment: {},
        cwd: folder,
        ...options,
      }),
    async resolve(options) {
      const { config, diagnostics } = await project.load(options);
      if (config === undefined) throw new Error(JSON.stringify(diagnostics, null, 2));
      return config;
    },
    async found(options) {
      const { diagnostics } = await project.load(options);
      return diagnostics.map(
        ({ code, file, range: { start } }) => `${code} ${file}:${start.line}:${start.column}`,
      );
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  project.write(files);
  return project;
}
