/** UTF-16 units of an expression's text. */
export const MAX_TEXT = 4096;

/** Nodes of an expression's syntax tree. */
export const MAX_NODES = 500;

/** Macros such as `map` inside each other. */
export const MAX_NESTING = 2;

/**
 * Steps of one evaluation. Every operator, call and round of a macro is one step, and looking through
 * text, lists and maps costs more steps the longer they are.
 */
export const MAX_STEPS = 10_000;

/** UTF-16 units and elements that one evaluation may make, its result included. */
export const MAX_GROWTH = 1024 * 1024;

/** An expression that reads the body may make so many times its length more, for copies and JSON of it. */
export const GROWTH_PER_BODY = 4;
