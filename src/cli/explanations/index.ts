import type { ErrorCode } from '../../base/errors.ts';
import { clients } from './clients.ts';
import { composition } from './composition.ts';
import type { Explanation } from './explanation.ts';
import { expressions } from './expressions.ts';
import { machine } from './machine.ts';
import { meaning } from './meaning.ts';
import { own } from './own.ts';
import { pluginFaults } from './plugin-faults.ts';
import { plugins } from './plugins.ts';
import { proxy } from './proxy.ts';
import { reading } from './reading.ts';
import { requests } from './requests.ts';
import { schemas } from './schemas.ts';
import { secure } from './secure.ts';
import { shape } from './shape.ts';
import { staticFiles } from './static.ts';
import { usage } from './usage.ts';
import { variables } from './variables.ts';

/** One for each code of the table; one that is missing does not compile. */
export const explanations: Readonly<Record<ErrorCode, Explanation>> = {
  ...reading,
  ...composition,
  ...shape,
  ...meaning,
  ...expressions,
  ...variables,
  ...requests,
  ...staticFiles,
  ...schemas,
  ...plugins,
  ...clients,
  ...proxy,
  ...secure,
  ...pluginFaults,
  ...machine,
  ...usage,
  ...own,
};
