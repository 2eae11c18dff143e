import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from '../../src/app.ts';
import { errors } from '../../src/base/errors.ts';
import type { RequestSample } from '../../src/cli/explanations/explanation.ts';
import { project } from '../cli/program.ts';
import { Client } from '../support/engine.ts';
import { requestSamples } from './samples.ts';

/** The request as bytes: its lines end with CR LF, and an empty one ends its head. */
function bytesOf({ request }: RequestSample, token: string): string {
  const whole = request.includes('\n\n') ? request : `${request.trimEnd()}\n\n`;
  return whole.replaceAll('\n', '\r\n').replace('TOKEN', token);
}

/** Serves the sample's configuration, sends its request and waits for the answer. */
async function answerTo(sample: RequestSample, awaited: RegExp): Promise<string> {
  const folder = project(sample.files ?? {});
  const runFolder = join(folder, 'run');
  const source = { kind: 'text', text: sample.config, folder } as const;
  const app = createApp({ source, environment: sample.variables ?? {}, port: 0, runFolder });
  onTestFinished(async () => void (await app.stop({ grace: 0 })));
  expect((await app.load()).diagnostics).toEqual([]);
  await app.start();
  const [run = ''] = readdirSync(runFolder);
  const { token } = JSON.parse(readFileSync(join(runFolder, run), 'utf8'));
  const client = new Client(Number(new URL(app.url ?? '').port));
  onTestFinished(() => void client.socket.destroy());
  return client.send(bytesOf(sample, token)).until(awaited);
}

const bad = requestSamples.filter(({ role }) => role === 'bad');
const good = requestSamples.filter(({ role }) => role === 'good');

describe('a request in an explanation', () => {
  it.each(bad)('of $code is answered with that code', async ({ code, sample }) => {
    const answer = await answerTo(sample, /"code":"BW\d{4}"/);
    expect(answer).toContain(`"code":"${code}"`);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${sample.status} `));
    expect(errors[code]).toMatchObject({ status: sample.status });
  });

  it.each(good)('of $code is answered well', async ({ sample }) => {
    expect(sample.status).toBeLessThan(300);
    expect(await answerTo(sample, /\r\n\r\n/)).toMatch(new RegExp(`^HTTP/1.1 ${sample.status} `));
  });
});
