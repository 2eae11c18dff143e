// Made by `npm run gen`. Do not edit.

/** One mistake, as ajv reports it (https://ajv.js.org/api.html#error-objects). */
export interface ShapeError {
  readonly keyword: string;
  /** JSON pointer of the value. */
  readonly instancePath: string;
  /** Pointer of the keyword in the schema. */
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The key a `propertyNames` rule refused. */
  readonly propertyName?: string;
}

export declare const validateFile: {
  (value: unknown): boolean;
  errors: readonly ShapeError[] | null;
};
