import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Check, FixReport } from '../../src/cli/fix/fix-sources.ts';
import { fixSources } from '../../src/cli/fix/fix-sources.ts';
import { STANDARD_INPUT } from '../../src/cli/fix/sources.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { LoadReport } from '../../src/contracts/app.ts';
import { modes } from '../../src/modes/index.ts';

const environment = { SECRET: 'hunter2', EMPTY: '', HUGE: '123456' };

/** Files of a configuration, and what mends them. */
export interface Workbench {
  readonly folder: string;
  /** Absolute path of the configuration. */
  readonly config: string;
  readonly check: Check<LoadReport>;
}

/** A folder of its own with these files in it; the names of diagnostics are relative to it. */
export function workbench(files: Readonly<Record<string, string>>, config = 'backworks.yaml'): Workbench {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'backworks-fix-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries({ 'present.txt': 'here', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const path = join(folder, config);
  const source = { kind: 'file', path } as const;
  return {
    folder,
    config: path,
    check: (overlay) => loadConfig({ source, overlay, modes, environment, cwd: folder }),
  };
}

/** The check of a text from standard input. */
export function checkInput(text: string, folder: string): Check<LoadReport> {
  return (overlay) => {
    const source = { kind: 'text', text: overlay.get(STANDARD_INPUT) ?? text, folder } as const;
    return loadConfig({ source, overlay, modes, environment, cwd: folder });
  };
}

export interface Mended {
  readonly report: FixReport<LoadReport>;
  /** The configuration afterwards, with its byte order mark. */
  readonly text: string;
}

/** Mends one text as the configuration of a folder of its own. */
export async function mend(text: string): Promise<Mended> {
  const { config, folder, check } = workbench({ 'backworks.yaml': text, 'folder/.keep': '' });
  const report = await fixSources(check, { configs: [config], cwd: folder });
  const [mended] = report.texts;
  return { report, text: mended === undefined ? text : mended.source.mark + mended.edited.text };
}
