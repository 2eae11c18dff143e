/** Writes a value in flow style, on one line. */
export function writeFlow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writeFlow).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, one]) => `${writeScalar(key)}: ${writeFlow(one)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  return typeof value === 'string' ? writeScalar(value) : String(value);
}

/** Writes a text so that YAML reads it back as this text, wherever it stands. */
export function writeScalar(value: string): string {
  return isPlainScalar(value, true) ? value : quoteScalar(value);
}

/** Writes a text in quotes. */
export function quoteScalar(value: string): string {
  const hasControls = [...value].some((character) => character < ' ');
  if (hasControls || !/["\\]/.test(value)) return JSON.stringify(value);
  return `'${value.replaceAll("'", "''")}'`;
}

/** True for texts that are the same without quotes; cautious, since quotes never hurt. */
export function isPlainScalar(value: string, inFlow: boolean): boolean {
  return (
    /^[A-Za-z_./$][^\n\r\t]*$/.test(value) &&
    !/: |:$| #|\s$/.test(value) &&
    !(inFlow && /[,[\]{}"'`]/.test(value)) &&
    !/^(?:true|false|null|\.(?:nan|inf)|\.\d.*)$/i.test(value)
  );
}
