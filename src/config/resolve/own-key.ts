import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConfigDocument } from '../document.ts';
import type { Problem } from '../problem.ts';

/** What the group and everybody else may do with a file. */
const OTHERS = 0o077;

/**
 * Finds a key of `tls: auto` that others than its owner can use. It was made for its owner only; keys that the
 * user names are left alone, because many systems hand those on by a group.
 *
 * @param folder `.backworks` beside the configuration
 */
export async function checkOwnKey(folder: string, document: ConfigDocument): Promise<Problem[]> {
  // Windows keeps rights in another way, and reports all files as readable by everybody.
  if (process.platform === 'win32') return [];
  const rights = await rightsOf(join(folder, 'tls', 'key.pem'));
  if (rights === undefined || (rights & OTHERS) === 0) return [];
  const message = `others than its owner can use the private key .backworks/tls/key.pem (0${rights.toString(8)})`;
  return [
    {
      ...document.problem('BW3325', message, ['server', 'tls'], {
        hint: 'take their rights away: `chmod 600 .backworks/tls/key.pem`, in the folder of the configuration',
      }),
      severity: 'warning',
    },
  ];
}

async function rightsOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).mode & 0o777;
  } catch {
    // None was made yet, or nobody can read it: what comes of that is said where it is made.
    return undefined;
  }
}
