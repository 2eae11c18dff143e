import { printable } from '../../base/printable.ts';

/** `ok backworks.yaml: 6 endpoints (41 ms)` */
export function successLine(file: string, endpoints: number, milliseconds: number): string {
  return `ok ${printable(file)}: ${endpoints} endpoint${endpoints === 1 ? '' : 's'} (${Math.round(milliseconds)} ms)\n`;
}
