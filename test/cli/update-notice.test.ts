import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, statSync, utimesSync, watch, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cleanEnvironment, program, project, root } from './program.ts';
import { inTerminal, noTerminal } from './terminal.ts';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const NEWS = `backworks 99.0.0 is there (you have ${version}): npm i -g backworks`;
const release = { version: '99.0.0', engines: { node: '>=20.19' } };
const DAYS_AGO = 2 * 24 * 60 * 60;

/** A user with a project, a cache and an npm of their own. */
function user(npm = `process.stdout.write(${JSON.stringify(JSON.stringify(release))})`) {
  const folder = project({
    'backworks.yaml': 'endpoints:\n  GET /a:\n    mock: { text: one }\n',
    'bin/npm': `#!${process.execPath}\nrequire('node:fs').appendFileSync(__dirname + '/calls', process.argv.slice(2).join(' ') + '\\n');\n${npm};\n`,
    'bin/package.json': '{}',
  });
  const bin = join(folder, 'bin');
  chmodSync(join(bin, 'npm'), 0o755);
  const cache = join(folder, 'cache/backworks');
  const file = join(cache, 'update.json');
  mkdirSync(cache, { recursive: true });
  const environment = {
    PATH: `${bin}:${cleanEnvironment().PATH}`,
    XDG_CACHE_HOME: join(folder, 'cache'),
    BACKWORKS_NO_UPDATE_CHECK: '',
  };
  return {
    folder,
    cache,
    file,
    calls: join(bin, 'calls'),
    /** What an earlier look has found, and when. */
    found(content: unknown, secondsAgo = 0) {
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
      age(file, secondsAgo);
    },
    /** Runs a command in a terminal to its end. */
    async run(words: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
      const line = `${process.execPath} ${program} ${words}; echo code=$?`;
      const running = inTerminal(line, { cwd: folder, environment: { ...environment, ...more } });
      await running.shows('stdout', /code=\d/);
      return running.output.stdout;
    },
  };
}

function age(file: string, seconds: number): void {
  const then = Date.now() / 1_000 - seconds;
  utimesSync(file, then, then);
}

/** Resolves once a file of a folder holds a text. */
function holds(folder: string, name: string, text: string): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      try {
        if (readFileSync(join(folder, name), 'utf8').includes(text)) resolve();
      } catch {
        // Not there yet.
      }
    };
    const watcher = watch(folder, look);
    onTestFinished(() => watcher.close());
    look();
  });
}

const found = { version: '99.0.0', node: '>=20.19' };

describe.skipIf(noTerminal)('a newer version', () => {
  it.each(['validate', 'init shop', 'dev --once -c broken.yaml'])('is mentioned by %s', async (words) => {
    const ada = user();
    writeFileSync(join(ada.folder, 'broken.yaml'), 'endpoints: 1\n');
    ada.found(found);
    const shown = await ada.run(words);
    expect(shown).toContain(NEWS);
    expect(shown.indexOf(NEWS)).toBeLessThan(shown.indexOf('code='));
  });

  it('is mentioned in one dim line', async () => {
    const ada = user();
    ada.found(found);
    expect(await ada.run('validate')).toContain(`\u001B[2m${NEWS}\u001B[22m\r\n`);
  });

  it('is mentioned once a day', async () => {
    const ada = user();
    ada.found(found);
    expect(await ada.run('validate')).toContain(NEWS);
    expect(await ada.run('validate')).not.toContain(NEWS);
    age(join(ada.cache, 'update-told'), DAYS_AGO);
    expect(await ada.run('validate')).toContain(NEWS);
  });

  it.each([
    ['the same version', { version, node: '>=20.19' }],
    ['one for a newer Node.js', { version: '99.0.0', node: '>=99' }],
    ['one for a range that is not understood', { version: '99.0.0', node: '^20 || ^22' }],
    ['one without a range', { version: '99.0.0' }],
    ['one before its release', { version: '99.0.0-beta.1', node: '>=20.19' }],
    ['text for the terminal', { version: '99.0.0\u001B[2J', node: '>=20.19' }],
    ['no JSON', 'nonsense'],
    ['nothing', ''],
    ['a document', `{"x":"${'x'.repeat(20_000)}"}`],
  ])('is none when %s was found', async (_, content) => {
    const ada = user();
    ada.found(content);
    const shown = await ada.run('validate');
    expect(shown).not.toContain('is there');
    expect(shown).toContain('code=0');
  });
});

