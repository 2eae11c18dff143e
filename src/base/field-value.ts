/** What may not stand in a field value (RFC 9110, section 5.5). */
const FORBIDDEN = /[^\t\u0020-\u007e\u0080-\u00ff]/;

export function isFieldValue(text: string): boolean {
  return !FORBIDDEN.test(text);
}

/** Headers that follow from the body and the connection, so that a wrong value cannot break framing. */
const FRAMING: ReadonlySet<string> = new Set([
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'upgrade',
  'trailer',
]);

/** @param name in any case */
export function isFramingField(name: string): boolean {
  return FRAMING.has(name.toLowerCase());
}
