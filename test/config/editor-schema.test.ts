import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const schema = JSON.parse(read('schema/backworks.schema.json'));
const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);

function errorsOf(text: string): string[] {
  validate(load(text));
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${keyword} ${instancePath}`);
}

const samples = ['examples', 'templates'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /backworks\.ya?ml$/.test(file))
    .map((file) => join(folder, file)),
);

describe('the schema for editors', () => {
  it('is draft-07, which every YAML editor reads', () => {
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
  });

  it.each(samples)('accepts %s', (file) => {
    expect(errorsOf(read(file).replaceAll(/\{\{\w+\}\}/g, 'sample'))).toEqual([]);
  });

  it('accepts the sample of the reference', () => {
    const sample = /```yaml\n([\s\S]*?)```/.exec(read('docs/reference/configuration.md'))?.[1] ?? '';
    expect(sample).toContain('endpoints:');
    expect(errorsOf(sample)).toEqual([]);
  });

  it('accepts a variable for every scalar, and users’ own keys', () => {
    const text = [
      'server: { port: "${PORT}", timeout: "${T:-5s}", cors: "${CORS}", x-note: 1 }',
      'x-base: {}',
      'endpoints:',
      '  GET /a: { mode: "${MODE}", mock: { status: "${STATUS}", delay: "${D}", x-note: 1 } }',
      '',
    ].join('\n');
    expect(errorsOf(text)).toEqual([]);
  });

  it.each([
    ['an unknown mode', 'endpoints: { GET /a: { mode: moc, mock: {} } }', 'enum /endpoints/GET ~1a/mode'],
    ['an unknown key', 'prot: 1\nendpoints: {}', 'additionalProperties '],
    ['a port out of range', 'server: { port: 70000 }\nendpoints: {}', 'maximum /server/port'],
    ['a bare number as a duration', 'server: { timeout: 500 }\nendpoints: {}', 'type /server/timeout'],
    ['a missing key', 'server: { cors: { credentials: true } }', 'required /server/cors'],
  ])('marks %s', (_name, text, expected) => {
    expect(errorsOf(text)).toContain(expected);
  });

  it('describes every key and offers endpoints', () => {
    const { endpoints, server } = schema.properties;
    expect(endpoints.defaultSnippets.length).toBeGreaterThan(0);
    for (const node of Object.values({ ...schema.properties, ...server.properties })) {
      expect(node).toHaveProperty('description');
    }
  });
});
