/** The server under load has one processor to itself, the load generator another. */
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';

export const serverProcessor = 0;
export const clientProcessor = cpus().length > 1 ? 1 : 0;

const canPin = spawnSync('taskset', ['-c', String(serverProcessor), 'true']).status === 0;

/**
 * @param {string[]} command
 * @param {number | undefined} processor undefined leaves the choice to the system
 * @returns {string[]} the command, bound to that processor where the system can
 */
export function pinned(command, processor) {
  return canPin && processor !== undefined ? ['taskset', '-c', String(processor), ...command] : command;
}
