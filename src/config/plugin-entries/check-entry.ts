import { extname } from 'node:path';
import type { BrokenParts } from '../broken.ts';
import type { ConfigDocument } from '../document.ts';
import { asGuess, removeKey, renameKey, replaceValue } from '../edits.ts';
import { isMapping } from '../mapping.ts';
import type { Problem } from '../problem.ts';
import type { ListedPlugin } from './entry.ts';

const NAME = /^[a-z][a-z\d]*(?:-[a-z\d]+)*$/;

/** What Node.js loads as a module, and TypeScript. */
const MODULES: ReadonlySet<string> = new Set(['.ts', '.js', '.mjs', '.mts', '.cts', '.cjs']);

/** https://docs.npmjs.com/cli/v11/configuring-npm/package-json#name */
const PACKAGE = /^(?:@[a-z\d~-][a-z\d._~-]*\/)?[a-z\d~-][a-z\d._~-]*$/;

/** What is wrong with the name and the own keys of an entry, beyond their shape. Names that are wrong are marked as broken. */
export function checkEntry(entry: ListedPlugin, document: ConfigDocument, broken: BrokenParts): Problem[] {
  return [
    ...checkName(entry, document, broken),
    ...checkModule(entry, document),
    ...checkPackage(entry, document),
    ...checkSandbox(entry, document),
    ...checkLimits(entry, document),
  ];
}

function checkName({ name, path }: ListedPlugin, document: ConfigDocument, broken: BrokenParts): Problem[] {
  if (NAME.test(name)) return [];
  broken.add(path);
  const meant = name
    .replace(/(?<=[a-z\d])(?=[A-Z])/g, '-')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^[\d-]+|-+$/g, '');
  const isTaken = document.valueAt(['plugins', meant]) !== undefined;
  const edits =
    !NAME.test(meant) || isTaken || name.includes('$')
      ? []
      : asGuess(renameKey(document, path, meant, `rename it to \`${meant}\``));
  const message = `\`${name}\` is no name of a plugin`;
  const hint = name.includes('/') ? 'a package is named below it, with `package:`' : undefined;
  const label = 'expected lower-case letters, digits and hyphens';
  return [document.problem('BW2006', message, path, { mark: 'key', label, hint, edits })];
}

function checkModule({ path, text }: ListedPlugin, document: ConfigDocument): Problem[] {
  const { module_path: file } = text;
  if (file === undefined || MODULES.has(extname(file))) return [];
  const at = [...path, 'module_path'];
  const message = `${document.excerptOf(at)} is no file of JavaScript or TypeScript`;
  return [document.problem('BW2006', message, at, { label: `expected one of: ${[...MODULES].join(', ')}` })];
}

function checkPackage({ path, text }: ListedPlugin, document: ConfigDocument): Problem[] {
  const { module_path: file, package: name } = text;
  const at = [...path, 'package'];
  if (name === undefined || name === '') return [];
  if (!PACKAGE.test(name)) {
    const isFile = /^\.{0,2}\//.test(name) && file === undefined;
    const edits = isFile ? renameKey(document, at, 'module_path', 'rename the key to `module_path`') : [];
    const message = `${document.excerptOf(at)} is no name of an npm package`;
    return [document.problem('BW2006', message, at, { hint: 'such as `@acme/backworks-audit`', edits })];
  }
  if (file === undefined) return [];
  const problem = document.problem('BW3014', '`package` does not count beside `module_path`', at, {
    mark: 'key',
    edits: asGuess(removeKey(document, at, 'remove `package`')),
  });
  return [{ ...problem, severity: 'warning' }];
}

/** What only a process of its own can be held to. */
const LIMITS_OF_PROCESSES = ['memory', 'cpu_time', 'file_handles'] as const;

function checkLimits({ path, text }: ListedPlugin, document: ConfigDocument): Problem[] {
  const { isolation, limits } = text;
  if (isolation !== 'inline' || !isMapping(limits)) return [];
  return LIMITS_OF_PROCESSES.filter((name) => limits[name] !== undefined).map((name) => {
    const at = [...path, 'limits', name];
    const message = `\`${name}\` does not count for a plugin that is \`inline\`: it shares the server's own`;
    const edits = asGuess(removeKey(document, at, `remove \`${name}\``));
    return {
      ...document.problem('BW3014', message, at, { mark: 'key', edits }),
      severity: 'warning' as const,
    };
  });
}

function checkSandbox({ path, text }: ListedPlugin, document: ConfigDocument): Problem[] {
  if (text.sandbox !== true || text.isolation !== 'inline') return [];
  const at = [...path, 'isolation'];
  const message = "a sandbox is around a process, and `inline` is the server's own";
  const edits = asGuess(replaceValue(document, at, 'process', 'write `process`'));
  return [document.problem('BW3416', message, at, { edits })];
}
