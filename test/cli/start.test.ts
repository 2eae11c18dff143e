import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { signOwn } from '../../src/core/tls/sign.ts';
import { project, run, serve } from './program.ts';

const config =
  'server: { shutdown_timeout: 5s }\nendpoints:\n  GET /a:\n    mock: { text: one }\n  GET /slow:\n    mock: { text: late, delay: 600ms }\n';

const folderWith = (text: string) => project({ 'backworks.yaml': text });

describe('start', () => {
  it('logs JSON lines, with what was served at the end', async () => {
    const server = await serve(['start'], { cwd: folderWith(config) });
    expect(await (await fetch(`${server.url}/a`)).text()).toBe('one');
    const { code, stderr } = await server.stop();
    expect(code).toBe(0);
    const lines = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { level: 'info', type: 'ready', url: server.url, config: 'backworks.yaml' },
      { level: 'info', type: 'request.end', method: 'GET', path: '/a', status: 200 },
      { level: 'info', type: 'stopped', served: 1, finished: 0, cut: 0 },
    ]);
  });

  it('takes no notice of saves', async () => {
    const server = await serve(['start'], { cwd: folderWith(config) });
    expect(server.output.stderr).not.toContain('watching');
    await server.stop();
  });

  it('takes up another certificate while it runs, and nothing else', async () => {
    const cwd = folderWith(
      `server: { tls: { cert: ./cert.pem, key: ./key.pem } }\n${config.replace(/^.*\n/, '')}`,
    );
    const writePair = async (name: string) => {
      const { cert, key } = await signOwn([name]);
      writeFileSync(join(cwd, 'cert.pem'), cert);
      writeFileSync(join(cwd, 'key.pem'), key);
    };
    await writePair('first.test');
    const server = await serve(['start'], { cwd });
    expect(await shownNames(server.url)).toBe('DNS:first.test');
    writeFileSync(join(cwd, 'backworks.yaml'), 'broken: [');
    await writePair('second.test');
    await server.shows('stderr', 'took up a new certificate, valid until');
    expect(await shownNames(server.url)).toBe('DNS:second.test');
    writeFileSync(join(cwd, 'key.pem'), 'broken');
    await server.shows('stderr', '"code":"BW3322"');
    expect(await shownNames(server.url)).toBe('DNS:second.test');
    const { code, stderr } = await server.stop();
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('BW1') });
  });

  it('says nothing with --quiet', async () => {
    const server = await serve(['start', '--quiet'], { cwd: folderWith(config) });
    await fetch(`${server.url}/a`);
    expect(await server.stop()).toMatchObject({ code: 0, stderr: '' });
  });

  it('with --check listens on nothing', async () => {
    const { code, stdout, stderr } = await run(['start', '--check'], { cwd: folderWith(config) });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/^ok backworks\.yaml: 2 endpoints/);
  });

  it('reads the configuration from standard input', async () => {
    const words = ['start', '--check', '-c', '-'];
    expect(await run(words, { cwd: folderWith(''), input: config })).toMatchObject({ code: 0 });
  });
});

describe('the end of a server', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('by %s is a good one', async (signal) => {
    const server = await serve(['start'], { cwd: folderWith(config) });
    expect(await server.stop(signal)).toMatchObject({ code: 0, signal: null });
  });

  it('lets a request in flight finish and takes no new ones', async () => {
    const server = await serve(['start'], { cwd: folderWith(config) });
    const late = fetch(`${server.url}/slow`).then((answer) => answer.text());
    await untilInFlight(server.url);
    const ended = server.stop('SIGINT');
    await untilRefused(server.url);
    expect(await late).toBe('late');
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1)!)).toMatchObject({ type: 'stopped', cut: 0 });
  });

  it('is immediate when asked twice', async () => {
    const slow = config.replace('600ms', '20s');
    const server = await serve(['start'], { cwd: folderWith(slow.replace('5s', '20s')) });
    const late = fetch(`${server.url}/slow`).catch(() => 'cut');
    await untilInFlight(server.url);
    const ended = server.stop('SIGINT');
    await untilRefused(server.url);
    process.kill(server.ready.pid, 'SIGINT');
    expect(await ended).toMatchObject({ code: 130 });
    expect(await late).toBe('cut');
  });

  it('comes by itself when nobody reads its milestones any more', async () => {
    const folder = folderWith(config);
    const server = await serve(['dev'], { cwd: folder });
    server.child.stdout.destroy();
    writeFileSync(join(folder, 'backworks.yaml'), config.replace('one', 'two'));
    expect(await server.ended).toMatchObject({ code: 0, signal: null });
  });
});

/** Names in the certificate that a server shows. */
function shownNames(url: string): Promise<string | undefined> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ port: Number(port), host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().subjectaltname);
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

/** A request sent after another on a connection of its own is answered after that one arrived. */
async function untilInFlight(url: string): Promise<void> {
  await fetch(`${url}/a`);
}

async function untilRefused(url: string): Promise<void> {
  const refused = await fetch(`${url}/a`, { headers: { connection: 'close' } }).then(
    (answer) => answer.status === 503,
    () => true,
  );
  if (!refused) await untilRefused(url);
}
