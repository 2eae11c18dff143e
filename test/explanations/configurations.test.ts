import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { type ErrorEntry, errors } from '../../src/base/errors.ts';
import type { ConfigSample } from '../../src/cli/explanations/explanation.ts';
import { project } from '../cli/program.ts';
import { configSamples } from './samples.ts';

const FILE = 'backworks.yaml';

function bytesOf({ config, encoding }: ConfigSample): Buffer {
  if (encoding === 'UTF-16') return Buffer.from(`\uFEFF${config}`, 'utf16le');
  return Buffer.from(config, encoding === 'ISO 8859-1' ? 'latin1' : 'utf8');
}

async function findingsIn(sample: ConfigSample): Promise<readonly Diagnostic[]> {
  const cwd = project(sample.files ?? {});
  writeFileSync(join(cwd, FILE), bytesOf(sample));
  const source = { kind: 'file', path: FILE } as const;
  const environment = sample.variables ?? {};
  const { diagnostics } = await createApp({ source, environment, cwd }).check();
  return diagnostics;
}

const bad = configSamples.filter(({ role }) => role === 'bad');
const good = configSamples.filter(({ role }) => role === 'good');

describe('a configuration in an explanation', () => {
  it.each(bad)('of $code has that mistake and no other', async ({ code, sample }) => {
    const findings = await findingsIn(sample);
    expect(findings.map((one) => one.code)).toEqual([code]);
    // A warning ends nothing, so the table has no exit code for it.
    const { exit }: ErrorEntry = errors[code];
    expect(exit).toBe(findings[0]?.severity === 'warning' ? undefined : 3);
  });

  it.each(good)('beside $code has no mistake', async ({ sample }) => {
    expect(await findingsIn(sample)).toEqual([]);
  });
});
