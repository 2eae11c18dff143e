import type { ExtendedJSONSchema, FromExtendedSchema } from 'json-schema-to-ts';

/** What a schema says about a value beyond JSON Schema. */
export type Annotations = {
  /** Texts here and below may hold `${...}`, evaluated per request. */
  readonly 'x-template'?: true;
  /** The text is a bare expression. */
  readonly 'x-expression'?: true;
  /** A JSON Schema of the user's own: it is taken as it stands, nothing in it is expanded. */
  readonly 'x-json-schema'?: true;
  /** The text is a path that must exist, relative to the configuration; the file may have to hold certificates. */
  readonly 'x-file'?: true | 'certificates';
  /** The same for a folder. */
  readonly 'x-folder'?: true;
  /** Settings of a plugin: which keys there are, its own schema says. */
  readonly 'x-settings'?: true;
  /** Any text will do, such as a version: one that looks like a number is quoted. */
  readonly 'x-any-text'?: true;
  /** The least and the most that a duration or size may be, with its unit. */
  readonly 'x-minimum'?: string;
  readonly 'x-maximum'?: string;
};

/** The schema of a part of the file: JSON Schema (draft-07) with our annotations. */
export type ConfigSchema = ExtendedJSONSchema<Annotations>;

/** The type of the values a schema takes. */
export type FromConfigSchema<Schema extends ConfigSchema> = FromExtendedSchema<Annotations, Schema>;
