import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { launch } from '../../src/process/launch.ts';
import { lacks } from '../require.ts';
import { firstLine, fixture, gone, isAlive, specOf, start, startChild } from './children.ts';

describe('a child', () => {
  it('answers on a channel of its own, with the folder and the variables it was given', async () => {
    const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'backworks-child-')));
    const child = await startChild({ cwd, env: { A: 'b' } });
    const ask = async (method: string, params: unknown) => (await child.channel.call(method, params)).value;
    expect(await ask('folder', null)).toBe(cwd);
    expect(await ask('environment', 'A')).toBe('b');
    expect(await ask('environment', 'BACKWORKS_CHANNEL_FD')).toBe('3');
    expect(await ask('environment', 'HOME')).toBeNull();
    const { payload } = await child.channel.call('echo', 1, { payload: Buffer.alloc(500_000, 7) });
    expect(payload?.equals(Buffer.alloc(500_000, 7))).toBe(true);
  });

  it('asks its parent, and somebody else who adopts it', async () => {
    const heard: unknown[] = [];
    const child = await startChild({
      answer: ({ method, params }) => ({ value: [method, params] }),
      note: (method) => void heard.push(method),
    });
    const ask = async () => (await child.channel.call('ask', { method: 'hello', params: 1 })).value;
    expect(await ask()).toEqual(['hello', 1]);
    child.adopt({ answer: () => ({ value: 'adopted' }), output: (line) => void heard.push(line) });
    expect(await ask()).toBe('adopted');
    await child.channel.call('print', { text: 'for the new one\n' });
    await child.channel.call('exit', 0).catch(() => {});
    await child.exited;
    await child.channel.closed;
    expect(heard).toEqual(['for the new one']);
  });

  it.skipIf(lacks('/proc', process.platform === 'linux'))(
    'is what the system ends first when memory is short',
    async () => {
      const child = await startChild();
      const pid = (await child.channel.call('start', null)).value as number;
      for (const one of [child.pid, pid])
        expect(readFileSync(`/proc/${one}/oom_score_adj`, 'latin1')).toBe('500\n');
    },
  );

  it('may be written in another language', async () => {
    const child = await launch({ ...specOf([]), command: 'python3', args: [fixture('echo.py')] });
    const { value, payload } = await child.channel.call('echo', { a: 'ü' }, { payload: Buffer.from('raw') });
    expect(value).toEqual({ a: 'ü' });
    expect(payload?.toString()).toBe('raw');
    await expect(child.channel.call('fail', 1)).rejects.toMatchObject({ name: 'ValueError' });
    await child.channel.ping();
    expect(await child.stop(5_000)).toMatchObject({ code: 0, signal: null });
  });
});

describe('a child that cannot be started', () => {
  const folder = mkdtempSync(join(tmpdir(), 'backworks-child-'));
  const text = join(folder, 'text');
  writeFileSync(text, 'not a program');

  it.each([
    [
      { command: 'no-such-command' },
      'ENOENT',
      '"no-such-command" cannot be started: there is no such command',
    ],
    [{ command: text }, 'EACCES', `"${text}" cannot be started: it may not be run`],
    [{ cwd: join(folder, 'none') }, 'ENOENT', /there is no folder .*none/],
    [{ args: ['a\0b'] }, 'ERR_INVALID_ARG_VALUE', /cannot be started: .*null bytes/],
  ])('is one error with the command and the reason: %j', async (edit, code, message) => {
    const error = await launch({ ...specOf(['child.mjs']), ...edit }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'LaunchError', code });
    expect((error as Error).message).toMatch(message);
    expect((error as Error).cause).toBeInstanceOf(Error);
  });
});

describe('what a child prints', () => {
  it('comes as lines, by stream', async () => {
    const heard: string[] = [];
    const child = await startChild({ output: (line, from) => void heard.push(`${from}: ${line}`) });
    await child.channel.call('print', { text: 'one\r\n\ntwo\nthr' });
    await child.channel.call('print', { text: 'oops\n', to: 'stderr' });
    await child.channel.call('print', { text: 'ee ü' });
    await child.channel.call('exit', 0).catch(() => {});
    await child.line(/three/);
    const of = (from: string) => heard.filter((line) => line.startsWith(from));
    expect(of('stdout')).toEqual(['stdout: one', 'stdout: ', 'stdout: two', 'stdout: three ü']);
    expect(of('stderr')).toEqual(['stderr: oops']);
  });

  it('cannot corrupt the channel', async () => {
    const child = await startChild();
    await child.channel.call('print', { text: '{"t":"nonsense"}\n' });
    await child.line(/nonsense/);
    expect((await child.channel.call('echo', 1)).value).toBe(1);
  });

  it('is cut off in lines that are too long', async () => {
    const child = await startChild();
    await child.channel.call('print', { text: `${'x'.repeat(100_000)}\nshort\n` });
    await child.line(/short/);
    expect(child.lines).toEqual([`${'x'.repeat(8_192)}…`, 'short']);
  });

  it.each([
    ['with lines', 'a line of the flood\n'],
    ['without an end of the line', 'xxxxxxxxxxxxxxxxxxxx'],
  ])('as a flood %s is dropped, counted, and delays nobody for long', async (_how, text) => {
    const child = await startChild();
    await child.channel.call('flood', text);
    const used = process.cpuUsage();
    const dropped = await child.line(/lines dropped/);
    const { user, system } = process.cpuUsage(used);
    expect(Number(/^… (\d+) lines dropped$/.exec(dropped)?.[1])).toBeGreaterThan(0);
    expect(child.lines.length).toBeLessThanOrEqual(1_001);
    expect((await child.channel.call('echo', 1)).value).toBe(1);
    // Of one second of a flood.
    expect((user + system) / 1e6).toBeLessThan(0.5);
  });
});

