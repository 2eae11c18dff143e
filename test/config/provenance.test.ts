import { afterEach, describe, expect, it } from 'vitest';
import { resolvedValues, resolvedYaml } from '../../src/cli/print/resolved.ts';
import { explainConfig, loadConfig } from '../../src/config/load.ts';
import type { ExplainedValue } from '../../src/contracts/provenance.ts';
import { modes } from '../../src/modes/index.ts';
import { createProject, type Project } from './project.ts';

let project: Project | undefined;
afterEach(() => project?.remove());

const FILES = {
  'backworks.yaml': [
    'extends: ./base.yaml',
    'name: "${NAME:-shop}"',
    'server:',
    '  port: ${PORT}',
    '  cors: { origins: ["https://${HOST}", https://b.example] }',
    'environments:',
    '  production: { server: { host: 0.0.0.0 } }',
    'endpoints:',
    '  GET /a: { mock: { body: { user: "${path}", secret: "${TOKEN}", keep: "$${x}" } } }',
    '',
  ].join('\n'),
  'base.yaml': 'server: { timeout: 1m }\nendpoints:\n  GET /a: { mock: { status: 201 } }\n',
  '.env': '\nPORT=4321\nTOKEN=hunter2\n',
};

async function explained(env?: string): Promise<ExplainedValue> {
  project = createProject(FILES);
  const { report, values } = await explainConfig({
    source: { kind: 'file', path: `${project.folder}/backworks.yaml` },
    modes,
    environment: { HOST: 'secret.example' },
    cwd: project.folder,
    env,
  });
  expect(report.diagnostics).toEqual([]);
  if (values === undefined) throw new Error('no values');
  return values;
}

describe('the origin of every value', () => {
  it('is its file and line, its variables, or the default', async () => {
    const values = await explained('production');
    const origins = resolvedValues(values).map(({ pointer, value, origin }) => {
      const place = origin.kind === 'default' ? 'default' : `${origin.file}:${origin.line}`;
      const variables = origin.kind === 'default' ? [] : origin.variables;
      return [pointer, value, place, ...variables.map(({ name, file, line }) => `${name} ${file}:${line}`)];
    });
    expect(origins).toEqual(
      expect.arrayContaining([
        ['/name', 'shop', 'backworks.yaml:2'],
        ['/server/host', '0.0.0.0', 'backworks.yaml:7'],
        ['/server/port', '***', 'backworks.yaml:4', 'PORT .env:2'],
        ['/server/timeout', '1m', 'base.yaml:1'],
        ['/server/max_body', '1mb', 'default'],
        [
          '/server/cors/origins',
          ['https://***', 'https://b.example'],
          'backworks.yaml:5',
          'HOST undefined:undefined',
        ],
        ['/endpoints/GET ~1a/mock/status', 201, 'base.yaml:3'],
        ['/endpoints/GET ~1a/mock/body/user', '${path}', 'backworks.yaml:9'],
        ['/endpoints/GET ~1a/mock/body/secret', '***', 'backworks.yaml:9', 'TOKEN .env:3'],
        ['/endpoints/GET ~1a/mock/body/keep', '$${x}', 'backworks.yaml:9'],
      ]),
    );
    expect(JSON.stringify(origins)).not.toMatch(/4321|hunter2|secret\.example/);
  });

  it('stands beside it as a comment, in YAML that is in order', async () => {
    const yaml = resolvedYaml(await explained());
    expect(yaml).toMatch(/^name: shop +# backworks\.yaml:2$/m);
    expect(yaml).toMatch(/^ {2}port: "\*\*\*" +# backworks\.yaml:4; PORT from \.env:2$/m);
    expect(yaml).toMatch(/^ {2}host: "?127\.0\.0\.1"? +# default$/m);
    const text = yaml.replace('"***"', '1').replace(/https:\/\/\*\*\*/, 'https://a.example');
    const source = { kind: 'text', text, folder: '/' } as const;
    const { diagnostics } = await loadConfig({ source, modes, environment: {}, cwd: '/' });
    expect(diagnostics).toEqual([]);
  });
});
