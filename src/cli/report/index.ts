import type { ReporterDescriptor } from './reporter.ts';

/** Every format of a report, in the order of help. The first one is used unless another is named. */
export const reporters = [
  {
    name: 'pretty',
    summary: 'for people: the line, the mark under it, the fix',
    stream: 'err',
    load: () => import('./pretty.ts'),
  },
  {
    name: 'concise',
    summary: 'one line per finding, for grep and problem matchers',
    stream: 'err',
    load: () => import('./concise.ts'),
  },
  {
    name: 'json',
    summary: 'one document with places and edits, for programs',
    stream: 'out',
    load: () => import('./json.ts'),
  },
  {
    name: 'github',
    summary: 'annotations of a GitHub Actions step',
    stream: 'out',
    load: () => import('./github.ts'),
  },
  {
    name: 'sarif',
    summary: 'SARIF 2.1.0, for code scanning',
    stream: 'out',
    load: () => import('./sarif.ts'),
  },
  {
    name: 'junit',
    summary: 'JUnit XML, for test reports of CI systems',
    stream: 'out',
    load: () => import('./junit.ts'),
  },
] as const satisfies readonly ReporterDescriptor[];
