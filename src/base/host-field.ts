/** `uri-host [ ":" port ]` (RFC 9110, section 7.2); the host may be empty. */
const HOST = /^(?:[\w.~!$&'()*+,;=%-]*|\[[\da-f:.%]+\])(?::\d*)?$/i;

/** True for what may be the value of a Host header. */
export function isHostField(text: string): boolean {
  return HOST.test(text);
}
