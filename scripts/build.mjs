// Compiles src to build, module by module, and packs build into dist: one file for what every start needs,
// one for each part that is loaded later (docs/decisions/0004-packed-dist.md). Types stay one file per module.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { minifySync } from 'rolldown/utils';

const root = fileURLToPath(new URL('..', import.meta.url));
const build = join(root, 'build');
const dist = join(root, 'dist');
const entries = [
  ...['index', 'plugin', 'testing'],
  ...['cli/main', 'cli/update-check', 'cli/plugin/test-child', 'cli/plugin/test-reporter'],
  'host/remote/child-main',
];
/** Whose types are ours to promise. */
const typed = ['index', 'plugin', 'testing'];
/** Leaves that only some configurations or requests need. */
const seldom =
  'content-coding|decode-body|entity-tag|fields|fingerprint|forwarded|gcra|host-field|http-date|http-range|ip-address|linear-pattern|media-type|preconditions|quality|schema-bundle|schema-compiler|schema-reader|text-headers|unique-list';
/** What every command needs, and `start` with it: one file is found and read faster than ten. */
const always = new RegExp(
  `build/(base/(?!(?:${seldom})\\.js)|cli/(commands/start|serve/(voice|cors-hint|open|lifetime|losses|milestones)|source|screen|log|json-document|unreadable)|config/discover|expressions/lexical|modes/check-headers)`,
);
/** What reads a body for expressions. */
const body = /build\/base\/(decode-body|fields|media-type|text-headers)\.js/;
/** What a report for people consists of, and the others share. */
const report = /build\/cli\/report\/(counts|fixes|frame|place|pretty|source-lines|success|width)/;

compile();
await pack();
copyTypes();

/** What the compiler does not take along is code that was generated as JavaScript. */
function compile() {
  const require = createRequire(import.meta.url);
  const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  rmSync(build, { recursive: true, force: true });
  const options = { cwd: root, stdio: 'inherit' };
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], options);
  if (status !== 0) process.exit(status ?? 1);
  cpSync(join(root, 'src/config/generated'), join(build, 'config/generated'), { recursive: true });
}

/** Types of the public entries, and of whatever those name. */
function copyTypes() {
  const pending = typed.map((name) => join(build, `${name}.d.ts`));
  const seen = new Set(pending);
  for (const file of pending) {
    const text = readFileSync(file, 'utf8');
    const copy = join(dist, relative(build, file));
    mkdirSync(dirname(copy), { recursive: true });
    writeFileSync(copy, shortened(text));
    for (const [, path] of text.matchAll(/(?:from |import\()['"](\.[^'"]+)\.(?:ts|js)['"]/g)) {
      const other = join(dirname(file), `${path}.d.ts`);
      if (seen.has(other)) continue;
      seen.add(other);
      pending.push(other);
    }
  }
}

/** The table of errors without its words: they are many, and no type that anybody needs. */
function shortened(types) {
  return types.replace(/^(export declare const errors: )\{\n[\s\S]*?^\};/m, (table, start) => {
    const codes = [...table.matchAll(/^ {4}readonly (BW\d{4}):/gm)].map(([, code]) => `'${code}'`);
    return `${start}Readonly<Record<${codes.join(' | ')}, ErrorEntry>>;`;
  });
}

/** Packages of others stay outside: npm installs them. */
async function pack() {
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const external = Object.keys({ ...dependencies, ...optionalDependencies }).map(
    (name) => new RegExp(`^${name}(/|$)`),
  );
  const input = Object.fromEntries(entries.map((name) => [name, join(build, `${name}.js`)]));
  const bundle = await rolldown({ input, external, platform: 'node' });
  rmSync(dist, { recursive: true, force: true });
  // Parts lie as deep as the command line: paths relative to the package are the same from both.
  const names = { entryFileNames: '[name].js', chunkFileNames: 'parts/[name].js' };
  const groups = [
    { name: 'always', test: always },
    { name: 'body', test: body },
    { name: 'report', test: report },
    { name: 'validator', test: /build\/config\/generated\// },
  ];
  const codeSplitting = { groups };
  // What stands in comments is for readers of the source.
  await bundle.write({ dir: dist, format: 'esm', ...names, codeSplitting, comments: false });
  await bundle.close();
  // Nobody reads what ajv wrote, and laid out it is twice as long.
  const file = join(dist, 'parts/validator.js');
  const layout = { compress: false, mangle: false, codegen: { removeWhitespace: true } };
  const { code } = minifySync('validator.js', readFileSync(file, 'utf8'), layout);
  writeFileSync(file, code);
}
