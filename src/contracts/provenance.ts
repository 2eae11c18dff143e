/** A variable in a value: its name, and the file and line that set it; without one, the process did. */
export interface UsedVariable {
  readonly name: string;
  readonly file?: string;
  readonly line?: number;
}

/** Where a value comes from. Lines and columns count from 1. */
export type Origin =
  | { readonly kind: 'default' }
  | {
      readonly kind: 'file';
      readonly file: string;
      readonly line: number;
      readonly column: number;
      readonly variables: readonly UsedVariable[];
    };

/** A part of the resolved configuration; what variables hold is masked. */
export type ExplainedValue =
  | { readonly kind: 'mapping'; readonly entries: readonly ExplainedEntry[] }
  | { readonly kind: 'value'; readonly value: unknown; readonly origin: Origin };

export interface ExplainedEntry {
  readonly key: string;
  readonly value: ExplainedValue;
}
