import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'examples/**/example.test.ts'],
    globalSetup: ['test/build.ts'],
    testTimeout: 30_000,
    // Switched on for whole runs by scripts/bootstrap.mjs: a part of the tests covers a part of the code.
    coverage: {
      include: ['src/host/**/*.ts', 'src/process/**/*.ts'],
      // An entry is run by the processes that tests start, where nobody counts.
      exclude: ['**/*.test.ts', 'src/host/remote/child-main.ts'],
      reporter: ['text-summary'],
      thresholds: { lines: 90, branches: 90 },
    },
  },
});