describe('the end of a child', () => {
  it('comes with its exit code, also to whoever waits for an answer', async () => {
    const child = await startChild();
    const waiting = child.channel.call('never', 1);
    const exiting = child.channel.call('exit', 7);
    await expect(waiting).rejects.toMatchObject({
      code: 'closed',
      message: expect.stringMatching(/it exited with code 7/),
    });
    await expect(exiting).rejects.toThrow(/it exited with code 7/);
    expect(await child.exited).toEqual({ code: 7, signal: null, reason: undefined });
  });

  it('comes with its signal', async () => {
    const child = await startChild();
    await expect(child.channel.call('signal', 'SIGSEGV')).rejects.toThrow(/it was ended by SIGSEGV/);
    expect(await child.exited).toMatchObject({ code: null, signal: 'SIGSEGV' });
  });

  it('comes when we kill it, with our reason', async () => {
    const child = await startChild();
    const waiting = child.channel.call('loop', 1);
    child.kill('it does not answer');
    await expect(waiting).rejects.toThrow(/it was ended: it does not answer/);
    expect(await child.exited).toEqual({ code: null, signal: 'SIGKILL', reason: 'it does not answer' });
    child.kill('once more');
    expect(await child.stop(0)).toMatchObject({ reason: 'it does not answer' });
  });

  it('comes by itself when it is asked to stop', async () => {
    const child = await startChild();
    const waiting = child.channel.call('never', 1);
    const stopped = child.stop(10_000);
    await expect(waiting).rejects.toThrow(/it was stopped/);
    expect(await stopped).toEqual({ code: 0, signal: null, reason: 'it was stopped' });
    expect(await child.stop(10_000)).toMatchObject({ code: 0 });
  });

  it('comes by SIGTERM when it does not watch its channel', async () => {
    const child = await start(['bare.mjs', 'channel.write(hello); setInterval(() => {}, 1000);']);
    await child.channel.ready;
    expect(await child.stop(10_000)).toMatchObject({ signal: 'SIGTERM' });
  });

  it('comes by SIGKILL when it does not listen to that, too', async () => {
    const script = 'process.on("SIGTERM", () => {}); channel.write(hello); setInterval(() => {}, 1000);';
    const child = await start(['bare.mjs', script]);
    await child.channel.ready;
    expect(await child.stop(100)).toMatchObject({ signal: 'SIGKILL' });
  });

  it('comes when it closes its channel, or breaks its rules', async () => {
    const closing = await start(['bare.mjs', 'channel.end(hello); setInterval(() => {}, 1000);']);
    expect(await closing.exited).toMatchObject({ signal: 'SIGKILL', reason: 'it closed its channel' });
    const broken = await start([
      'bare.mjs',
      'channel.write(hello + "garbage\\n"); setInterval(() => {}, 1000);',
    ]);
    expect(await broken.exited).toMatchObject({
      signal: 'SIGKILL',
      reason: expect.stringMatching(/not JSON/),
    });
    const closed = await startChild();
    closed.channel.close();
    expect(await closed.exited).toMatchObject({ code: 0 });
  });

  it('is the end of what it started, also of what holds its channel', async () => {
    const child = await startChild();
    const pid = (await child.channel.call('start', null)).value as number;
    expect(isAlive(pid)).toBe(true);
    await child.channel.call('exit', 0).catch(() => {});
    await gone(pid);
    const script = `
      const { spawn } = await import('node:child_process');
      const { pid } = spawn('sleep', ['60'], { stdio: ['ignore', 'ignore', 'ignore', channel] });
      channel.write(hello + JSON.stringify({ t: 'note', m: 'started', p: pid }) + '\\n', () => process.exit(3));`;
    const told: unknown[] = [];
    const holding = await start(['bare.mjs', script], { note: (_method, params) => void told.push(params) });
    expect((await holding.channel.closed)?.message).toBe('it exited with code 3');
    await gone(told[0] as number);
  });
});

describe.skipIf(lacks('process groups', process.platform !== 'win32'))('the end of the parent', () => {
  async function family(file: string, then: string) {
    const parent = spawn(process.execPath, [fixture('parent.mjs'), file, then], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const pids = JSON.parse(await firstLine(parent.stdout)) as number[];
    return { parent, pids };
  }

  it.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
    'by %s is the end of its children with all they started',
    async (signal) => {
      const { parent, pids } = await family('child.mjs', 'wait');
      parent.kill(signal);
      await once(parent, 'exit');
      await gone(...pids);
    },
  );

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'by %s is the end even of busy children',
    async (signal) => {
      const { parent, pids } = await family('busy.mjs', 'wait');
      parent.kill(signal);
      expect(await once(parent, 'exit')).toEqual([null, signal]);
      await gone(...pids);
    },
  );

  it.each(['exit', 'throw'])('by %s is the end of them with all they started', async (then) => {
    const { pids } = await family('child.mjs', then);
    await gone(...pids);
  });

  it('is the end even of children that do not watch their channel', async () => {
    const { pids } = await family('bare.mjs', 'exit');
    await gone(...pids);
  });
});
