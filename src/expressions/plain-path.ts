import { NAMES, TEXT_MAPS } from './names.ts';

/** An expression that is a name and members of it, such as `body.user.name`. */
export interface PlainPath {
  readonly name: string;
  readonly keys: readonly string[];
}

const PATH = /^[a-z]+(?:\.[A-Za-z_]\w*)*$/;

/** Words of CEL that cannot be members (cel-spec, section "Syntax"); to be safe, also those reserved for later. */
const RESERVED =
  /^(?:as|break|const|continue|else|false|for|function|if|import|in|let|loop|namespace|null|package|return|true|var|void|while)$/;

/**
 * Recognises the expressions that nearly all are, when nothing can be wrong with them but what they read, so
 * that a file with no others is checked without loading CEL. Undefined when that is not certain.
 */
export function plainPathOf(text: string): PlainPath | undefined {
  if (text.length > 200 || !PATH.test(text)) return undefined;
  const [first = '', ...keys] = text.split('.');
  const name = NAMES.find((one) => one.name === first);
  if (name === undefined || keys.some((key) => RESERVED.test(key))) return undefined;
  const [key] = keys;
  if (key === undefined) return { name: first, keys };
  const isText = name.type === 'string';
  const isDeepText = TEXT_MAPS.includes(first) && keys.length > 1;
  const isUnknown = name.members !== undefined && (keys.length > 1 || !name.members.includes(key));
  const isNoHeader = first === 'headers' && key !== key.toLowerCase();
  return isText || isDeepText || isUnknown || isNoHeader ? undefined : { name: first, keys };
}
