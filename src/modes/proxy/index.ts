import type { ModeDescriptor } from '../../contracts/mode.ts';
import { checkProxy } from './check.ts';
import { proxySchema } from './schema.ts';

export const proxy: ModeDescriptor = {
  name: 'proxy',
  summary: 'Sends requests on to another server.',
  schema: proxySchema,
  check: checkProxy,
  load: () => import('./respond.ts'),
};
