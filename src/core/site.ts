import type { Clock } from '../base/clock.ts';
import type { Bus } from '../contracts/events.ts';
import type { Control } from './control.ts';

/** What all requests of one listener share, beside the plan each of them began with. */
export interface Site {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly development: boolean;
  readonly control: Control;
  /** Origins that were refused and reported; bounded. */
  readonly refusedOrigins: Set<string>;
  /** Set when the listener stops: the last answer on each connection ends it. */
  draining: boolean;
}
