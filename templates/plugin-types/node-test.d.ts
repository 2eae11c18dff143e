/** What tests of plugins use of `node:test` (https://nodejs.org/api/test.html), for projects without @types/node. */

export interface TestOptions {
  readonly only?: boolean;
  readonly skip?: boolean | string;
  readonly todo?: boolean | string;
  /** Milliseconds. */
  readonly timeout?: number;
}

export interface TestContext {
  readonly name: string;
  readonly signal: AbortSignal;
  after(run: () => unknown): void;
  test: Test;
}

export interface Test {
  (name: string, run: (context: TestContext) => unknown): Promise<void>;
  (name: string, options: TestOptions, run: (context: TestContext) => unknown): Promise<void>;
  only(name: string, run: (context: TestContext) => unknown): Promise<void>;
  skip(name: string, run?: (context: TestContext) => unknown): Promise<void>;
  todo(name: string, run?: (context: TestContext) => unknown): Promise<void>;
}

declare const test: Test;
export default test;
export { test, test as it };
export declare const describe: Test;
export { describe as suite };
export declare function before(run: () => unknown): void;
export declare function after(run: () => unknown): void;
export declare function beforeEach(run: () => unknown): void;
export declare function afterEach(run: () => unknown): void;
