import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readSarif } from '../../../test/support/sarif.ts';
import { readXml, type XmlElement } from '../../../test/support/xml.ts';
import { type Diagnostic, FILE_START, type Range } from '../../base/diagnostic.ts';
import { plain } from '../screen.ts';
import { reporters } from './index.ts';
import type { JsonReport } from './json.ts';
import type { Report, ReportOptions } from './reporter.ts';

type Name = (typeof reporters)[number]['name'];

const options: ReportOptions = {
  paint: plain,
  limit: Number.POSITIVE_INFINITY,
  quiet: false,
  strict: false,
  cwd: '/home/somebody/shop/api',
  root: '/home/somebody/shop',
  version: '1.2.3',
};

function range(line: number, column: number, endColumn: number): Range {
  return { start: { line, column }, end: { line, column: endColumn } };
}

const error: Diagnostic = {
  code: 'BW2003',
  severity: 'error',
  message: 'unknown mode `moc`',
  file: 'backworks.yaml',
  range: range(3, 11, 14),
  pointer: '/endpoints/GET ~1a/mode',
  label: 'expected one of: mock',
  related: [],
  suggestions: [{ text: 'did you mean `mock`?', range: range(3, 11, 14), replace: 'mock' }],
};

const warning: Diagnostic = {
  ...error,
  code: 'BW3005',
  severity: 'warning',
  message: 'unused',
  suggestions: [],
};

const noPlace: Diagnostic = {
  code: 'BW1004',
  severity: 'error',
  message: 'backworks.yaml cannot be read',
  file: 'backworks.yaml',
  range: FILE_START,
  pointer: '',
  hint: 'check that the file exists',
  related: [],
  suggestions: [],
};

/** What a terminal obeys, a CI system reads as a command, a reader of XML or of SARIF stumbles over. */
const HOSTILE =
  'a\u001B[2J\u009B2J\u202E\0\r\n::error::x %0A ]]> <b a="1"> & {0} [l](http://x.test) \uFFFE \uD800 👍';

const hostile: Diagnostic = {
  ...error,
  message: HOSTILE,
  file: `my dir/100%:a,b\n\u001B[2J"<&'.yaml`,
  pointer: `/endpoints/${HOSTILE}`,
  label: HOSTILE,
  hint: HOSTILE,
  related: [{ message: HOSTILE, file: `other\n${HOSTILE.replaceAll('/', '')}.yaml`, range: range(1, 1, 5) }],
  suggestions: [{ text: HOSTILE, range: range(1, 1, 5), replace: HOSTILE }],
};

const text = 'endpoints:\n  GET /a:\n    mode: moc\n';

function report(...diagnostics: Diagnostic[]): Report {
  const names = new Set(['backworks.yaml', ...diagnostics.map(({ file }) => file)]);
  const files = [...names].sort();
  const sources = new Map(files.map((file) => [file, `${text}${HOSTILE}\n`]));
  return { files, diagnostics, sources, endpoints: 1, duration: 12.4 };
}

const many = Array.from({ length: 1_000 }, (_, index): Diagnostic => {
  const severity = index % 3 === 0 ? 'warning' : 'error';
  return { ...error, severity, range: range(index + 1, 3, 6), pointer: `/endpoints/${index}` };
});

const multiLine: Range = { start: { line: 1, column: 1 }, end: { line: 3, column: 14 } };

const cases: Readonly<Record<string, Report>> = {
  'an empty report': report(),
  'no file at all': { ...report(), files: [] },
  'one error': report(error),
  'a warning only': report(warning),
  'hostile text': report(hostile),
  '1,000 diagnostics': report(...many),
  'several files': report(
    error,
    { ...error, file: '../shared/base.yaml' },
    { ...warning, file: 'parts/users.yaml' },
  ),
  'a diagnostic without a place': report(noPlace),
  'a diagnostic of several lines': report({ ...error, range: multiLine }),
  'standard input': { ...report({ ...error, file: '-' }), files: ['-'] },
  'a file whose text is not known': { ...report(error), sources: new Map() },
};

