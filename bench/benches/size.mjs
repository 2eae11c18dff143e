import { under } from '../lib/goal.mjs';
import { installedSize, sizeLimit } from '../lib/installed-size.mjs';

/** @type {import('./index.mjs').Bench} */
export const size = {
  name: 'size',
  summary: 'npm pack, then install without optional dependencies',
  async run() {
    return {
      tables: [],
      goals: [under('installed size', sizeLimit, installedSize(), ' bytes', 0)],
    };
  },
};
