import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { project, run, serve } from './program.ts';

const config = 'endpoints:\n  GET /a:\n    mock: { text: one }\n';

/** What a terminal would obey; a line break is ours. */
const OBEYED = /[^\P{Cc}\n]|[\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/u;

/** Sends a request as these very bytes, one per character. */
async function sendRaw(url: string, request: string): Promise<void> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.end(Buffer.from(request, 'latin1'));
  socket.resume();
  await once(socket, 'close');
}

describe('text of others on a terminal', () => {
  it('cannot clear the screen by a request', async () => {
    const server = await serve(['dev'], { cwd: project({ 'backworks.yaml': config }) });
    const head = 'Host: a\r\nConnection: close\r\n';
    await sendRaw(server.url, `GET /a HTTP/1.1\r\n${head}Origin: http://x\u009B2J\tx\r\n\r\n`);
    await sendRaw(server.url, `POST /a HTTP/1.1\r\n${head}Expect: \u009B2Jx\r\nContent-Length: 0\r\n\r\n`);
    await server.shows('stderr', 'the expectation');
    const { stderr } = await server.stop();
    expect(stderr).toContain('http://x\\x9b2J\\tx was refused');
    expect(stderr).toContain('the expectation "\\x9b2Jx" is not known');
    expect(stderr).not.toMatch(OBEYED);
  });

  it('cannot clear the screen by the path of an endpoint', async () => {
    const folder = project({ 'backworks.yaml': config.replace('GET /a:', '"GET /\\e[2J\\u202e":') });
    const server = await serve(['dev'], { cwd: folder });
    const { stderr } = await server.stop();
    expect(stderr).toContain('/\\x1b[2J\\u202e');
    expect(stderr).not.toMatch(OBEYED);
  });

  it('is shown as it is by a report of a broken file', async () => {
    const folder = project({ 'backworks.yaml': `${config}  GET /b:\n\tmo\u009B2Jck\u202E: \u001B[2J\n` });
    const { code, stderr } = await run(['validate'], { cwd: folder });
    expect(code).toBe(1);
    expect(stderr).toContain('    mo\\x9b2Jck\\u202e: \\x1b[2J');
    expect(stderr).not.toMatch(OBEYED);
  });

  it.each([
    [['validate', 'a\u001B[2J.yaml']],
    [['dev', '-c', 'a\u001B[2J.yaml']],
    [['a\u001B[2J']],
    [['dev', '--a\u001B[2J']],
    [['init', 'a\u001B[2J', '--dry-run']],
  ])('is shown as it is when it comes with the command line: %j', async (words) => {
    const { stdout, stderr } = await run(words, { cwd: project({}) });
    expect(stdout + stderr).toContain('a\\x1b[2J');
    expect(stdout + stderr).not.toMatch(OBEYED);
  });

  it('leaves our own colours alone', async () => {
    const { stderr } = await run(['validate', '--color'], { cwd: project({ 'backworks.yaml': 'x: 1\n' }) });
    expect(stderr).toContain('\u001B[31m');
  });
});
