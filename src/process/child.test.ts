import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { socketPair } from '../../test/support/channels.ts';
import { Channel } from './channel.ts';
import { serveStream } from './child.ts';
import { harden } from './harden.ts';

async function served(options: Partial<Parameters<typeof serveStream>[1]> = {}) {
  const [near, far] = await socketPair();
  far.on('error', () => {});
  const exited = new Promise<[number, string | undefined]>((resolve) => {
    const serve = { answer: () => ({ value: 'served' }), ...options };
    serveStream(near, serve, (code, complaint) => resolve([code, complaint]));
  });
  return { far, exited };
}

describe("the child's side of a channel", () => {
  it('answers, hears notes, tells what it uses, and ends the process with the channel', async () => {
    const heard: unknown[] = [];
    const { far, exited } = await served({
      note: (...note) => void heard.push(note),
      limits: { maxHead: 1_000 },
    });
    const parent = new Channel(far, { side: 'parent', answer: () => ({}) });
    expect((await parent.call('x', 1)).value).toBe('served');
    parent.notify('told', 1);
    await parent.ping();
    expect(heard).toEqual([['told', 1, undefined]]);
    expect(parent.figures).toMatchObject({ cpu: expect.any(Number) });
    parent.close();
    expect(await exited).toEqual([0, undefined]);
  });

  it('needs no interest in notes', async () => {
    const { far, exited } = await served();
    const parent = new Channel(far, { side: 'parent', answer: () => ({}) });
    parent.notify('told', 1);
    await parent.ping();
    parent.close();
    expect(await exited).toEqual([0, undefined]);
  });

  it('complains and ends the process when the parent breaks the rules', async () => {
    const { far, exited } = await served();
    far.write('nonsense\n');
    const [code, complaint] = await exited;
    expect(code).toBe(1);
    expect(complaint).toMatch(/ProtocolError: a head is not JSON/);
  });
});

describe('hardening', () => {
  const hardened = (options = {}) => {
    const killed: unknown[] = [];
    const target = {
      pid: 4_711,
      kill: (...args: unknown[]) => killed.push(args) > 0,
      abort() {},
      dlopen() {},
      binding() {},
    } as unknown as NodeJS.Process;
    harden(target, options);
    return { target, killed };
  };

  it('lets a process signal itself and its group', () => {
    const { target, killed } = hardened();
    expect(target.kill(4_711, 'SIGTERM')).toBe(true);
    target.kill(-4_711, 'SIGTERM');
    target.kill(1, 0);
    expect(() => target.kill(1, 'SIGTERM')).toThrow(/did not start/);
    expect(killed).toEqual([
      [4_711, 'SIGTERM'],
      [-4_711, 'SIGTERM'],
      [1, 0],
    ]);
  });

  it('lets a process signal what it started, until that ends', async () => {
    const { target, killed } = hardened();
    const started = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const pid = started.pid as number;
    target.kill(pid, 'SIGTERM');
    target.kill(-pid, 'SIGTERM');
    expect(killed).toEqual([
      [pid, 'SIGTERM'],
      [-pid, 'SIGTERM'],
    ]);
    started.stdin?.end();
    await once(started, 'exit');
    expect(() => target.kill(pid, 'SIGTERM')).toThrow(/did not start/);
  });

  it('takes away what only mistakes use', () => {
    const { target } = hardened();
    expect(() => target.abort()).toThrow(/process.abort is not allowed/);
    expect(() => target.dlopen({}, 'x.node')).toThrow(/native addon/);
    expect(() => Object.assign(target, { kill: () => true })).toThrow(TypeError);
  });

  it('lets addons in when it is told to', () => {
    const { target } = hardened({ addons: true });
    expect(() => target.dlopen({}, 'x.node')).not.toThrow();
  });
});
