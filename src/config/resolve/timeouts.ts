import { parseDuration } from '../../base/units.ts';
import type { ConfigDocument } from '../document.ts';
import type { Problem } from '../problem.ts';
import { type ServerText, serverSchema } from '../schema/server.ts';

/** A limit for the head that is longer than that for the whole request never counts. */
export function checkTimeouts(server: ServerText | undefined, document: ConfigDocument): Problem[] {
  const { timeout = serverSchema.properties.timeout.default, header_timeout: head } = server ?? {};
  if (head === undefined || parseDuration(head) <= parseDuration(timeout)) return [];
  const message = `\`header_timeout\` (${head}) is longer than \`timeout\` (${timeout}), so it never counts`;
  const hint = 'give the head at most as long as the whole request';
  const problem = document.problem('BW3014', message, ['server', 'header_timeout'], { hint });
  return [{ ...problem, severity: 'warning' }];
}
