import type { ModeDescriptor } from '../../contracts/mode.ts';
import { checkStatic } from './check.ts';
import { staticSchema } from './schema.ts';

export const staticFiles: ModeDescriptor = {
  name: 'static',
  summary: 'Answers with files of a folder.',
  schema: staticSchema,
  check: checkStatic,
  load: () => import('./respond.ts'),
};
