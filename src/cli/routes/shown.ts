import { printable } from '../../base/printable.ts';
import type { LoadReport } from '../../contracts/app.ts';
import type { ResolvedEndpoint } from '../../contracts/config.ts';
import { displayWidth } from '../report/width.ts';

/** The methods of an endpoint in one word. */
export function methodsOf({ methods }: ResolvedEndpoint): string {
  return methods.length === 0 ? 'any' : methods.join(',');
}

/** The path; where a variable makes a part of it, as the file has it. */
export function pathOf({ path, shownPath = path }: Pick<ResolvedEndpoint, 'path' | 'shownPath'>): string {
  return shownPath;
}

/** `GET /users/{id}`, or the path alone when it takes every method. */
export function nameOf(endpoint: ResolvedEndpoint): string {
  const { methods } = endpoint;
  return methods.length === 0 ? pathOf(endpoint) : `${methods.join(',')} ${pathOf(endpoint)}`;
}

/** `backworks.yaml:12:3`, where editors open the endpoint's key. */
export function placeOf({ pointer }: ResolvedEndpoint, { locate }: LoadReport): string {
  const { file, range } = locate(pointer, 'key');
  return `${file}:${range.start.line}:${range.start.column}`;
}

/** Rows of text with aligned columns; what stands in them comes from users' files. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const shown = rows.map((row) => row.map(printable));
  const widths = (shown[0] ?? []).map((_, column) =>
    Math.max(...shown.map((row) => displayWidth(row[column] ?? ''))),
  );
  const padded = (cell: string, column: number) =>
    cell + ' '.repeat((widths[column] ?? 0) - displayWidth(cell));
  return shown.map((row) => row.map(padded).join('  ').trimEnd());
}
