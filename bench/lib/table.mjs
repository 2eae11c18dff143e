/** Results as Markdown tables, ready for bench/README.md. */
import { medianTimesCheaper, timesCheaper } from './compare.mjs';

/**
 * @template Row
 * @param {Row[]} rows
 * @param {Record<string, (row: Row) => string | number>} columns heading to cell
 * @returns {string}
 */
export function table(rows, columns) {
  const headings = Object.keys(columns);
  const cells = rows.map((row) => headings.map((heading) => String(columns[heading](row))));
  const widths = headings.map((heading, i) =>
    Math.max(heading.length, ...cells.map((line) => line[i].length)),
  );
  const line = (values) => `| ${values.map((value, i) => value.padEnd(widths[i])).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [line(headings), rule, ...cells.map(line)].join('\n');
}

/** @param {import('./compare.mjs').Measured[]} rows the first one is the reference */
export function loadTable(rows) {
  const [reference] = rows;
  return table(rows, {
    server: (row) => row.name,
    'CPU µs/request, quietest': (row) => row.quietest.toFixed(1),
    median: (row) => row.cpu.toFixed(1),
    'times cheaper, quietest': (row) => timesCheaper(reference, row).toFixed(2),
    'median of rounds': (row) => medianTimesCheaper(reference, row).toFixed(2),
    'requests/s': (row) => Math.round(row.rate),
    'p50 ms': (row) => row.p50.toFixed(2),
    'p99 ms': (row) => row.p99.toFixed(2),
    'RSS MiB': (row) => Math.round(row.memory / 2 ** 20),
    errors: (row) => row.errors,
  });
}

/** @param {import('./goal.mjs').Goal[]} goals */
export function goalTable(goals) {
  return table(goals, {
    figure: (row) => row.name,
    goal: (row) => row.goal,
    measured: (row) => row.measured,
    'holds?': (row) => row.holds,
  });
}
