import { unifiedDiff } from './diff.ts';
import type { Fix, LeftReason } from './fix-sources.ts';
import { changedText, type FixEnd, type FixOutcome, mendedInput } from './outcome.ts';

/** What a run of `--fix` did, as a part of a JSON result. Lines and columns count from 1. */
export interface JsonFixes {
  readonly end: FixEnd;
  /** Places are those of the files before. */
  readonly fixed: readonly Fix[];
  /** Mistakes with a suggestion that are still there. */
  readonly left: readonly JsonLeft[];
  readonly written: readonly string[];
  /** Unified, for `patch -p0`; empty when nothing changes. */
  readonly diff: string;
  /** Standard input as it was mended. */
  readonly output?: string;
}

export interface JsonLeft extends Omit<Fix, 'text'> {
  readonly why: LeftReason;
  readonly detail?: string;
}

export function jsonFixes({ end, fixes, written }: FixOutcome): JsonFixes {
  const output = mendedInput(fixes.texts);
  return {
    end,
    fixed: fixes.fixed,
    left: fixes.left.map(({ diagnostic: { code, message, file, range }, why, detail }) => ({
      code,
      message,
      file,
      range,
      why,
      ...(detail === undefined ? {} : { detail }),
    })),
    written,
    diff: unifiedDiff(fixes.texts.map(changedText)),
    ...(output === undefined ? {} : { output }),
  };
}
