import type { BrokenParts } from '../broken.ts';
import type { ConfigDocument } from '../document.ts';
import { replaceValue } from '../edits.ts';
import type { Problem } from '../problem.ts';

/** Finds whole numbers that would be served as others: beyond 2^53 a number of JavaScript loses its last digits. */
export function checkNumbers(document: ConfigDocument, broken: BrokenParts): Problem[] {
  const problems: Problem[] = [];
  const path: (string | number)[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'number') {
      if (Math.abs(value) > Number.MAX_SAFE_INTEGER && !broken.covers(path)) check(value);
    } else if (typeof value === 'object' && value !== null) {
      const isList = Array.isArray(value);
      for (const [key, item] of Object.entries(value)) {
        path.push(isList ? Number(key) : key);
        walk(item);
        path.pop();
      }
    }
  };
  const check = (value: number): void => {
    const source = document.sourceOf(path) ?? '';
    if (!/^[-+]?\d+$/.test(source) || BigInt(source) === BigInt(Number.isFinite(value) ? value : 0)) return;
    const at = [...path];
    problems.push(
      document.problem('BW2008', 'this whole number loses digits: no more than 2^53 can be told apart', at, {
        label: Number.isFinite(value) ? `it would become ${BigInt(value)}` : undefined,
        edits: replaceValue(document, at, `"${source}"`, 'make it a text, with quotes'),
      }),
    );
  };
  walk(document.value);
  return problems;
}
