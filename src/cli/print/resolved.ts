import { toPointer } from '../../base/json-pointer.ts';
import { printable } from '../../base/printable.ts';
import { writeFlow, writeScalar } from '../../base/yaml-text.ts';
import type { ExplainedValue, Origin } from '../../contracts/provenance.ts';

/** Comments begin in this column, or behind the value. */
const COMMENT_COLUMN = 40;

/** The resolved configuration as YAML, each value with a comment that says where it comes from. */
export function resolvedYaml(value: ExplainedValue): string {
  return linesOf(value, 0).join('\n').concat('\n');
}

/** One value for programs. */
export interface ResolvedJsonValue {
  readonly pointer: string;
  readonly value: unknown;
  readonly origin: Origin;
}

/** Every value with its JSON pointer, in the order of the file. */
export function resolvedValues(value: ExplainedValue, path: readonly string[] = []): ResolvedJsonValue[] {
  if (value.kind === 'value') {
    return [{ pointer: toPointer(path), value: value.value, origin: value.origin }];
  }
  return value.entries.flatMap((entry) => resolvedValues(entry.value, [...path, entry.key]));
}

function linesOf(value: ExplainedValue, depth: number): string[] {
  const indent = '  '.repeat(depth);
  if (value.kind === 'value') return [withComment(indent + writeFlow(value.value), value.origin)];
  return value.entries.flatMap(({ key, value: one }) => {
    const lead = `${indent}${writeScalar(key)}:`;
    if (one.kind === 'value') return [withComment(`${lead} ${writeFlow(one.value)}`, one.origin)];
    return one.entries.length === 0 ? [`${lead} {}`] : [lead, ...linesOf(one, depth + 1)];
  });
}

function withComment(line: string, origin: Origin): string {
  return `${line.padEnd(COMMENT_COLUMN)} # ${printable(describe(origin))}`;
}

/** `backworks.yaml:3; PORT from .env:2` */
function describe(origin: Origin): string {
  if (origin.kind === 'default') return 'default';
  const variables = origin.variables.map(({ name, file, line }) => {
    return `${name} from ${file === undefined ? 'the environment' : `${file}:${line}`}`;
  });
  return [`${origin.file}:${origin.line}`, ...variables].join('; ');
}
