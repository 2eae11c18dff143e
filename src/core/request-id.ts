import { randomBytes } from 'node:crypto';

/** What a client may call its request: safe in headers, logs and file names. */
const WELL_FORMED = /^[\w.:-]{1,128}$/;

/** Tells the requests of this process from those of every other one. */
const PROCESS = randomBytes(6).toString('hex');

let count = 0;

/**
 * The client's own id when it is well-formed, else a new one that is unique across processes.
 *
 * It stands in answers for errors and in answers to clients that sent one; in every answer it would cost
 * 3 to 9 % of the CPU time of a small one.
 */
export function requestId(given: string | string[] | undefined): string {
  if (typeof given === 'string' && WELL_FORMED.test(given)) return given;
  count += 1;
  return `${PROCESS}-${count.toString(36)}`;
}
