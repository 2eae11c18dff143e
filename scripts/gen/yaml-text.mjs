const PLAIN_KEY = /^[A-Za-z/][\w ,/{}*.-]*$/;
const PLAIN_TEXT = /^[A-Za-z/.][\w ,!*/.-]*$/;

/** A value as block YAML, for people to read. */
export function blockOf(value, indent = '') {
  return Object.entries(value)
    .map(([key, inner]) => {
      const isBlock =
        typeof inner === 'object' && inner !== null && !Array.isArray(inner) && Object.keys(inner).length > 0;
      const text = isBlock ? `\n${blockOf(inner, `${indent}  `)}` : ` ${flowOf(inner)}\n`;
      return `${indent}${keyOf(key)}:${text}`;
    })
    .join('');
}

/** A key as YAML. */
export function keyOf(key) {
  return PLAIN_KEY.test(key) ? key : JSON.stringify(key);
}

/** A value as YAML on one line. */
export function flowOf(value) {
  if (typeof value === 'string') return isPlain(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(flowOf).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(([key, inner]) => `${keyOf(key)}: ${flowOf(inner)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function isPlain(text) {
  return PLAIN_TEXT.test(text) && !text.includes(',') && !/^(?:true|false|null|~)$/i.test(text);
}
