import type { ModeDescriptor } from '../contracts/mode.ts';
import { mock } from './mock/index.ts';
import { plugin } from './plugin/index.ts';
import { proxy } from './proxy/index.ts';
import { staticFiles } from './static/index.ts';

/** Every mode an endpoint can have, in the order the docs list them. */
export const modes: readonly ModeDescriptor[] = [mock, staticFiles, proxy, plugin];
