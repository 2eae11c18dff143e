import type { App, LoadReport } from '../../contracts/app.ts';
import type { CommandCall } from '../../contracts/command.ts';
import { PLUGIN_ACTIONS } from '../plugin/actions.ts';
import { listedNames } from '../plugin/listed-names.ts';
import { reporters } from '../report/index.ts';
import { pathOf } from '../routes/shown.ts';
import { projectTemplates } from '../scaffold.ts';
import { SHELLS } from './shells.ts';

/** A word a shell may put at the cursor, and what shells that show more say of it. */
export interface Candidate {
  readonly value: string;
  readonly about: string;
}

/** What is known when values are asked for. */
interface Asking {
  readonly call: CommandCall;
  /** Arguments before the one at the cursor. */
  readonly before: readonly string[];
  /** Values of flags before the cursor. */
  readonly values: ReadonlyMap<string, string>;
}

type Values = (asking: Asking) => Candidate[] | Promise<Candidate[]>;

/** Values that only the program knows, by command and argument, or flag. */
const VALUES: Readonly<Record<string, Values>> = {
  '--env': async (asking) =>
    (await loadedBy(asking))?.report.environments.filter(isHarmless).map(plain) ?? [],
  'validate --report': () => reporters.map(({ name, summary }) => ({ value: `${name}=`, about: summary })),
  'init --template': () => projectTemplates().map(plain),
  'completion shell': () => SHELLS.map(plain),
  'plugin name': async (asking) => (asking.before[0] === 'new' ? [] : (await pluginsOf(asking)).map(plain)),
  'docs topic': async () => (await import('../commands/docs.ts')).topics().map(plain),
  'explain code': explainCodes,
  'plugin action': () => PLUGIN_ACTIONS.map(({ name, summary }) => ({ value: name, about: summary })),
  'help topic': ({ call }) => [
    ...call.commands.map(({ name, summary }) => ({ value: name, about: summary })),
    { value: 'options', about: 'of every command' },
    { value: 'exit-codes', about: 'how a command can end' },
  ],
  'routes method': async (asking) => {
    const endpoints = await endpointsOf(asking);
    return [...endpoints.flatMap(({ methods }) => methods).map(plain), ...pathsOf(endpoints)];
  },
  'routes path': async (asking) => {
    const method = asking.before[0]?.toUpperCase() ?? '';
    const endpoints = await endpointsOf(asking);
    return pathsOf(endpoints.filter(({ methods }) => methods.length === 0 || methods.includes(method)));
  },
};

export function valuesOf(key: string): Values | undefined {
  return Object.hasOwn(VALUES, key) ? VALUES[key] : undefined;
}

function plain(value: string): Candidate {
  return { value, about: '' };
}

async function explainCodes(): Promise<Candidate[]> {
  const { errors } = await import('../../base/errors.ts');
  return Object.entries(errors).map(([value, { title }]) => ({ value, about: title }));
}

interface Endpoint {
  readonly methods: readonly string[];
  readonly path: string;
  readonly shownPath?: string;
}

async function endpointsOf(asking: Asking): Promise<readonly Endpoint[]> {
  return (await loadedBy(asking))?.app.routes() ?? [];
}

async function pluginsOf(asking: Asking): Promise<readonly string[]> {
  const loaded = await loadedBy(asking);
  return listedNames((await loaded?.app.explain())?.values).filter(isHarmless);
}

/** The configuration that the words so far mean; undefined when there is none that can be read. */
async function loadedBy({ call, values }: Asking): Promise<{ app: App; report: LoadReport } | undefined> {
  if (values.get('config') === '-') return undefined;
  try {
    const { resolveFolder } = await import('../source.ts');
    const { openApp } = await import('../serve/open.ts');
    const cwd = resolveFolder(call.cwd, values.get('cwd'));
    const { app } = await openApp(
      { ...call, cwd, values: Object.fromEntries(values) },
      { loadPlugins: false },
    );
    return { app, report: await app.check() };
  } catch {
    // Nobody asked for a report: without a configuration that can be read there is nothing to propose.
    return undefined;
  }
}

/**
 * Characters that no shell takes for something else: a path comes from a file that may be somebody else's, and
 * shells evaluate what is proposed to them.
 */
const HARMLESS = /^[\w./~@%+:={}-]+$/;

function isHarmless(value: string): boolean {
  return HARMLESS.test(value);
}

/** Paths of endpoints, up to where anything may follow. */
function pathsOf(endpoints: readonly Endpoint[]): Candidate[] {
  return endpoints
    .map((one) => ({ value: pathOf(one).replace(/\*[^/]*$/, ''), about: one.methods.join(',') }))
    .filter(({ value }) => isHarmless(value));
}
