/** A media type (RFC 9110, section 8.3.1) as a Content-Type field has it. */
export interface MediaType {
  /** Type and subtype in lower case, such as `application/json`. */
  readonly essence: string;
  /** By their names in lower case; of a repeated one the first counts. */
  readonly parameters: ReadonlyMap<string, string>;
}

const PARAMETER = /;[ \t]*([!#$%&'*+.^_`|~\w-]+)=("(?:[^"\\]|\\.)*"|[^;"]*)/g;

/** Reads a Content-Type field; what is malformed in its parameters is left out. */
export function readMediaType(field: string): MediaType {
  const end = field.indexOf(';');
  const essence = (end === -1 ? field : field.slice(0, end)).trim().toLowerCase();
  const parameters = new Map<string, string>();
  for (const [, name = '', value = ''] of end === -1 ? [] : field.slice(end).matchAll(PARAMETER)) {
    const key = name.toLowerCase();
    if (!parameters.has(key)) parameters.set(key, unquote(value.trim()));
  }
  return { essence, parameters };
}

function unquote(value: string): string {
  return value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;
}

export function isJsonType(essence: string): boolean {
  return essence === 'application/json' || essence.endsWith('+json');
}

export function isTextType(essence: string): boolean {
  return essence.startsWith('text/') || essence === 'application/xml' || essence.endsWith('+xml');
}
