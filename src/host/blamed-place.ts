import { relative } from 'node:path';
import { types } from 'node:util';

/**
 * Where in the files of a plugin something was thrown, such as `plugins/audit.ts:3:31`.
 *
 * @param files absolute paths; links among them are followed by nobody
 * @param folder that the place is relative to
 */
export function blamedPlace(error: unknown, files: readonly string[], folder: string): string | undefined {
  if (!types.isNativeError(error)) return undefined;
  let stack: unknown;
  try {
    stack = error.stack;
  } catch {
    return undefined;
  }
  if (typeof stack !== 'string') return undefined;
  const known = new Set(files);
  for (const [, file = '', place] of stack.matchAll(
    /(?:\(|at )(?:async )?(?:file:\/\/)?(\/[^\s():]+):(\d+:\d+)/g,
  )) {
    if (known.has(file)) return `${relative(folder, file)}:${place}`;
  }
  return undefined;
}
