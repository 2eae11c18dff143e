import type { Reply } from '../../process/channel.ts';
import { isObject } from '../load/definition-shape.ts';
import type { HookReply } from './messages.ts';

/** What a hook returned, on its way to the host; bytes travel as they are. */
export function hookReply(returned: unknown, isKept: boolean): Reply {
  const kept = isKept ? ({ kept: true } as const) : {};
  if (returned === undefined || returned === null) return { value: kept };
  if (!isObject(returned)) return { value: { value: returned, ...kept } };
  const { body, response } = returned;
  // It is sent in place of everything else.
  if (isObject(response) && response.body instanceof Uint8Array) {
    const value = { ...returned, body: null, response: { ...response, body: null } };
    return { value: { value, bytes: 'response', ...kept }, payload: response.body };
  }
  if (body instanceof Uint8Array)
    return { value: { value: { ...returned, body: null }, bytes: 'body', ...kept }, payload: body };
  return { value: { value: returned, ...kept } };
}

/** The same on the host's side. */
export function readHookReply({ value, bytes }: HookReply, payload: Buffer | undefined): unknown {
  if (bytes === undefined || !isObject(value)) return value;
  const body = payload ?? Buffer.alloc(0);
  if (bytes === 'body') return { ...value, body };
  return { ...value, response: { ...(value.response as object), body } };
}
