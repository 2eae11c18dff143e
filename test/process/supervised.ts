import { onTestFinished } from 'vitest';
import { type Child, launch } from '../../src/process/launch.ts';
import { Supervisor, type SupervisorEvent, type SupervisorOptions } from '../../src/process/supervisor.ts';
import { type StartOptions, specOf } from './children.ts';

export type Options = Partial<SupervisorOptions<Child>> & { readonly child?: StartOptions };

/** A supervisor of the child that does what it is asked, and what it told. */
export interface Supervised {
  readonly supervisor: Supervisor<Child>;
  readonly events: SupervisorEvent[];
  readonly launched: Child[];
  /** Resolves with the first event of a type from now on, or that is not taken yet. */
  next<Type extends SupervisorEvent['type']>(type: Type): Promise<Extract<SupervisorEvent, { type: Type }>>;
  /** Asks the child that serves now. */
  ask(method: string, params?: unknown): Promise<unknown>;
}

export function supervise({ child: childOptions, ...options }: Options = {}): Supervised {
  const events: SupervisorEvent[] = [];
  const launched: Child[] = [];
  let taken = 0;
  let look = () => {};
  const supervisor = new Supervisor<Child>({
    launch: async () => {
      const child = await launch(specOf(['child.mjs'], childOptions));
      launched.push(child);
      return child;
    },
    prepare: async (child) => {
      await child.channel.call('echo', 'proof');
      return child;
    },
    limits: {},
    policy: 'recycle',
    ...options,
    hear(event) {
      events.push(event);
      look();
    },
  });
  onTestFinished(() => supervisor.stop(0));
  return {
    supervisor,
    events,
    launched,
    next: (type) =>
      new Promise((resolve) => {
        look = () => {
          const at = events.findIndex((event, n) => n >= taken && event.type === type);
          if (at < 0) return;
          look = () => {};
          taken = at + 1;
          resolve(events[at] as never);
        };
        look();
      }),
    async ask(method, params = null) {
      const { instance } = supervisor;
      if (instance === undefined) throw new Error(`nobody is there: ${supervisor.state}`);
      return (await instance.channel.call(method, params)).value;
    },
  };
}
