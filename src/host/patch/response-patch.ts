import { changeHeaders } from '../../base/headers.ts';
import type { HookedAnswer } from '../../contracts/hooks.ts';
import { describe, isObject } from '../load/definition-shape.ts';
import { readStatus } from './answer.ts';
import { bytesOf } from './body.ts';
import { readHeaderPatch } from './header-patch.ts';
import { Nonsense, refuseUnknown } from './nonsense.ts';

const KEYS = ['status', 'headers', 'body'];
const WHAT = 'afterResponse returned';

/**
 * The answer as an `afterResponse` hook wants it.
 *
 * @throws Nonsense
 */
export function patchAnswer(value: unknown, answer: HookedAnswer): HookedAnswer {
  if (!isObject(value))
    throw new Nonsense(`${WHAT} ${describe(value)}: return an object such as { headers }, or nothing`);
  refuseUnknown(value, KEYS, WHAT);
  const { status, headers, body } = value;
  const changed = headers === undefined ? [] : readHeaderPatch(headers, WHAT);
  const next = changeHeaders(answer.headers, changed);
  const sent = { status: status === undefined ? answer.status : readStatus(status, WHAT), headers: next };
  if (body === undefined) return { ...sent, body: answer.body };
  if (answer.body === undefined)
    throw new Nonsense(
      `${WHAT} a body, but the hook does not read it: give it \`reads: { buffer: '64kb' }\``,
    );
  const { bytes, type } = bytesOf(body, WHAT);
  const isTyped =
    typeof body === 'string' ||
    body instanceof Uint8Array ||
    changed.some(([name]) => name === 'content-type');
  return { ...sent, headers: isTyped ? next : changeHeaders(next, [['content-type', [type]]]), body: bytes };
}
