import { BackworksError } from '../../base/errors.ts';
import { nearest } from '../../base/suggest.ts';
import type { Command, CommandCall } from '../../contracts/command.ts';
import { PLUGIN_ACTIONS, type PluginAction } from '../plugin/actions.ts';

/** What each action is done by; nothing of the others is loaded. */
const LOAD: Readonly<Record<PluginAction, () => Promise<Command>>> = {
  list: () => import('../plugin/list.ts'),
  new: () => import('../plugin/new.ts'),
  test: () => import('../plugin/test.ts'),
  bench: () => import('../plugin/bench.ts'),
};

export async function run(call: CommandCall): Promise<number> {
  const action = actionOf(call.arguments[0]);
  checkGiven(call, action);
  const command = await LOAD[action.name]();
  return command.run(call);
}

type Action = (typeof PLUGIN_ACTIONS)[number];

/** @throws BackworksError BW8003 */
function actionOf(word: string | undefined): Action {
  const found = PLUGIN_ACTIONS.find(({ name }) => name === word);
  if (found !== undefined) return found;
  const names: readonly string[] = PLUGIN_ACTIONS.map(({ name }) => name);
  const meant = word === undefined ? undefined : nearest(word, names);
  const message =
    word === undefined
      ? `say what to do with plugins: ${names.join(', ')}`
      : `plugins have no action "${word}"`;
  const hint = meant === undefined ? `such as backworks plugin ${names[0]}` : `did you mean ${meant}?`;
  throw new BackworksError('BW8003', message, { hint });
}

/** @throws BackworksError BW8003 for a name or a flag that is another action's */
function checkGiven({ arguments: given, values }: CommandCall, action: Action): void {
  const [, name] = given;
  if (name !== undefined && !action.takesName)
    throw new BackworksError('BW8003', `plugin ${action.name} takes no name`, { hint: `leave out ${name}` });
  const others = new Set(PLUGIN_ACTIONS.flatMap(({ flags }): readonly string[] => flags));
  for (const flag of action.flags as readonly string[]) others.delete(flag);
  const wrong = [...others].find((flag) => values[flag] !== undefined && values[flag] !== false);
  if (wrong !== undefined)
    throw new BackworksError('BW8003', `plugin ${action.name} takes no --${wrong}`, {
      hint: `leave out --${wrong}`,
    });
}
