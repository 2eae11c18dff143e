/** What an endpoint is called and where it stands in the user's file. */
export interface EndpointInfo {
  /** The key in `endpoints:` as the user wrote it. */
  readonly key: string;
  /** Upper-case methods; empty means every method. */
  readonly methods: readonly string[];
  /** The path pattern, such as `/users/{id}`. */
  readonly path: string;
  /** The path as it stands in the file, when a variable makes a part of it: what may be shown. */
  readonly shownPath?: string;
  readonly mode: string;
  readonly file: string;
  readonly line: number;
}
