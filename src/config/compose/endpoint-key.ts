const METHODS_AND_PATH = /^([A-Za-z]+(?:\s*,\s*[A-Za-z]+)*)\s+(\/.*)$/;

/** One spelling for every way to write the key of an endpoint: `put,get  /a` and `GET,PUT /a` are one. */
export function canonicalKey(key: string): string {
  const [, list, path] = METHODS_AND_PATH.exec(key) ?? [];
  if (list === undefined || path === undefined) return key;
  const methods = list.split(',').map((method) => method.trim().toUpperCase());
  return `${[...new Set(methods)].sort().join()} ${path}`;
}
