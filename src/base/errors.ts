/** One row of the table: what the code means, for people and for machines. */
export interface ErrorEntry {
  /** A short name in the words of the field. */
  readonly title: string;
  /** What to do about it, in general; a diagnostic adds the particular fix. */
  readonly hint: string;
  /** HTTP status of the answer when this ends a request. */
  readonly status?: number;
  /** Exit code of the process when this ends a command. */
  readonly exit?: number;
}

/**
 * The one table of codes. A code is never reused for something else.
 *
 * | range  | about                                        |
 * |--------|----------------------------------------------|
 * | BW1xxx | reading the file, YAML syntax                |
 * | BW2xxx | the shape of the file: keys, types, ranges   |
 * | BW3xxx | its meaning: routes, modes, files            |
 * | BW4xxx | expressions and templates                    |
 * | BW5xxx | environment variables                        |
 * | BW6xxx | answers to HTTP requests                     |
 * | BW7xxx | the machine: ports, permissions, watchers    |
 * | BW8xxx | use of the command line                      |
 * | BW9xxx | our own mistakes                             |
 */
export const errors = {
  BW9001: {
    title: 'internal error',
    hint: 'This is a bug in backworks: please report it.',
    status: 500,
    exit: 70,
  },
} as const satisfies Record<`BW${number}`, ErrorEntry>;

export type ErrorCode = keyof typeof errors;

/** An error with a code from the table; `cause` is kept. */
export class BackworksError extends Error {
  override readonly name = 'BackworksError';
  readonly code: ErrorCode;
  /** The particular fix, when it is known where the error is made. */
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; hint?: string } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.hint = options.hint;
  }

  get entry(): ErrorEntry {
    return errors[this.code];
  }
}
