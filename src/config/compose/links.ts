import type { Path } from '../../base/json-pointer.ts';
import type { ConfigDocument } from '../document.ts';
import { isMapping } from '../mapping.ts';
import type { Problem } from '../problem.ts';

/** The two ways in which a file names others: what it builds on, and parts of it. */
export const LINK_KEYS = ['extends', 'include'] as const;

export type LinkKind = (typeof LINK_KEYS)[number];

/** One name in `extends` or `include`. */
export interface Link {
  readonly kind: LinkKind;
  readonly text: string;
  readonly path: Path;
}

export interface LinksReport {
  /** In the order of their strength: the weakest first. */
  readonly links: readonly Link[];
  readonly problems: readonly Problem[];
}

/** Reads `extends` and `include` of one file. */
export function linksOf(document: ConfigDocument): LinksReport {
  const links: Link[] = [];
  const problems: Problem[] = [];
  for (const kind of LINK_KEYS) {
    const value = isMapping(document.value) ? document.value[kind] : undefined;
    if (value === undefined) continue;
    const isList = Array.isArray(value);
    const items: readonly unknown[] = isList ? value : [value];
    for (const [index, text] of items.entries()) {
      const path = isList ? [kind, index] : [kind];
      if (typeof text === 'string' && text.trim() !== '') links.push({ kind, text, path });
      else problems.push(notAPath(kind, path, document));
    }
  }
  return { links, problems };
}

function notAPath(kind: LinkKind, path: Path, document: ConfigDocument): Problem {
  const sample = kind === 'extends' ? 'extends: ./base.yaml' : 'include: ["./api/*.yaml"]';
  return document.problem('BW2004', `\`${kind}\` takes a path or a list of paths`, path, {
    hint: `such as \`${sample}\``,
  });
}
