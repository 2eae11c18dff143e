/** What the codes of a thousand are about, by their first digit. */
export const RANGES: Readonly<Record<string, string>> = {
  1: 'reading the file, YAML syntax',
  2: 'the shape of the file: keys, types, ranges',
  3: 'its meaning: routes, modes, files, plugins',
  4: 'expressions and templates',
  5: 'environment variables',
  6: 'answers to HTTP requests',
  7: 'the machine: ports, permissions, watchers',
  8: 'use of the command line',
  9: 'our own mistakes',
};
