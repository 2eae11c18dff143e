/** Keys with a default may be missing from the text. */
export type Optional = { keepDefaultedPropertiesOptional: true };
