import type { Path } from '../base/json-pointer.ts';
import type { ConfigDocument } from './document.ts';

/** What a value is called in messages: its key, or its place in a list. */
export function placeName(path: Path, document: ConfigDocument): string {
  const last = path.at(-1);
  if (last === undefined) return 'the file';
  const around = path.slice(0, -1);
  const isItem = Array.isArray(document.valueAt(around));
  return isItem ? `item ${Number(last) + 1} of ${placeName(around, document)}` : `\`${last}\``;
}
