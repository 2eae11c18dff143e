import { type ErrorCode, errors } from '../../src/base/errors.ts';
import type {
  CommandSample,
  ConfigSample,
  RequestSample,
  Sample,
} from '../../src/cli/explanations/explanation.ts';
import { explanations } from '../../src/cli/explanations/index.ts';

/** A sample of an explanation, with what it is to show. */
export interface Named<One extends Sample = Sample> {
  readonly code: ErrorCode;
  readonly role: 'bad' | 'good';
  readonly sample: One;
}

export const codes = Object.keys(errors) as ErrorCode[];

export const samples: readonly Named[] = codes.flatMap((code) =>
  (['bad', 'good'] as const).map((role) => ({ code, role, sample: explanations[code][role] })),
);

/** Those that can be tried out as they are; each of the others has a test of its own. */
const complete = samples.filter(({ sample }) => sample.when === undefined);

export const configSamples = complete.filter(
  (one): one is Named<ConfigSample> => !('command' in one.sample) && !('request' in one.sample),
);

export const commandSamples = complete.filter((one): one is Named<CommandSample> => 'command' in one.sample);

export const requestSamples = complete.filter((one): one is Named<RequestSample> => 'request' in one.sample);
