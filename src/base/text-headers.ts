import type { IncomingHttpHeaders } from 'node:http';

/** The headers as text; several values of one name are joined as RFC 9110, section 5.3, allows. */
export function textHeaders(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  let text: Record<string, string> | undefined;
  for (const name in headers) {
    const value = headers[name];
    if (typeof value === 'string') continue;
    text ??= { ...(headers as Record<string, string>) };
    if (value === undefined) delete text[name];
    else text[name] = value.join(', ');
  }
  return text ?? (headers as Record<string, string>);
}
