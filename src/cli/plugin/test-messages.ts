/** What a process with tests tells the one that started it. Durations in ms. */
export type TestMessage =
  | {
      readonly type: 'test';
      /** With those around it: `orders > are counted`. */
      readonly name: string;
      readonly ok: boolean;
      readonly skipped: boolean;
      /** Where it stands in its file; 0 when that is not known. */
      readonly line: number;
      readonly column: number;
      readonly duration: number;
      readonly message?: string;
      readonly stack?: string;
    }
  /** The file could not be loaded. */
  | { readonly type: 'broken'; readonly message: string; readonly stack: string };
