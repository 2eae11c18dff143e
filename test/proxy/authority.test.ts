import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from '../../src/app.ts';
import { signOwn } from '../../src/core/tls/sign.ts';
import { createProject } from '../config/project.ts';
import { jsonOf, listening, proxied } from './proxied.ts';

const NO_CERTIFICATE = '-----BEGIN CERTIFICATE-----\nbm8=\n-----END CERTIFICATE-----\n';

function folderWith(ca: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'backworks-ca-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'ca.pem'), ca);
  return folder;
}

const textFor = (target: string) =>
  `endpoints: { /*: { proxy: { target: "${target}", tls: { ca: ./ca.pem } } } }`;

describe('tls.ca', () => {
  it('is what the target is trusted for, beside nothing else', async () => {
    const own = await signOwn(['localhost']);
    const up = await listening(createServer({ ...own }, (_request, response) => void response.end('secret')));
    const url = `https://localhost:${up.port}`;
    const other = await signOwn(['other.test']);
    const served = (ca: string) =>
      proxied({ url }, undefined, { source: { kind: 'text', text: textFor(url), folder: folderWith(ca) } });
    const trusting = await served(`a comment\n${other.cert}\n${own.cert}`);
    expect(await (await fetch(trusting.url)).text()).toBe('secret');
    const { connect } = await served(String(other.cert));
    const answer = await connect().send('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n').toEnd();
    expect(jsonOf(answer)).toMatchObject({ status: 502, cause: 'its certificate is self-signed' });
  });

  it.each([
    ['no PEM', 'nothing of the kind', 'no certificate'],
    ['a key', '-----BEGIN PRIVATE KEY-----\nbm8=\n-----END PRIVATE KEY-----\n', 'no certificate'],
    ['no certificate', NO_CERTIFICATE, 'cannot be read'],
  ])('that is %s is found before a request meets it', async (_, ca, words) => {
    const text = textFor('https://localhost:1');
    const app = createApp({ source: { kind: 'text', text, folder: folderWith(ca) }, environment: {} });
    const { config, diagnostics } = await app.load();
    expect(config).toBeUndefined();
    expect(diagnostics).toMatchObject([
      {
        code: 'BW3321',
        pointer: '/endpoints/~1*/proxy/tls/ca',
        range: { start: { line: 1, column: text.indexOf('./ca.pem') + 1 } },
        message: expect.stringContaining(words),
        hint: expect.stringContaining('BEGIN CERTIFICATE'),
      },
    ]);
  });

  it('is checked by whatever only checks, also in blocks that do not answer', async () => {
    const block = 'proxy: { target: https://localhost:1, tls: { ca: "${CA}" } }';
    const project = createProject({
      'backworks.yaml': `endpoints:\n  /a: { mock: { body: 1 }, ${block}, mode: mock }\n  /b:\n    ${block}\n`,
      'ca.pem': `a comment\n${NO_CERTIFICATE}`,
    });
    onTestFinished(() => project.remove());
    const column = block.indexOf('"${CA}') + 5;
    expect(await project.found({ environment: { CA: 'ca.pem' } })).toEqual([
      `BW3321 backworks.yaml:2:${column - 4 + '  /a: { mock: { body: 1 }, '.length}`,
      `BW3321 backworks.yaml:4:${column}`,
    ]);
    expect(await project.found({ environment: { CA: 'none.pem' } })).toEqual([
      expect.stringMatching(/^BW3011 backworks.yaml:2/),
      expect.stringMatching(/^BW3011 backworks.yaml:4/),
    ]);
  });
});
