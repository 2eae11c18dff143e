import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { program, project } from './program.ts';
import { inTerminal, noTerminal } from './terminal.ts';

const node = process.execPath;
const good = 'endpoints:\n  GET /a:\n    mock: { text: one }\n';
const broken = 'endpoints:\n  GET /a:\n    mode: moc\n    mock: { text: x }\n';
const folderWith = (text: string) => project({ 'backworks.yaml': text });
const backworks = (words: string) => `${node} ${program} ${words}`;

const COLOUR = '\u001B[3';

describe.skipIf(noTerminal)('dev in a terminal', () => {
  it('greets, and Ctrl-C ends it with 0 and the terminal as it was', async () => {
    const line = `trap : INT; stty -g > before; ${backworks('dev --port 0')}; echo code=$?; stty -g > after`;
    const folder = folderWith(good);
    const { child, shows, ended } = inTerminal(line, { cwd: folder });
    await shows('stdout', 'press h for keys');
    child.stdin.write('\u0003');
    await shows('stdout', 'code=0');
    await ended;
    expect(readFileSync(join(folder, 'after'), 'utf8')).toBe(readFileSync(join(folder, 'before'), 'utf8'));
  });

  it('answers single keys', async () => {
    const { child, shows } = inTerminal(backworks('dev --port 0'), { cwd: folderWith(good) });
    await shows('stdout', 'press h for keys');
    child.stdin.write('h');
    await shows('stdout', 'list the endpoints');
    child.stdin.write('l');
    await shows('stdout', 'backworks.yaml:2');
    child.stdin.write('r');
    await shows('stdout', /reloaded {2}backworks\.yaml {2}\(1 endpoint,/);
    child.stdin.write('e');
    await shows('stdout', 'the configuration has no errors');
    child.stdin.write('p');
    await shows('stdout', 'request log paused');
    child.stdin.write('q');
  });

  it('shows the last failed request with e', async () => {
    const text = `${good}  GET /fails:\n    mock: { status: 503, text: down }\n`;
    const { child, shows, output } = inTerminal(backworks('dev --port 0'), { cwd: folderWith(text) });
    await shows('stdout', 'press h for keys');
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(output.stdout) ?? [];
    await fetch(`${url}/fails`);
    await shows('stdout', 'GET     /fails');
    child.stdin.write('e');
    await shows('stdout', /last failed request:\s+GET \/fails {2}503/);
    child.stdin.write('q');
  });

  it('is stopped by Ctrl-Z and goes on with its keys', async () => {
    const line = `set -m; ${backworks('dev --port 0')}; echo suspended; stty -a | tr ' ' '\\n' | grep icanon; fg; echo code=$?`;
    const { child, shows } = inTerminal(line, { cwd: folderWith(good) });
    await shows('stdout', 'press h for keys');
    child.stdin.write('\u001A');
    await shows('stdout', 'suspended');
    await shows('stdout', /^icanon/m);
    child.stdin.write('h');
    await shows('stdout', 'list the endpoints');
    child.stdin.write('q');
    await shows('stdout', 'code=0');
  });

  it('reads no keys with --no-keys', async () => {
    const { child, shows } = inTerminal(`trap : INT; ${backworks('dev --port 0 --no-keys')}; echo code=$?`, {
      cwd: folderWith(good),
    });
    await shows('stdout', 'ready in');
    child.stdin.write('q\u0003');
    await shows('stdout', 'code=0');
  });

  it('waits for the fix of a broken first file', async () => {
    const folder = folderWith(broken);
    const { child, shows } = inTerminal(backworks('dev --port 0'), { cwd: folder });
    await shows('stdout', 'waiting for the fix');
    writeFileSync(join(folder, 'backworks.yaml'), good);
    await shows('stdout', 'press h for keys');
    child.stdin.write('q');
  });

  it('with --once does not wait', async () => {
    const { shows } = inTerminal(`${backworks('dev --once')}; echo code=$?`, { cwd: folderWith(broken) });
    await shows('stdout', 'code=3');
  });
});

describe.skipIf(noTerminal)('colour in a terminal', () => {
  const check = async (prefix: string, suffix = '') => {
    const folder = folderWith(broken);
    const { shows, output } = inTerminal(`${prefix} ${backworks('validate')} ${suffix}; echo code=$?`, {
      cwd: folder,
    });
    await shows('stdout', 'code=1');
    return { shown: output.stdout, folder };
  };

  it('is there', async () => {
    expect((await check('')).shown).toContain(COLOUR);
  });

  it.each(['NO_COLOR=1', 'TERM=dumb', 'AI_AGENT=x', 'NO_COLOR=1 FORCE_COLOR=1'])(
    'is not with %s',
    async (prefix) => {
      expect((await check(prefix)).shown).not.toContain('\u001B');
    },
  );

  it('is not in a file that takes stderr', async () => {
    const { folder } = await check('', '2> errors');
    expect(readFileSync(join(folder, 'errors'), 'utf8')).not.toContain('\u001B');
  });

  it('is in a file when it is forced', async () => {
    const { folder } = await check('FORCE_COLOR=1', '2> errors');
    expect(readFileSync(join(folder, 'errors'), 'utf8')).toContain(COLOUR);
  });
});

describe.skipIf(noTerminal)('init in a terminal', () => {
  it('asks where and how it is called, and offers an answer', async () => {
    const folder = project({});
    const { child, shows } = inTerminal(`${backworks('init')}; echo code=$?`, { cwd: folder });
    await shows('stdout', 'Which folder?');
    child.stdin.write('shop\r');
    await shows('stdout', 'What is the API called?');
    child.stdin.write('\r');
    await shows('stdout', 'code=0');
    expect(readFileSync(join(folder, 'shop/backworks.yaml'), 'utf8')).toContain('name: shop\n');
  });

  it('touches nothing when the answer is Ctrl-C', async () => {
    const { child, shows } = inTerminal(`${backworks('init')}; echo code=$?; ls -A`, { cwd: project({}) });
    await shows('stdout', 'Which folder?');
    child.stdin.write('\u0003');
    await shows('stdout', 'code=130');
  });
});
