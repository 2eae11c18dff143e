/**
 * cel-js tells maps by their `constructor`, which a request can give them as a key: such a map becomes
 * a `Map`, which it knows as well.
 */
export function asMap<Value>(record: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  if (!Object.hasOwn(record, 'constructor')) return record;
  return new Map(Object.entries(record)) as unknown as Readonly<Record<string, Value>>;
}
