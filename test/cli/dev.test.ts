import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { launch, project, run, serve } from './program.ts';

const config = (body: string) => `endpoints:\n  GET /a:\n    mock: { text: ${body} }\n`;

const broken = 'endpoints:\n  GET /a:\n    mode: moc\n    mock: { text: x }\n';

function save(folder: string, text: string): void {
  writeFileSync(join(folder, 'backworks.yaml'), text);
}

const textOf = async (url: string) => (await fetch(url)).text();

/** Asks again and again until told to stop; counts the answers that were not 200. */
function askUntil(url: string): { end(): Promise<{ asked: number; failed: number }> } {
  const counts = { asked: 0, failed: 0 };
  let going = true;
  const ask = async () => {
    while (going) {
      const ok = await fetch(url).then(
        (answer) => answer.arrayBuffer().then(() => answer.ok),
        () => false,
      );
      counts.asked += 1;
      if (!ok) counts.failed += 1;
    }
  };
  const all = Promise.all([ask(), ask(), ask()]);
  return {
    async end() {
      going = false;
      await all;
      return counts;
    },
  };
}

/** Takes a port of its own until the test is over. */
function takePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
    });
    onTestFinished(() => void server.close());
  });
}

describe('dev --json', () => {
  it('begins with a ready line that has the real port and the process', async () => {
    const server = await serve(['dev'], { cwd: project({ 'backworks.yaml': config('one') }) });
    expect(server.ready).toMatchObject({ type: 'ready', config: 'backworks.yaml', endpoints: 1 });
    expect(server.ready.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    expect(await textOf(`${server.url}/a`)).toBe('one');
    const { code, stdout } = await server.stop();
    expect(code).toBe(0);
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1)!)).toMatchObject({ type: 'stopped', served: 1 });
  });
});

describe('a save', () => {
  it('is served without a failed request, in place and moved over, many times', async () => {
    const folder = project({ 'backworks.yaml': config('zero') });
    const server = await serve(['dev'], { cwd: folder });
    const probes = askUntil(`${server.url}/a`);
    for (let round = 1; round <= 10; round++) {
      if (round % 2 === 0) save(folder, config(`round${round}`));
      else {
        writeFileSync(join(folder, '.new'), config(`round${round}`));
        renameSync(join(folder, '.new'), join(folder, 'backworks.yaml'));
      }
      await server.milestone('reloaded', round);
      expect(await textOf(`${server.url}/a`)).toBe(`round${round}`);
    }
    const { asked, failed } = await probes.end();
    expect(asked).toBeGreaterThan(10);
    expect(failed).toBe(0);
    await server.stop();
  });

  it('that is broken keeps the old answer and prints the mistake; the next good one counts', async () => {
    const folder = project({ 'backworks.yaml': config('one') });
    const server = await serve(['dev'], { cwd: folder });
    save(folder, broken);
    const error = await server.milestone('config_error');
    expect(error).toMatchObject({ diagnostics: [{ file: 'backworks.yaml', range: { start: { line: 3 } } }] });
    await server.shows('stderr', 'backworks.yaml:3:11');
    await server.shows('stderr', 'kept the last good configuration');
    expect(await textOf(`${server.url}/a`)).toBe('one');
    save(folder, config('two'));
    await server.milestone('reloaded');
    expect(await textOf(`${server.url}/a`)).toBe('two');
    await server.stop();
  });

  it('in two halves shows no error', async () => {
    const folder = project({ 'backworks.yaml': config('one') });
    const server = await serve(['dev'], { cwd: folder });
    save(folder, 'endpoints: [');
    await new Promise(setImmediate);
    save(folder, config('two'));
    await server.milestone('reloaded');
    expect(await textOf(`${server.url}/a`)).toBe('two');
    expect(server.milestones().map(({ type }) => type)).toEqual(['ready', 'reloaded']);
    await server.stop();
  });

  it('of a file the configuration names counts, too', async () => {
    const text = 'endpoints:\n  GET /a:\n    mock: { file: ./answer.txt }\n';
    const folder = project({ 'backworks.yaml': text, 'answer.txt': 'one' });
    const server = await serve(['dev'], { cwd: folder });
    expect(await textOf(`${server.url}/a`)).toBe('one');
    writeFileSync(join(folder, 'answer.txt'), 'two');
    await server.milestone('reloaded');
    expect(await textOf(`${server.url}/a`)).toBe('two');
    await server.stop();
  });
});

describe('a save of another port', () => {
  it('is answered with the new address', async () => {
    const withServer = (server: string) => `server: { ${server} }\n${config('one')}`;
    const folder = project({ 'backworks.yaml': withServer('host: 127.0.0.1, port: 0') });
    const { child, shows, output, ended } = launch(['dev', '--json'], { cwd: folder });
    await shows('stdout', '"type":"ready"');
    save(folder, withServer('host: localhost, port: 0'));
    await shows('stdout', /"type":"reloaded".*\n/);
    const { url } = JSON.parse(output.stdout.trimEnd().split('\n').at(-1)!);
    expect(output.stdout.split('\n')[0]).not.toContain(url);
    await shows('stderr', `now on ${url}`);
    expect(await textOf(`${url}/a`)).toBe('one');
    child.kill('SIGTERM');
    await ended;
  });
});

describe('a configuration that is deleted', () => {
  it('serves on, and counts again when it is back', async () => {
    const folder = project({ 'backworks.yaml': config('one') });
    const server = await serve(['dev'], { cwd: folder });
    rmSync(join(folder, 'backworks.yaml'));
    await server.milestone('config_error');
    expect(await textOf(`${server.url}/a`)).toBe('one');
    save(folder, config('back'));
    await server.milestone('reloaded');
    expect(await textOf(`${server.url}/a`)).toBe('back');
    await server.stop();
  });
});

