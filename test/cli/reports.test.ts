import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonReport } from '../../src/cli/report/json.ts';
import { readSarif } from '../support/sarif.ts';
import { readXml } from '../support/xml.ts';
import { project, run } from './program.ts';

const good = 'name: x\nendpoints:\n  GET /a:\n    mock: { body: 1 }\n';

const broken = 'nam: x\nendpoints:\n  GET /a:\n    mode: moc\n    mock: { boddy: 1 }\n';

/** So many keys that nobody knows. */
const keys = (count: number) => Array.from({ length: count }, (_, index) => `foo${index}: 1\n`).join('');

/** A second configuration in the folder is a warning. */
const warned = { 'backworks.yaml': good, 'backworks.yml': good };

const read = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8');

describe('a format', () => {
  it.each(['json', 'github', 'sarif', 'junit'])(
    'for programs, such as %s, is all of stdout',
    async (format) => {
      const cwd = project({ 'backworks.yaml': broken });
      const { code, stdout, stderr } = await run(['validate', '--format', format], { cwd });
      expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
      expect(stdout).toContain('BW2001');
    },
  );

  it.each(['pretty', 'concise'])('for people, such as %s, goes to stderr', async (format) => {
    const cwd = project({ 'backworks.yaml': broken });
    const { code, stdout, stderr } = await run(['validate', '--format', format], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('BW2001');
  });

  it('that does not exist is a mistake on the command line', async () => {
    const { code, stdout, stderr } = await run(['validate', '--format', 'yaml'], { cwd: project({}) });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('pretty, concise, json, github, sarif, junit');
  });
});

describe('SARIF', () => {
  const sarif = async (cwd: string, ...words: string[]) => {
    const { stdout } = await run(['validate', '--format', 'sarif', ...words], { cwd });
    return readSarif(stdout).runs[0];
  };

  it('has the table of codes as rules, places in UTF-16 units and edits as fixes', async () => {
    const text = 'endpoints:\n  GET /👍: { mode: moc, mock: { body: 1 } }\n';
    const { tool, results } = await sarif(project({ 'backworks.yaml': text }));
    expect(tool.driver.rules).toMatchObject([{ id: 'BW2003', shortDescription: { text: 'unknown value' } }]);
    const artifactLocation = { uri: 'backworks.yaml', uriBaseId: 'SRCROOT' };
    const region = { startLine: 2, startColumn: 20, endLine: 2, endColumn: 23 };
    expect(results).toMatchObject([
      {
        ruleId: 'BW2003',
        level: 'error',
        locations: [{ physicalLocation: { artifactLocation, region } }],
        fixes: [
          {
            artifactChanges: [
              {
                artifactLocation,
                replacements: [{ deletedRegion: region, insertedContent: { text: 'mock' } }],
              },
            ],
          },
        ],
      },
    ]);
  });

  it('knows a mistake again when lines were added above it', async () => {
    const folder = project({ 'a/backworks.yaml': broken, 'b/backworks.yaml': `# one\n\n# two\n${broken}` });
    const before = await sarif(join(folder, 'a'));
    const after = await sarif(join(folder, 'b'));
    const fingerprints = ({ results }: typeof before) => results.map((one) => one.partialFingerprints);
    expect(fingerprints(after)).toEqual(fingerprints(before));
    expect(new Set(fingerprints(before).map((one) => JSON.stringify(one))).size).toBe(3);
  });

  it('of a good file has no results', async () => {
    expect((await sarif(project({ 'backworks.yaml': good }))).results).toEqual([]);
  });

  it('of no file at all says so', async () => {
    expect((await sarif(project({}))).results.map(({ ruleId }) => ruleId)).toEqual(['BW1001']);
  });
});

describe('annotations for GitHub', () => {
  it('end with a notice of what GitHub would drop', async () => {
    const cwd = project({ 'backworks.yaml': good + keys(13) });
    const { stdout } = await run(['validate', '--format', 'github'], { cwd });
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual([...Array(10).fill('::error'), '::notice']);
    expect(lines.at(-1)).toBe(
      '::notice title=backworks::and 3 errors more: GitHub shows 10 of each per step; backworks validate -v shows all',
    );
  });

  it('come by themselves in a step, beside the whole report for people', async () => {
    const cwd = project({ 'backworks.yaml': good + keys(30) });
    const { stdout, stderr } = await run(['validate'], { cwd, environment: { GITHUB_ACTIONS: 'true' } });
    expect(stdout.match(/^::error /gm)?.length).toBe(10);
    expect(stderr.match(/^error\[BW2001\]/gm)?.length).toBe(30);
  });

  it.each([['--format', 'concise'], ['--json']])(
    'do not come when %s asks for something else',
    async (...words) => {
      const cwd = project({ 'backworks.yaml': broken });
      const environment = { GITHUB_ACTIONS: 'true' };
      const { stdout } = await run(['validate', ...words], { cwd, environment });
      expect(stdout).not.toContain('::error');
    },
  );

  it('start their paths from the root of the repository', async () => {
    const folder = project({ 'apis/shop/backworks.yaml': broken, 'other/backworks.yaml': good });
    symlinkSync(folder, join(folder, 'other', 'checkout'));
    const cwd = join(folder, 'apis', 'shop');
    const pathIn = async (GITHUB_WORKSPACE: string) => {
      const environment = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE };
      return /file=([^,]*)/.exec((await run(['validate'], { cwd, environment })).stdout)?.[1];
    };
    expect(await pathIn(folder)).toBe('apis/shop/backworks.yaml');
    expect(await pathIn(join(folder, 'other', 'checkout'))).toBe('apis/shop/backworks.yaml');
    expect(await pathIn(join(folder, 'other'))).toBe('backworks.yaml');
    expect(await pathIn(join(folder, 'gone'))).toBe('backworks.yaml');
  });
});