/** Reads a report as its readers do: strictly. @returns the codes it tells of, in its order. */
const readers: Readonly<Record<Name, (rendered: string) => string[]>> = {
  pretty: (rendered) =>
    [...rendered.matchAll(/^(?:error|warning)\[(BW\d{4})\]: /gm)].map(([, code = '']) => code),
  concise: (rendered) =>
    linesOf(rendered).map(
      (line) => /^.+:\d+:\d+: (?:error|warning) (BW\d{4}) /.exec(line)?.[1] ?? `no ${line}`,
    ),
  json: (rendered) => {
    const parsed: JsonReport = JSON.parse(rendered);
    expect(Object.keys(parsed)).toEqual(['version', 'ok', 'summary', 'diagnostics', 'nextSteps']);
    return parsed.diagnostics.map(({ code }) => code);
  },
  github: (rendered) =>
    linesOf(rendered).flatMap((line) => {
      const [, command, properties = ''] = /^::(error|warning|notice) ((?:\w+=[^,:]*,?)+)::/.exec(line) ?? [];
      expect(command, line).toBeDefined();
      return command === 'notice' ? [] : [/(?:^|,)title=(BW\d{4})$/.exec(properties)?.[1] ?? properties];
    }),
  sarif: (rendered) => readSarif(rendered).runs[0].results.map(({ ruleId }) => ruleId),
  junit: (rendered) => {
    const suites = readXml(rendered);
    for (const suite of [suites, ...suites.children]) expect(countsOf(suite)).toEqual(suite.attributes);
    return casesOf(suites).flatMap(({ attributes }) => attributes.name?.match(/^BW\d{4}(?=: )/)?.[0] ?? []);
  },
};

function linesOf(rendered: string): string[] {
  return rendered.split('\n').slice(0, -1);
}

/** The cases of a suite, or of all suites. */
function casesOf({ children }: XmlElement): XmlElement[] {
  return children.flatMap((one) => (one.name === 'testcase' ? [one] : casesOf(one)));
}

/** The attributes of a suite, with the counts as they should be. */
function countsOf(suite: XmlElement): Readonly<Record<string, string>> {
  const all = casesOf(suite);
  const failed = all.filter(({ children }) => children.some(({ name }) => name === 'failure'));
  return { ...suite.attributes, tests: String(all.length), failures: String(failed.length), errors: '0' };
}

/** GitHub takes ten of each kind, errors first. */
function expectedOf(name: Name, { diagnostics }: Report): string[] {
  const codes = (severity: string) =>
    diagnostics.filter((one) => one.severity === severity).map(({ code }) => code);
  if (name !== 'github') return diagnostics.map(({ code }) => code);
  return [...codes('error').slice(0, 10), ...codes('warning').slice(0, 10)];
}

/** What a terminal obeys; a line break is ours. */
const OBEYED = /[^\P{Cc}\n]|[\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/u;

/** C0 but for line breaks: raw, they are wrong in any format. */
const CONTROL = /(?![\n\u007F-\u009F])\p{Cc}/u;

describe('the list of reporters', () => {
  it('has every file that can render', () => {
    const folder = fileURLToPath(new URL('.', import.meta.url));
    const names = readdirSync(folder)
      .filter((file) => !file.endsWith('.test.ts'))
      .filter((file) => /^export function render\(/m.test(readFileSync(folder + file, 'utf8')))
      .map((file) => file.replace('.ts', ''));
    expect(names).toEqual(reporters.map(({ name }) => name).sort());
  });
});

describe.each(reporters)('the reporter $name', ({ name, stream, load }) => {
  it.each(Object.entries(cases))('tells every finding of %s, in its own form', async (_, given) => {
    const { render } = await load();
    expect(readers[name](render(given, options))).toEqual(expectedOf(name, given));
  });

  it.each(Object.entries(cases))('ends %s with a line break, and says the same twice', async (_, given) => {
    const { render } = await load();
    const rendered = render(given, options);
    expect(rendered === '' || rendered.endsWith('\n')).toBe(true);
    expect(render(given, options)).toBe(rendered);
  });

  it('takes every option', async () => {
    const { render } = await load();
    for (const given of Object.values(cases)) {
      const rendered = render(given, { ...options, quiet: true, strict: true, limit: 20 });
      expect(readers[name](rendered).length).toBeLessThanOrEqual(given.diagnostics.length);
    }
  });

  it('names no folder of this machine', async () => {
    const { render } = await load();
    for (const given of Object.values(cases)) expect(render(given, options)).not.toContain('/home/somebody');
  });

  it('lets no text of others steer a terminal', async () => {
    const { render } = await load();
    const rendered = render(report(hostile), options);
    const shown = stream === 'err' || name === 'github';
    if (shown) expect(rendered).not.toMatch(OBEYED);
    else expect(rendered).not.toMatch(CONTROL);
  });
});
