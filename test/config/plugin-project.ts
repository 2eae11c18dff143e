import type { LoadOptions } from '../../src/config/load.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { LoadReport } from '../../src/contracts/app.ts';
import type { ResolvedConfig } from '../../src/contracts/config.ts';
import { modes } from '../../src/modes/index.ts';
import { type Told, type ToldInspector, tell } from '../support/plugin-inspector.ts';

export type PluginOptions = Partial<Omit<LoadOptions, 'plugins'>> & {
  /** Plugins by the names of their entries, which are official ones; none at all without them. */
  readonly told?: Readonly<Record<string, Told>> | ToldInspector;
};

/** Loads a text in which plugins are listed. */
export function loadPlugins(text: string, { told, ...options }: PluginOptions = {}): Promise<LoadReport> {
  const source = { kind: 'text', text, folder: '/nowhere' } as const;
  const plugins = told === undefined || isInspector(told) ? told : tell(told);
  return loadConfig({ source, modes, environment: {}, cwd: '/nowhere', ...options, plugins });
}

function isInspector(told: NonNullable<PluginOptions['told']>): told is ToldInspector {
  return typeof told.inspect === 'function';
}

/** What is wrong, as `code line:column-column message`, with what is proposed behind it. */
export async function findings(text: string, options?: PluginOptions): Promise<string[]> {
  const { diagnostics } = await loadPlugins(text, options);
  return diagnostics.map(({ code, severity, message, range: { start, end }, suggestions }) => {
    const edits = suggestions.map((one) => ` [${one.guess === true ? 'perhaps ' : ''}${one.text}]`).join('');
    const place = `${start.line}:${start.column}${start.line === end.line ? `-${end.column}` : ''}`;
    return `${code}${severity === 'error' ? '' : ` ${severity}`} ${place} ${message}${edits}`;
  });
}

/** @throws Error with the diagnostics when there are errors. */
export async function resolvePlugins(text: string, options?: PluginOptions): Promise<ResolvedConfig> {
  const { config, diagnostics } = await loadPlugins(text, options);
  if (config === undefined) throw new Error(JSON.stringify(diagnostics, null, 2));
  return config;
}
