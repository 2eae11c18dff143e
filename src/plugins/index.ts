import type { OfficialPlugin } from '../contracts/plugin-host.ts';

/** The plugins that come with us, by name. */
export const plugins: readonly OfficialPlugin[] = [];
