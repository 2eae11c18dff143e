import { beforeAll, describe, expect, it } from 'vitest';
import { render as renderJunit } from '../../src/cli/report/junit.ts';
import type { Report, ReportOptions } from '../../src/cli/report/reporter.ts';
import { render as renderSarif } from '../../src/cli/report/sarif.ts';
import { plain } from '../../src/cli/screen.ts';
import { loadConfig } from '../../src/config/load.ts';
import { modes } from '../../src/modes/index.ts';
import { brokenFiles } from '../config/broken-files.ts';
import { readSarif } from '../support/sarif.ts';
import { readXml } from '../support/xml.ts';
import { root } from './program.ts';

const options: ReportOptions = {
  paint: plain,
  limit: 20,
  quiet: false,
  strict: true,
  cwd: root,
  root,
  version: '1.0.0',
};

/** One report over the whole corpus, each text as a file of its own. */
async function reportOfAll(): Promise<Report> {
  const reports = await Promise.all(
    brokenFiles.map(({ text }, index) => {
      const source = { kind: 'text', text, folder: root, name: `broken/${index}.yaml` } as const;
      return loadConfig({ source, modes, environment: {}, cwd: root });
    }),
  );
  return {
    files: brokenFiles.map((_, index) => `broken/${index}.yaml`),
    diagnostics: reports.flatMap(({ diagnostics }) => diagnostics),
    sources: new Map(reports.flatMap(({ sources }) => [...sources])),
    endpoints: 0,
    duration: 0,
  };
}

describe('a report of every mistake we know', () => {
  let report: Report;

  beforeAll(async () => {
    report = await reportOfAll();
    expect(report.diagnostics.length).toBeGreaterThan(150);
  });

  it('is SARIF, and tells each mistake of a file from the others', () => {
    const { results } = readSarif(renderSarif(report, options)).runs[0];
    expect(results.map(({ ruleId }) => ruleId)).toEqual(report.diagnostics.map(({ code }) => code));
    const identities = results.map(({ ruleId, locations: [{ physicalLocation }], partialFingerprints }) =>
      JSON.stringify([ruleId, physicalLocation.artifactLocation.uri, partialFingerprints]),
    );
    expect(new Set(identities).size).toBe(results.length);
  });

  it('is JUnit with names by which cases can be told apart', () => {
    const suites = readXml(renderJunit(report, options)).children;
    expect(suites.length).toBe(brokenFiles.length);
    const doubled = suites.flatMap(({ children }) => {
      const names = children.map(({ attributes }) => attributes.name);
      return names.filter((name, index) => names.indexOf(name) !== index);
    });
    expect(doubled).toEqual([]);
  });
});
