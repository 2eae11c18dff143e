/** The versions of JSON Schema that are understood. */
export type Draft = 'draft-07' | '2020-12';

/** A JSON Schema that was checked, with the files it refers to. */
export interface SchemaBundle {
  readonly draft: Draft;
  /** References to other files are their `file:` URLs, with a fragment. */
  readonly schema: object;
  /** The files by their `file:` URLs. */
  readonly documents: Readonly<Record<string, object>>;
}
