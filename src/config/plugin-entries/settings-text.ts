import type { Path } from '../../base/json-pointer.ts';
import type { ConfigDocument } from '../document.ts';
import { asGuess, removeKey } from '../edits.ts';
import { isMapping } from '../mapping.ts';
import type { Problem } from '../problem.ts';
import { HOST_KEYS } from '../schema/plugin.ts';
import type { ListedPlugin } from './entry.ts';

/** The settings of an entry, wherever in it they stand. */
export interface SettingsText {
  readonly value: Readonly<Record<string, unknown>>;
  /** The mapping that another one would be added to. */
  readonly home: Path;
  /** The place in the file of a value inside the settings. */
  readonly at: (inner: readonly string[]) => Path;
  readonly problems: readonly Problem[];
}

/** Settings stand flat in the entry or below `config:`, and mean the same: none of them stands in both. */
export function readSettings({ path, text }: ListedPlugin, document: ConfigDocument): SettingsText {
  const below = isMapping(text.config) ? text.config : {};
  const problems: Problem[] = [];
  const value = new Map<string, unknown>();
  for (const [key, one] of Object.entries(below)) {
    if (HOST_KEYS.has(key)) problems.push(misplaced(key, path, document));
    else value.set(key, one);
  }
  for (const [key, one] of Object.entries(text)) {
    if (HOST_KEYS.has(key)) continue;
    if (Object.hasOwn(below, key)) problems.push(twice(key, path, document));
    else value.set(key, one);
  }
  const isBelow = (key: string | undefined) => key !== undefined && Object.hasOwn(below, key);
  const hasFlat = Object.keys(text).some((key) => !HOST_KEYS.has(key));
  return {
    value: Object.fromEntries(value),
    home: text.config === undefined || hasFlat ? path : [...path, 'config'],
    at: (inner) => (isBelow(inner[0]) ? [...path, 'config', ...inner] : [...path, ...inner]),
    problems,
  };
}

function misplaced(key: string, path: Path, document: ConfigDocument): Problem {
  const at = [...path, 'config', key];
  return document.problem('BW3405', `\`${key}\` is no setting of a plugin`, at, {
    mark: 'key',
    hint: 'it belongs one level higher, beside `config:`',
  });
}

function twice(key: string, path: Path, document: ConfigDocument): Problem {
  const at = [...path, 'config', key];
  return document.problem('BW3409', `\`${key}\` stands flat and below \`config:\``, at, {
    mark: 'key',
    label: 'which one counts?',
    related: [{ message: 'here, too', span: document.placeOf([...path, key], 'key').span }],
    edits: asGuess(removeKey(document, at, 'remove the one below `config:`')),
  });
}
