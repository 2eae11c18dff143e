import type { IncomingHttpHeaders } from 'node:http';
import type { HeaderValues } from '../../contracts/plugin.ts';
import type { RawHeaders } from '../../contracts/sink.ts';

/** Headers of a request that nobody can change. */
export function headerValues(headers: IncomingHttpHeaders): HeaderValues {
  const values = { ...headers };
  const cookies = values['set-cookie'];
  // The only one that Node has a list for.
  if (cookies !== undefined) values['set-cookie'] = Object.freeze([...cookies]) as string[];
  return Object.freeze(values) as HeaderValues;
}

/** Names and values in turn as a map; repeated names have a list. */
export function headerValuesOf(raw: RawHeaders): HeaderValues {
  const values: Record<string, string | string[]> = {};
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] as string).toLowerCase();
    const value = raw[i + 1] as string;
    const before = Object.hasOwn(values, name) ? values[name] : undefined;
    if (before === undefined) values[name] = value;
    else if (typeof before === 'string') values[name] = [before, value];
    else before.push(value);
  }
  return Object.freeze(values);
}