describe.skipIf(noTerminal)('the look for a newer version', () => {
  it('asks the npm of the user, for the next command to tell', async () => {
    const ada = user();
    expect(await ada.run('validate')).not.toContain('is there');
    await holds(ada.cache, 'update.json', '99.0.0');
    expect(readFileSync(ada.calls, 'utf8')).toMatch(/^view backworks version engines --json /);
    expect(statSync(ada.file).mode & 0o777).toBe(0o600);
    expect(await ada.run('validate')).toContain(NEWS);
    expect(readFileSync(ada.calls, 'utf8').split('\n')).toHaveLength(2);
  });

  it('is due again after a day', async () => {
    const ada = user();
    ada.found({ version, node: '>=20.19' }, DAYS_AGO);
    await ada.run('validate');
    await holds(ada.cache, 'update.json', '99.0.0');
  });

  it('is due, too, when the last one was in the future', async () => {
    const ada = user();
    ada.found({ version, node: '>=20.19' }, -DAYS_AGO);
    await ada.run('validate');
    await holds(ada.cache, 'update.json', '99.0.0');
  });

  it.each([
    ['fails', 'process.exit(1)'],
    ['talks nonsense', "process.stdout.write('{')"],
    ['knows a version only', `process.stdout.write('"99.0.0"')`],
  ])('is not repeated when npm %s', async (_, npm) => {
    const ada = user(npm);
    await ada.run('validate');
    await holds(join(ada.folder, 'bin'), 'calls', 'view');
    expect(await ada.run('validate')).toContain('code=0');
    expect(readFileSync(ada.calls, 'utf8').split('\n')).toHaveLength(2);
    expect(readFileSync(ada.file, 'utf8')).toBe('');
  });

  it('holds up no command, and is over after a while', async () => {
    const calls = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void calls.close());
    await once(calls, 'listening');
    const connected = once(calls, 'connection');
    const ada = user(`require('node:net').connect(${(calls.address() as AddressInfo).port}, '127.0.0.1')`);
    expect(await ada.run('validate')).toContain('code=0');
    const [npm] = (await connected) as [Socket];
    await once(npm.on('error', () => {}).resume(), 'close');
  });

  it('does not matter where nothing can be kept', async () => {
    const ada = user();
    const shown = await ada.run('validate', { XDG_CACHE_HOME: join(ada.folder, 'backworks.yaml') });
    expect(shown).toContain('code=0');
    expect(shown).not.toContain('is there');
  });
});

describe.skipIf(noTerminal)('nobody is told and nothing is looked for', () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ['validate --json', {}],
    ['validate --format json', {}],
    ['validate -q', {}],
    ['validate --agent yes', {}],
    ['validate 2> errors', {}],
    ['start --check', {}],
    ['help', {}],
    ['--version', {}],
    ['validate', { CI: 'true' }],
    ['validate', { AI_AGENT: 'x' }],
    ['validate', { NO_UPDATE_NOTIFIER: '1' }],
    ['validate', { BACKWORKS_NO_UPDATE_CHECK: '1' }],
  ])('by %s with %j', async (words, environment) => {
    const ada = user();
    ada.found(found, DAYS_AGO);
    const before = statSync(ada.file).mtimeMs;
    expect(await ada.run(words, environment)).not.toContain('is there');
    expect(statSync(ada.file).mtimeMs).toBe(before);
    if (words.endsWith('errors'))
      expect(readFileSync(join(ada.folder, 'errors'), 'utf8')).not.toContain('is there');
  });

  it('but by people who say that they are no agent', async () => {
    const ada = user();
    ada.found(found);
    expect(await ada.run('validate --agent no', { AI_AGENT: 'x' })).toContain(NEWS);
  });
});
