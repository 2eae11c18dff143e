/** One action of `backworks plugin`. */
interface Action {
  readonly name: string;
  readonly summary: string;
  /** A plugin's name may stand behind it. */
  readonly takesName: boolean;
  /** Flags of the command that are for it. */
  readonly flags: readonly string[];
}

/** What `backworks plugin` can do. */
export const PLUGIN_ACTIONS = [
  { name: 'list', summary: 'what each does, where it runs, how it fares', takesName: false, flags: [] },
  {
    name: 'new',
    summary: 'write one with its test, and list it in the configuration',
    takesName: true,
    flags: ['dry-run'],
  },
  {
    name: 'test',
    summary: 'run its tests, or those of all; start and stop them once',
    takesName: true,
    flags: [],
  },
  { name: 'bench', summary: 'time its hooks, inline and in a process', takesName: true, flags: ['requests'] },
] as const satisfies readonly Action[];

export type PluginAction = (typeof PLUGIN_ACTIONS)[number]['name'];