describe('a broken first configuration', () => {
  it.each([[['dev']], [['dev', '--once']], [['start']], [['start', '--check']]])(
    'ends %j with 3 where nobody is there to mend it',
    async (words) => {
      const folder = project({ 'backworks.yaml': broken });
      const { code, stdout, stderr } = await run([...words, '--port', '0'], { cwd: folder });
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
      expect(stderr).toContain('--> backworks.yaml:3:11');
      expect(stderr).toContain('^^^');
    },
  );

  it('is a config_error line for programs', async () => {
    const folder = project({ 'backworks.yaml': broken });
    const { code, stdout } = await run(['dev', '--json', '--port', '0'], { cwd: folder });
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ type: 'config_error', diagnostics: [{ severity: 'error' }] });
  });
});

describe('a folder without a configuration', () => {
  it.each([['dev'], ['start']])('is an error line of %s for programs', async (command) => {
    const { code, stdout, stderr } = await run([command, '--json'], { cwd: project({}) });
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ type: 'error', code: 'BW1001', hint: expect.any(String) });
    expect(stderr).toMatch(/^error\[BW1001\]: /);
  });
});

describe('a port that is taken', () => {
  it.each([['dev'], ['start']])('ends %s with 4 and one sentence when it was asked for', async (command) => {
    const port = await takePort();
    const folder = project({ 'backworks.yaml': config('one') });
    const { code, stdout, stderr } = await run([command, '--port', String(port)], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^error\\[BW7\\d{3}\\]: [^\\n]*${port}[^\\n]*\\n  fix: [^\\n]+\\n$`));
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it.each([['dev'], ['start']])('is an error line of %s for programs', async (command) => {
    const port = await takePort();
    const folder = project({ 'backworks.yaml': config('one') });
    const ended = await run([command, '--json', '--port', String(port)], { cwd: folder });
    expect(ended.code).toBe(4);
    const line = JSON.parse(ended.stdout);
    expect(line).toMatchObject({
      type: 'error',
      code: 'BW7001',
      message: expect.stringContaining(`${port}`),
    });
    expect(ended.stderr).toContain(`error[BW7001]: ${line.message}\n  fix: ${line.hint}\n`);
  });

  it('given in the file counts as asked for', async () => {
    const port = await takePort();
    const text = `server: { port: ${port} }\n${config('one')}`;
    expect(await run(['dev'], { cwd: project({ 'backworks.yaml': text }) })).toMatchObject({ code: 4 });
  });

  it('by default is left for the next one, and that is said', async () => {
    const folder = project({ 'backworks.yaml': config('one') });
    const first = launch(['dev', '--json'], { cwd: folder });
    await first.shows('stdout', '"type":"ready"');
    const second = launch(['dev', '--json'], { cwd: folder });
    await second.shows('stdout', '"type":"ready"');
    await second.shows('stderr', /port \d+ is taken: using \d+ instead/);
    for (const { child, ended } of [first, second]) {
      child.kill('SIGTERM');
      expect((await ended).code).toBe(0);
    }
  });
});

describe('what a developer is told', () => {
  it('is where the API is, what it serves and what to try', async () => {
    const folder = project({ 'backworks.yaml': config('one') });
    const server = await serve(['dev'], { cwd: folder });
    await server.shows('stderr', /ready in \d+ ms/);
    await server.shows('stderr', `curl ${server.url}/a`);
    await server.shows('stderr', '1 endpoint: 1 mock');
    expect(server.output.stderr).not.toContain('\u001B');
    await server.stop();
  });

  it('is each request, with the nearest routes of a miss', async () => {
    const folder = project({ 'backworks.yaml': 'endpoints:\n  GET /users/{id}:\n    mock: { text: x }\n' });
    const server = await serve(['dev'], { cwd: folder });
    const miss = await fetch(`${server.url}/user/7`);
    expect(miss.status).toBe(404);
    expect(await miss.text()).toContain('/users/{id}');
    await server.shows('stderr', /GET +\/user\/7 +404 .*\/users\/\{id\}/);
    const wrong = await fetch(`${server.url}/users/7`, { method: 'DELETE' });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, expect.stringContaining('GET')]);
    await server.stop();
  });

  it('is the line to add when a browser page is refused', async () => {
    const server = await serve(['dev'], { cwd: project({ 'backworks.yaml': config('one') }) });
    await fetch(`${server.url}/a`, { headers: { origin: 'http://localhost:5173' } });
    await server.shows('stderr', "server: { cors: { origins: ['http://localhost:5173'] } }");
    await server.stop();
  });

  it('is the list to complete when a browser page is refused that is not in it', async () => {
    const text = `server: { cors: { origins: ['http://a.test'] } }\n${config('one')}`;
    const server = await serve(['dev'], { cwd: project({ 'backworks.yaml': text }) });
    await fetch(`${server.url}/a`, { headers: { origin: 'http://b.test' } });
    await server.shows('stderr', "origins: ['http://a.test', 'http://b.test']");
    expect(server.output.stderr).not.toContain('server: {');
    await server.stop();
  });

  it('is that others can reach it when it listens beyond this machine', async () => {
    const server = await serve(['dev', '--host', '0.0.0.0'], {
      cwd: project({ 'backworks.yaml': config('x') }),
    });
    await server.shows('stderr', /0\.0\.0\.0 is not a loopback address/);
    await server.stop();
  });
});
