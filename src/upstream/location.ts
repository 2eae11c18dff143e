import type { Target } from './target.ts';

/** How paths of clients and of the target differ. */
export interface Prefixes {
  /** Taken off the client's path; empty or begins with a slash. */
  readonly strip: string;
  /** Put before it: the target's own path with `add_prefix`. */
  readonly add: string;
}

/**
 * A Location of the target as the client has to follow it: one that leads to the target itself leads here
 * again, under the path by which the client knows it. Anything else stays as it is.
 */
export function locationForClient(location: string, { origin }: Target, { strip, add }: Prefixes): string {
  const toTarget = location.startsWith(origin) && /^(?:[/?#]|$)/.test(location.slice(origin.length));
  const path = toTarget ? location.slice(origin.length) : location;
  if (!toTarget && !/^\/(?![/\\])/.test(path)) return location;
  const below = path === add || path.startsWith(`${add}/`) || path.startsWith(`${add}?`);
  if (!below) return location;
  const local = `${strip}${path.slice(add.length)}`;
  const whole = local.startsWith('/') ? local : `/${local}`;
  // Two slashes, or a backslash that browsers take for one, would begin the name of another server.
  return /^\/[/\\]/.test(whole) ? location : whole;
}
