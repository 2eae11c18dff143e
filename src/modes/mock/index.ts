import type { ModeDescriptor } from '../../contracts/mode.ts';
import { checkMock } from './check.ts';
import { mockSchema } from './schema.ts';

export const mock: ModeDescriptor = {
  name: 'mock',
  summary: 'Answers with a status, headers and a body that stand in the file.',
  schema: mockSchema,
  check: checkMock,
  load: () => import('./respond.ts'),
};
