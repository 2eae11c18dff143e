/** Entity tags (RFC 9110, section 8.8.3): `"opaque"`, or `W/"opaque"` for a weak one. */

/** All tags of a list; commas may stand inside of a tag. */
const TAGS = /(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g;

/** `strong`: both are strong and equal, so that the bytes are. `weak`: equal but for `W/`. */
export type TagComparison = 'strong' | 'weak';

/**
 * Whether a list of tags, as in If-Match and If-None-Match, names this one. `*` names every tag.
 * What is no tag in the list names nothing.
 */
export function namesTag(list: string, tag: string, comparison: TagComparison): boolean {
  if (list === tag) return comparison === 'weak' || !isWeak(tag);
  if (list.trim() === '*') return true;
  return (list.match(TAGS) ?? []).some((one) => isSameTag(one, tag, comparison));
}

export function isSameTag(a: string, b: string, comparison: TagComparison): boolean {
  if (comparison === 'strong') return a === b && !isWeak(a);
  return opaqueOf(a) === opaqueOf(b);
}

function isWeak(tag: string): boolean {
  return tag.startsWith('W/');
}

function opaqueOf(tag: string): string {
  return isWeak(tag) ? tag.slice(2) : tag;
}
