import type { Stats } from 'node:fs';
import { formatHttpDate } from '../../base/http-date.ts';
import type { Validators } from '../../base/preconditions.ts';

/** So long, in ms, another write may leave the same time behind: the coarsest clock of a file system ticks so. */
const TICK = 2_000;

/**
 * The entity tag is made of size and time, so that every machine with the same files has the same one. It is
 * weak while the file may change once more within the same tick (RFC 9110, section 8.8.1).
 *
 * @param coding of the representation, each of which has a tag of its own
 * @param now milliseconds since 1970
 */
export function validatorsOf(stats: Stats, coding: string | undefined, now: number): Validators {
  const { size, mtimeMs } = stats;
  const isOld = now - mtimeMs > TICK;
  const opaque = `${size.toString(36)}-${Math.round(mtimeMs * 1000).toString(36)}`;
  const tag = coding === undefined ? `"${opaque}"` : `"${opaque}-${coding}"`;
  // What lies in the future was last changed now (RFC 9110, section 8.8.2.1).
  const lastModified = Math.floor(Math.min(mtimeMs, now) / 1000) * 1000;
  return { etag: isOld ? tag : `W/${tag}`, lastModified, isDateStrong: isOld };
}

let lastDate = { date: 0, text: formatHttpDate(0) };

/** The same file is asked for again and again, and writing a date takes longer than all its other headers. */
export function lastModifiedText(date: number): string {
  if (lastDate.date !== date) lastDate = { date, text: formatHttpDate(date) };
  return lastDate.text;
}
