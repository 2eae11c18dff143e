// Makes what follows from the schema constants: the editor's schema, the loader's validator, the options tables.
// Runs on build, because Node 20 reads no TypeScript. `--check` writes nothing and fails when something differs.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errors } from '../build/base/errors.js';
import { DURATION_PATTERN, SIZE_PATTERN } from '../build/base/units.js';
import { commands } from '../build/cli/commands/index.js';
import { exits } from '../build/cli/exit.js';
import { explanations } from '../build/cli/explanations/index.js';
import { globalFlags } from '../build/cli/flags.js';
import { composeSchema } from '../build/config/schema/compose.js';
import { FUNCTIONS } from '../build/expressions/functions.js';
import { NAMES } from '../build/expressions/names.js';
import { modes } from '../build/modes/index.js';
import { fillCommands } from './gen/commands.mjs';
import { editorSchema } from './gen/editor-schema.mjs';
import { explanationPages, linkToPage } from './gen/explanations.mjs';
import { fillTables, mappingsBelow } from './gen/options.mjs';
import { fillTable } from './gen/tables.mjs';
import { validatorModule, validatorTypes } from './gen/validator.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const REFERENCE = 'docs/reference/configuration.md';
const EXPRESSIONS = 'docs/reference/expressions.md';
const PLUGINS = 'docs/reference/plugins.md';
const ERRORS = 'docs/reference/errors.md';
const COMMANDS = 'docs/reference/commands.md';
const patterns = { duration: DURATION_PATTERN, size: SIZE_PATTERN };
const schema = composeSchema(modes);
const { server, plugins, endpoints } = schema.properties;
const owners = {
  file: schema,
  ...mappingsBelow('server', server),
  ...mappingsBelow('endpoint', endpoints.additionalProperties, ''),
};
const validator = validatorModule(schema, patterns);

const outputs = {
  'schema/backworks.schema.json': `${JSON.stringify(editorSchema(schema, patterns), null, 1)}\n`,
  'src/config/generated/validate.js': validator,
  'src/config/generated/validate.d.ts': validatorTypes,
  [REFERENCE]: fillTables(read(REFERENCE), owners),
  [PLUGINS]: fillTables(read(PLUGINS), mappingsBelow('plugin', plugins.additionalProperties)),
  [EXPRESSIONS]: expressionTables(read(EXPRESSIONS)),
  [ERRORS]: errorTable(read(ERRORS)),
  [COMMANDS]: fillCommands(read(COMMANDS), commands, globalFlags, exits),
  ...explanationPages(errors, explanations),
};

const changed = Object.entries(outputs).filter(([file, text]) => read(file) !== text);
if (process.argv.includes('--check')) {
  for (const [file] of changed) console.error(`${file} differs from the schema: run \`npm run gen\``);
  process.exitCode = changed.length > 0 ? 1 : 0;
} else {
  for (const [file, text] of changed) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
    console.log(`wrote ${file}`);
  }
}

function expressionTables(markdown) {
  const names = NAMES.map(({ name, type, summary }) => [`\`${name}\``, `\`${type}\``, summary]);
  const functions = FUNCTIONS.map(({ signature, summary, example }) => [
    `\`${signature.replaceAll('google.protobuf.', '').replaceAll('ast', 'dyn')}\``,
    summary,
    `\`${example}\``,
  ]);
  const named = fillTable(markdown, 'names', ['name', 'type', 'what it is'], names);
  return fillTable(named, 'functions', ['function', 'what it gives', 'example'], functions);
}

function errorTable(markdown) {
  const rows = Object.entries(errors)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([code, { title, hint, status, exit }]) => [
      linkToPage(code),
      title,
      hint,
      String(status ?? ''),
      String(exit ?? ''),
    ]);
  return fillTable(markdown, 'errors', ['code', 'what', 'what to do', 'HTTP status', 'exit code'], rows);
}

function read(file) {
  try {
    return readFileSync(join(root, file), 'utf8').replaceAll('\r\n', '\n');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return '';
  }
}