describe('JUnit', () => {
  it('has a suite per file and a case per mistake, or one that is fine', async () => {
    const cwd = project({ 'a.yaml': broken, 'b.yaml': good });
    const { stdout } = await run(['validate', 'a.yaml', 'b.yaml', '--format', 'junit'], { cwd });
    const suites = readXml(stdout);
    expect(suites.attributes).toMatchObject({ tests: '4', failures: '3', errors: '0' });
    expect(suites.children.map(({ attributes }) => attributes)).toMatchObject([
      { name: 'a.yaml', tests: '3', failures: '3' },
      { name: 'b.yaml', tests: '1', failures: '0' },
    ]);
  });

  it('fails a warning only when the check does', async () => {
    const cwd = project(warned);
    const failures = async (...words: string[]) => {
      const { stdout } = await run(['validate', '--format', 'junit', ...words], { cwd });
      return readXml(stdout).attributes.failures;
    };
    expect([await failures(), await failures('--strict')]).toEqual(['0', '1']);
  });
});

describe('--report', () => {
  it('writes reports into files beside the one that is shown', async () => {
    const cwd = project({ 'backworks.yaml': broken });
    const words = [
      '--report',
      'sarif=out.sarif',
      '--report',
      'junit=out=1.xml',
      '--report',
      'pretty=out.txt',
    ];
    const { code, stdout, stderr } = await run(['validate', '--format', 'json', '--color', ...words], {
      cwd,
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const { diagnostics }: JsonReport = JSON.parse(stdout);
    expect(readSarif(read(cwd, 'out.sarif')).runs[0].results.length).toBe(diagnostics.length);
    expect(readXml(read(cwd, 'out=1.xml')).attributes.failures).toBe(String(diagnostics.length));
    expect(read(cwd, 'out.txt')).toMatch(/^error\[BW2001\]: /);
  });

  it('is written when all is well, and when there is nothing to check', async () => {
    const [fine, empty] = [project({ 'backworks.yaml': good }), project({})];
    const words = ['validate', '--report', 'sarif=out.sarif'];
    expect((await run(words, { cwd: fine })).code).toBe(0);
    expect(readSarif(read(fine, 'out.sarif')).runs[0].results).toEqual([]);
    expect((await run(words, { cwd: empty })).code).toBe(3);
    expect(readSarif(read(empty, 'out.sarif')).runs[0].results.length).toBe(1);
  });

  it('takes the place of an older report, and its path is that of the working folder', async () => {
    const folder = project({ 'api/backworks.yaml': good, 'api/out.json': 'x'.repeat(10_000) });
    await run(['validate', '-C', join(folder, 'api'), '--report', 'json=out.json']);
    expect(JSON.parse(read(folder, 'api/out.json'))).toMatchObject({ ok: true });
  });

  it.each([
    ['sraif=x', 'there is no report "sraif"', 'did you mean sarif?'],
    ['x=x', 'there is no report "x"', 'use one of: pretty, concise, json, github, sarif, junit'],
    ['sarif', '--report sarif does not say what goes where', 'write NAME=FILE'],
    ['sarif=', '--report sarif= does not say what goes where', 'write NAME=FILE'],
    ['=x', '--report =x does not say', 'write NAME=FILE'],
    ['json=backworks.yaml', 'would overwrite a file of the configuration', 'name another file'],
    ['json=link.yaml', 'would overwrite a file of the configuration', 'name another file'],
    ['json=base.yaml', 'would overwrite a file of the configuration', 'name another file'],
    ['json=./folder/../backworks.yaml', 'would overwrite a file of the configuration', 'name another file'],
    ['json=hard.json', 'would overwrite a file of the configuration', 'name another file'],
  ])('%s is a mistake on the command line', async (given, message, fix) => {
    const cwd = project({
      'backworks.yaml': `extends: ./base.yaml\n${good}`,
      'base.yaml': 'version: 1.0.0\n',
    });
    symlinkSync('backworks.yaml', join(cwd, 'link.yaml'));
    linkSync(join(cwd, 'base.yaml'), join(cwd, 'hard.json'));
    const before = readdirSync(cwd);
    const { code, stdout, stderr } = await run(['validate', '--report', given], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`error[BW8003]: `);
    expect(stderr).toContain(message);
    expect(stderr).toContain(`fix: ${fix}`);
    expect(readdirSync(cwd)).toEqual(before);
    expect(read(cwd, 'backworks.yaml')).toContain(good);
  });

  it('over the configuration itself is refused before --fix writes anything', async () => {
    const cwd = project({ 'backworks.yaml': `nme: shop\n${good}` });
    linkSync(join(cwd, 'backworks.yaml'), join(cwd, 'out.json'));
    const words = ['validate', '--fix', '--report', 'json=out.json'];
    const { code, stderr } = await run(words, { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('--report json=out.json would overwrite a file of the configuration');
    expect(read(cwd, 'backworks.yaml')).toBe(`nme: shop\n${good}`);
    expect(read(cwd, 'out.json')).toBe(`nme: shop\n${good}`);
  });

  it('twice into one file is a mistake on the command line', async () => {
    const cwd = project({ 'backworks.yaml': good });
    const words = ['--report', 'json=a', '--report', 'sarif=./a'];
    const { code, stderr } = await run(['validate', ...words], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('--report json=a and --report sarif=./a name one file');
  });

  it.each([
    ['missing/out', 'its folder is not there'],
    ['folder', 'it is a folder'],
    ['backworks.yaml/out', 'its folder is a file'],
  ])('into %s ends with 4 and one sentence before anything is checked', async (file, reason) => {
    const cwd = project({ 'backworks.yaml': broken });
    mkdirSync(join(cwd, 'folder'));
    const words = ['validate', '--report', 'junit=fine.xml', '--report', `sarif=${file}`];
    const { code, stdout, stderr } = await run(words, { cwd });
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toMatch(
      new RegExp(
        `^error\\[BW7004\\]: --report sarif=${file} cannot be written: ${reason}\\n {2}fix: [^\\n]+\\n$`,
      ),
    );
    expect(existsSync(join(cwd, 'missing')) || existsSync(join(cwd, 'fine.xml'))).toBe(false);
  });

  it.skipIf(!existsSync('/dev/full'))('onto a full disk ends with 4 and one document', async () => {
    const cwd = project({ 'backworks.yaml': broken });
    const words = ['validate', '--json', '--report', 'sarif=/dev/full'];
    const { code, stdout, stderr } = await run(words, { cwd });
    expect(code).toBe(4);
    expect(stderr).toContain('--report sarif=/dev/full cannot be written: the disk is full');
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'BW7004' } });
  });
});

describe('--strict', () => {
  it('counts warnings as errors, and says so', async () => {
    const cwd = project(warned);
    const usual = await run(['validate'], { cwd });
    const strict = await run(['validate', '--strict'], { cwd });
    expect([usual.code, strict.code]).toEqual([0, 1]);
    expect(usual.stderr).toMatch(/\n1 warning in .*\nok backworks\.yaml: 1 endpoint /);
    expect(strict.stderr).toMatch(/\n1 warning in .* ms\); --strict counts warnings as errors\n$/);
  });

  it('shows what it fails for, however quiet', async () => {
    const cwd = project(warned);
    expect(await run(['validate', '--quiet'], { cwd })).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const { code, stderr } = await run(['validate', '--quiet', '--strict'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('warning[BW');
  });

  it('is what `ok` means to programs', async () => {
    const cwd = project(warned);
    const ok = async (...words: string[]) => {
      const { stdout }: { stdout: string } = await run(['validate', '--json', ...words], { cwd });
      const report: JsonReport = JSON.parse(stdout);
      return [report.ok, report.summary.warnings];
    };
    expect([await ok(), await ok('--strict'), await ok('--quiet')]).toEqual([
      [true, 1],
      [false, 1],
      [true, 0],
    ]);
  });
});

describe('several files', () => {
  const files = { 'a.yaml': good, 'b.yaml': broken, 'c.yaml': good };

  it('are one report, and one broken file fails it', async () => {
    const cwd = project(files);
    const { code, stdout } = await run(['validate', 'a.yaml', 'b.yaml', 'c.yaml', '--json'], { cwd });
    const { summary, diagnostics }: JsonReport = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(summary).toEqual({ errors: 3, warnings: 0, endpoints: 2 });
    expect(new Set(diagnostics.map(({ file }) => file))).toEqual(new Set(['b.yaml']));
  });

  it('that are fine are told in one line', async () => {
    const { code, stderr } = await run(['validate', 'a.yaml', 'c.yaml'], { cwd: project(files) });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^ok 2 files: 2 endpoints \(\d+ ms\)\n$/);
  });

  it('of which one is missing end with 3, and the others are checked', async () => {
    const cwd = project(files);
    const { code, stderr } = await run(['validate', 'b.yaml', 'no.yaml', '--format', 'concise'], { cwd });
    expect(code).toBe(3);
    expect(stderr).toMatch(/^b\.yaml:1:1: error BW2001 .*\n(?:b\.yaml.*\n)+no\.yaml:1:1: error BW1004 .*\n$/);
  });

  it('named twice, or with a mistake they share, are told once', async () => {
    const base = 'extends: ./base.yaml\n';
    const cwd = project({ 'a.yaml': base + good, 'c.yaml': base + good, 'base.yaml': 'nam: x\n' });
    const { stderr } = await run(['validate', 'a.yaml', './a.yaml', 'c.yaml', '--format', 'concise'], {
      cwd,
    });
    expect(stderr).toMatch(/^base\.yaml:1:1: error BW2001 [^\n]*\n$/);
  });
});

describe('--stdin-filename', () => {
  it('is what diagnostics call standard input, and the folder of its relative paths', async () => {
    const cwd = project({ 'api/base.yaml': 'vers: 1\n' });
    const input = `extends: ./base.yaml\nnam: x\n${good}`;
    const words = ['validate', '-', '--stdin-filename', 'api/backworks.yaml', '--format', 'concise'];
    const { code, stderr } = await run(words, { cwd, input });
    expect(code).toBe(1);
    expect(stderr.match(/^.*?:\d+:\d+:/gm)).toEqual(['api/backworks.yaml:2:1:', 'api/base.yaml:1:1:']);
  });

  it('goes with several files', async () => {
    const words = ['validate', 'a.yaml', '-', '--stdin-filename', 'b.yaml', '--format', 'junit'];
    const { stdout } = await run(words, { cwd: project({ 'a.yaml': good }), input: broken });
    expect(readXml(stdout).children.map(({ attributes }) => attributes.name)).toEqual(['a.yaml', 'b.yaml']);
  });

  it.each([
    [['--stdin-filename', 'a.yaml'], '--stdin-filename without standard input'],
    [['-', '--stdin-filename', ''], '--stdin-filename is empty'],
  ])('makes no sense as %j', async (words, message) => {
    const cwd = project({ 'backworks.yaml': good });
    const { code, stderr } = await run(['validate', ...words], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('is not needed: what has no name is no file of a report', async () => {
    const words = ['validate', '-', '--format', 'github'];
    const { stdout } = await run(words, { cwd: project({}), input: broken });
    expect(stdout).toMatch(/^::error title=BW2001::/);
  });
});

describe.skipIf(process.platform === 'win32')('a file with a hostile name', () => {
  it.each([
    ['my api.yaml', 'my%20api.yaml', 'my api.yaml', 'my api.yaml'],
    ['100%41.yaml', '100%2541.yaml', '100%2541.yaml', '100%41.yaml'],
    ['a:b,c.yaml', 'a%3Ab%2Cc.yaml', 'a%3Ab%2Cc.yaml', 'a:b,c.yaml'],
    [
      'a\n::error::b.yaml',
      'a%0A%3A%3Aerror%3A%3Ab.yaml',
      'a%0A%3A%3Aerror%3A%3Ab.yaml',
      'a\\n::error::b.yaml',
    ],
    ['a\\b.yaml', 'a%5Cb.yaml', 'a\\b.yaml', 'a\\b.yaml'],
    [`a"<&'.yaml`, `a%22%3C%26'.yaml`, `a"<&'.yaml`, `a"<&'.yaml`],
  ])('such as %j is named as each format can', async (name, uri, property, shown) => {
    const cwd = project({ [name]: 'nam: x\n' });
    const files = ['sarif', 'junit', 'github', 'json'].flatMap((one) => ['--report', `${one}=out.${one}`]);
    const { code, stderr } = await run(['validate', name, '--format', 'concise', ...files], { cwd });
    expect(code).toBe(1);
    for (const line of stderr.trimEnd().split('\n')) expect(line.startsWith(`${shown}:1:`), line).toBe(true);
    const [result] = readSarif(read(cwd, 'out.sarif')).runs[0].results;
    expect(result?.locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
    expect(readXml(read(cwd, 'out.junit')).children[0]?.attributes.name).toBe(name);
    for (const line of read(cwd, 'out.github').trimEnd().split('\n')) {
      expect(line.startsWith(`::error file=${property},`), line).toBe(true);
    }
    const { diagnostics }: JsonReport = JSON.parse(read(cwd, 'out.json'));
    expect(diagnostics[0]?.file).toBe(name);
  });
});
