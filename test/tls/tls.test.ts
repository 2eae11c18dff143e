import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { App } from '../../src/contracts/app.ts';
import { signOwn } from '../../src/core/tls/sign.ts';

let folder: string;
let app: App;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backworks-https-'));
  app = createApp({
    source: { kind: 'file', path: join(folder, 'backworks.yaml') },
    port: 0,
    environment: {},
  });
});

afterEach(async () => {
  await app.stop({ grace: 0 });
  rmSync(folder, { recursive: true, force: true });
});

const OWN_FILES = 'server: { tls: { cert: ./cert.pem, key: ./key.pem } }\n';
const ENDPOINTS = 'endpoints:\n  GET /hello: { mock: { body: { message: Hello } } }\n';

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

async function writePair(...names: string[]): Promise<void> {
  const { cert, key } = await signOwn(names);
  write('cert.pem', String(cert));
  write('key.pem', String(key));
}

async function start(server: string): Promise<void> {
  write('backworks.yaml', `${server}${ENDPOINTS}`);
  expect((await app.load()).diagnostics).toEqual([]);
  await app.start();
}

/** A port that nobody listened on a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Names in the certificate that the server shows. */
function shownNames(): Promise<string | undefined> {
  const { port } = new URL(app.url ?? '');
  return new Promise((resolve, reject) => {
    const socket = connect({ port: Number(port), host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().subjectaltname);
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

/** @returns protocol, status and body as curl saw them */
function curl(...words: string[]): Promise<string> {
  const format = ['--silent', '--max-time', '10', '--write-out', ' %{http_version} %{http_code}'];
  return new Promise((resolve, reject) => {
    execFile('curl', [...format, ...words], (error, out) => (error === null ? resolve(out) : reject(error)));
  });
}

describe('tls: auto', () => {
  it('serves HTTPS and HTTP/2 to clients that trust its certificate', async () => {
    await start('server: { tls: auto }\n');
    expect(app.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const trust = ['--cacert', join(folder, '.backworks/tls/cert.pem')];
    const body = '{"message":"Hello"}';
    expect(await curl(...trust, '--http2', `${app.url}/hello`)).toBe(`${body} 2 200`);
    expect(await curl(...trust, '--http1.1', `${app.url}/hello`)).toBe(`${body} 1.1 200`);
    expect(await curl(...trust, '--http2', '--head', `${app.url}/hello`)).toMatch(/ 2 200$/);
    await expect(curl(`${app.url}/hello`)).rejects.toThrow();
    expect(await curl(app.url?.replace('https', 'http') ?? '')).toMatch(/BW6010.* 1\.1 400$/);
  });

  it('serves keep-alive clients of HTTPS', async () => {
    await start('server: { tls: auto }\n');
    const ca = readFileSync(join(folder, '.backworks/tls/cert.pem'));
    const status = await new Promise((resolve, reject) => {
      get(`${app.url}/hello`, { ca }, (response) => resolve(response.resume().statusCode)).on(
        'error',
        reject,
      );
    });
    expect(status).toBe(200);
  });

  it.skipIf(process.platform === 'win32')('warns of a key that others can read', async () => {
    await start('server: { tls: auto }\n');
    const key = join(folder, '.backworks/tls/key.pem');
    expect((await app.check()).diagnostics).toEqual([]);
    for (const mode of [0o640, 0o602, 0o610, 0o644]) {
      chmodSync(key, mode);
      const { config, diagnostics } = await app.load();
      expect(config).toBeDefined();
      expect(diagnostics).toMatchObject([
        {
          code: 'BW3325',
          severity: 'warning',
          pointer: '/server/tls',
          message: expect.stringContaining(`(0${mode.toString(8)})`),
          hint: expect.stringContaining('chmod 600 .backworks/tls/key.pem'),
        },
      ]);
    }
    chmodSync(key, 0o400);
    expect((await app.load()).diagnostics).toEqual([]);
  });

  it('does not change into plain HTTP while it runs', async () => {
    const port = await freePort();
    app = createApp({ source: { kind: 'file', path: join(folder, 'backworks.yaml') }, environment: {} });
    await start(`server: { tls: auto, port: ${port} }\n`);
    write('backworks.yaml', `server: { port: ${port} }\n${ENDPOINTS}`);
    const { diagnostics, swapped } = await app.reload();
    expect(swapped).toBe(false);
    expect(diagnostics).toMatchObject([{ code: 'BW7010', message: expect.stringContaining('server.tls') }]);
  });
});

describe('tls with files', () => {
  it('takes up another certificate without a restart, and keeps the old one when the new one is broken', async () => {
    await writePair('first.test');
    await start(OWN_FILES);
    expect(await shownNames()).toBe('DNS:first.test');
    const { port } = new URL(app.url ?? '');
    await writePair('second.test');
    expect(await app.reload([join(folder, 'cert.pem')])).toMatchObject({ swapped: true, diagnostics: [] });
    expect(await shownNames()).toBe('DNS:second.test');
    expect(new URL(app.url ?? '').port).toBe(port);
    write('cert.pem', 'broken');
    const { swapped, diagnostics } = await app.reload();
    expect(swapped).toBe(false);
    expect(diagnostics).toMatchObject([{ code: 'BW3321', pointer: '/server/tls/cert' }]);
    expect(await shownNames()).toBe('DNS:second.test');
  });

  it('takes up another certificate alone, whatever became of the configuration', async () => {
    await writePair('first.test');
    await start(OWN_FILES);
    expect(await app.renewCertificate()).toBeUndefined();
    write('backworks.yaml', 'broken: [');
    await writePair('second.test');
    const lastDay = await app.renewCertificate();
    expect(lastDay?.getTime()).toBeGreaterThan(Date.now());
    expect(await shownNames()).toBe('DNS:second.test');
    const [cert, key] = ['cert.pem', 'key.pem'].map((name) => readFileSync(join(folder, name), 'utf8'));
    await writePair('third.test');
    write('key.pem', String(key));
    await expect(app.renewCertificate()).rejects.toMatchObject({ code: 'BW3323' });
    write('cert.pem', 'broken');
    await expect(app.renewCertificate()).rejects.toMatchObject({ code: 'BW3321' });
    write('cert.pem', String(cert));
    write('key.pem', 'broken');
    await expect(app.renewCertificate()).rejects.toMatchObject({ code: 'BW3322' });
    rmSync(join(folder, 'key.pem'));
    await expect(app.renewCertificate()).rejects.toMatchObject({ code: 'BW7022' });
    expect(await shownNames()).toBe('DNS:second.test');
    write('key.pem', String(key));
    expect(await app.renewCertificate()).toBeUndefined();
  });

  it('has both files on the watch list', async () => {
    await writePair('first.test');
    write('backworks.yaml', `${OWN_FILES}${ENDPOINTS}`);
    const { files } = await app.load();
    expect(files).toEqual(expect.arrayContaining([join(folder, 'cert.pem'), join(folder, 'key.pem')]));
  });

  it('names what is wrong at its key', async () => {
    await writePair('first.test');
    copyFileSync(join(folder, 'cert.pem'), join(folder, 'other.pem'));
    await writePair('second.test');
    const findings = async (tls: string) => {
      write('backworks.yaml', `server: { tls: ${tls} }\n${ENDPOINTS}`);
      const { diagnostics } = await app.check();
      return diagnostics.map(({ code, pointer }) => `${code} ${pointer}`);
    };
    expect(await findings('{ cert: ./other.pem, key: ./key.pem }')).toEqual(['BW3323 /server/tls/key']);
    expect(await findings('{ cert: ./key.pem, key: ./cert.pem }')).toEqual([
      'BW3321 /server/tls/cert',
      'BW3322 /server/tls/key',
    ]);
    expect(await findings('{ cert: ./none.pem, key: ./key.pem }')).toEqual(['BW3011 /server/tls/cert']);
    expect(await findings('{ cert: ./cert.pem }')).toEqual(['BW2002 /server/tls/key']);
    expect(await findings('atuo')).toEqual(['BW2003 /server/tls']);
    const { generateKeyPairSync } = await import('node:crypto');
    const { privateKey } = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' },
    });
    write('locked.pem', privateKey);
    expect(await findings('{ cert: ./cert.pem, key: ./locked.pem }')).toEqual(['BW3322 /server/tls/key']);
  });
});
