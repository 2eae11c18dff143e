import { BackworksError } from '../base/errors.ts';

/** Every way a command can end. The one table: help prints it, commands return from it. */
export const exits = {
  ok: { code: 0, meaning: 'done; a server was asked to stop and did' },
  no: { code: 1, meaning: 'the check said no' },
  usage: { code: 2, meaning: 'the command line is wrong; nothing was touched' },
  configuration: { code: 3, meaning: 'the configuration cannot be used' },
  environment: { code: 4, meaning: 'the machine refused: port, permission, full disk, Node.js version' },
  plugin: { code: 5, meaning: 'not yet: a critical plugin failed at start' },
  bug: { code: 70, meaning: 'a bug in backworks' },
  notExecutable: { code: 126, meaning: 'exec: the command cannot be run' },
  notFound: { code: 127, meaning: 'exec: there is no such command' },
  interrupted: { code: 130, meaning: 'interrupted before the end' },
} as const;

/** The exit code an error ends a command with; whatever is not ours is our bug. */
export function exitCodeOf(error: unknown): number {
  return error instanceof BackworksError ? (error.entry.exit ?? exits.bug.code) : exits.bug.code;
}
