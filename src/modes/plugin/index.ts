import type { ModeDescriptor } from '../../contracts/mode.ts';
import { pluginSchema } from './schema.ts';

export const plugin: ModeDescriptor = {
  name: 'plugin',
  summary: 'Answers with a handler of a plugin.',
  schema: pluginSchema,
  // What the block names is looked up where plugins are known.
  check: () => [],
  load: () => import('./respond.ts'),
};
