import { exits } from '../exit.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How long a server runs: until somebody asks it to stop. */
export interface Lifetime {
  /** Resolves with what ended it, such as `SIGTERM`. */
  readonly ended: Promise<string>;
  readonly over: boolean;
  /** The first call ends it; the second ends the process at once. */
  end(reason: string): void;
}

/**
 * Signals end it, SIGHUP among them: it is what a terminal sends that closes, and nothing has to be told to look
 * at its files again. So does the death of whoever reads our stdout, when somebody has to.
 */
export function createLifetime(readByParent: boolean): Lifetime {
  let ending = false;
  let resolve: (reason: string) => void = () => {};
  const ended = new Promise<string>((settle) => {
    resolve = settle;
  });
  const end = (reason: string) => {
    if (ending) process.exit(exits.interrupted.code);
    ending = true;
    resolve(reason);
  };
  for (const signal of SIGNALS) process.on(signal, end);
  if (readByParent) {
    process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'EPIPE' && !ending) end('EPIPE');
    });
  }
  return {
    ended,
    end,
    get over() {
      return ending;
    },
  };
}
