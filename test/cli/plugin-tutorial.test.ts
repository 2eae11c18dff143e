import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lacks } from '../require.ts';
import { cleanEnvironment, program, root, type Server, serve, temporaryFolder } from './program.ts';

/** A block of the page, in its order; a file is named in the line before it: `index.ts`: */
interface Step {
  readonly kind: 'file' | 'sh' | 'console';
  readonly text: string;
  /** Of a file. */
  readonly path: string;
}

const page = readFileSync(join(root, 'docs/tutorials/first-plugin.md'), 'utf8');

const steps: readonly Step[] = [...page.matchAll(/(?:^`([^`\n]+)`:\n\n)?^```(\w+)\n([\s\S]*?)^```$/gm)].map(
  ([, path, language, text = '']) => {
    const kind = path !== undefined ? 'file' : language === 'sh' ? 'sh' : 'console';
    return { kind, text, path: path ?? '' };
  },
);

const noCurl = lacks('curl', spawnSync('curl', ['--version']).status === 0);

/** What serves on its own terminal. */
const SERVES = 'backworks dev';

/** How often a command is asked again until it prints what the page shows: some of it takes its time. */
const TRIES = 40;

/** A reader of the page, who does all that it says. */
class Reader {
  folder = temporaryFolder();
  server: Server | undefined;
  readonly #path: string;

  constructor() {
    const bin = temporaryFolder();
    writeFileSync(join(bin, 'backworks'), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`, {
      mode: 0o755,
    });
    this.#path = [bin, process.env.PATH].join(delimiter);
  }

  async write(path: string, text: string): Promise<void> {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    await this.#reloaded(path, () => writeFileSync(file, text));
  }

  /** What is written counts once the server says so; it follows no tests. */
  async #reloaded(path: string, write: () => unknown): Promise<void> {
    const before = this.#reloads();
    await write();
    if (this.server === undefined || /\.test\.ts$/.test(path)) return;
    const { server } = this;
    const count = before + 1;
    await server.shows(
      'stdout',
      new RegExp(`^(?:[^]*?^\\{"type":"(?:reloaded|config_error)".*\\n){${count}}`, 'm'),
    );
  }

  #reloads(): number {
    return (this.server?.milestones() ?? []).filter(({ type }) => /reloaded|config_error/.test(type)).length;
  }

  async run(command: string): Promise<void> {
    const [, moved] = /^cd (\S+)$/.exec(command) ?? [];
    if (moved !== undefined) this.folder = join(this.folder, moved);
    else if (command === SERVES) this.server = await serve(['dev'], { cwd: this.folder });
    else {
      const [, path] = /^cp \S+ (\S+)$/.exec(command) ?? [];
      const run = async () => {
        const { code, output } = await this.#shell(command);
        expect([command, code, code === 0 ? '' : output]).toEqual([command, 0, '']);
      };
      await (path?.startsWith('plugins/') ? this.#reloaded(path, run) : run());
    }
  }

  /** @param shown `$ command` and what it prints; dots stand for anything */
  async show(shown: string): Promise<void> {
    const [first = '', ...lines] = shown.split('\n');
    const command = first.replace(/^\$ /, '');
    const expected = lines.join('\n').trimEnd();
    let printed = '';
    for (let count = 0; count < TRIES; count += 1) {
      printed = (await this.#shell(`${command} 2>&1`)).output.replaceAll('\r', '').trimEnd();
      if (this.server !== undefined) printed = printed.replaceAll(this.server.url, 'http://127.0.0.1:4000');
      if (patternOf(expected).test(printed)) return;
      // Visits are counted: only looks are repeated, in case a machine under load was late.
      if (/^x-visits: \d/.test(expected)) break;
    }
    expect(`$ ${command}\n${printed}`).toBe(`$ ${command}\n${expected}`);
  }

  #shell(command: string): Promise<{ code: number | null; output: string }> {
    const here =
      this.server === undefined ? command : command.replaceAll('http://127.0.0.1:4000', this.server.url);
    const child = spawn('sh', ['-c', here], {
      cwd: this.folder,
      env: cleanEnvironment({ PATH: this.#path }),
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    return new Promise((resolve) => void child.on('close', (code) => resolve({ code, output })));
  }
}

function patternOf(expected: string): RegExp {
  const source = expected
    .split('\n')
    .map((line) =>
      line.trim() === '...'
        ? '(?:.*\\n)*?.*'
        : line
            .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
            .replaceAll('\\.\\.\\.', '.*?')
            .replace(/(?<=\S) {2,}/g, ' {2,}'),
    )
    .join('\n');
  return new RegExp(`^${source}$`);
}

describe.skipIf(noCurl)('the tutorial of plugins', () => {
  it('works from its first command to its last', async () => {
    const reader = new Reader();
    for (const { kind, path, text } of steps) {
      if (kind === 'file') await reader.write(path, text);
      else if (kind === 'console') for (const one of text.split(/^(?=\$ )/m)) await reader.show(one);
      else
        for (const line of text.split('\n').map((one) => one.replace(/\s+#.*/, '').trim()))
          if (line !== '') await reader.run(line);
    }
    const log = [...page.matchAll(/^ {4}(plugin .+)$/gm)].map(([, line = '']) => line);
    expect(log.filter((line) => !reader.server?.output.stderr.includes(line))).toEqual([]);
    await reader.server?.stop();
  }, 120_000);

  it('has files, commands and what they print', () => {
    expect(new Set(steps.map(({ kind }) => kind))).toEqual(new Set(['file', 'sh', 'console']));
  });
});
