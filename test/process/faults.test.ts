import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exit } from '../../src/process/launch.ts';
import { type Child, launch } from '../../src/process/launch.ts';
import { gone, type StartOptions, specOf } from './children.ts';
import { supervise } from './supervised.ts';

const MEBIBYTE = 1_048_576;

/** Another child, which is asked all the time. */
let neighbour: Child;
let asking: Promise<{ asked: number; failed: unknown[] }>;
let isOver = false;

beforeAll(async () => {
  neighbour = await launch(specOf(['child.mjs']));
  asking = (async () => {
    const failed: unknown[] = [];
    let asked = 0;
    for (; !isOver; asked++) {
      await neighbour.channel.call('echo', asked).catch((error: unknown) => failed.push(error));
      // A turn of the event loop for everybody else.
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return { asked, failed };
  })();
});

afterAll(async () => {
  isOver = true;
  const { asked, failed } = await asking;
  await neighbour.stop(5_000);
  expect(failed).toEqual([]);
  expect(asked).toBeGreaterThan(500);
});

interface Fault {
  readonly what: string;
  readonly method: string;
  readonly params?: unknown;
  readonly child?: StartOptions;
  /** Bytes. */
  readonly memory?: number;
  readonly exit: Partial<Record<keyof Exit, unknown>>;
}

const SMALL_HEAP = { flags: ['--max-old-space-size=24'] };
/** A process that is out of memory may be ended by V8, or be so busy with collecting garbage that we end it. */
const OUT_OF_MEMORY = { signal: expect.stringMatching(/SIGABRT|SIGKILL|SIGTRAP|SIGILL/) };

const faults: readonly Fault[] = [
  { what: 'exits', method: 'exit', params: 0, exit: { code: 0 } },
  { what: 'throws', method: 'throw', exit: { code: 1 } },
  { what: 'has an unhandled rejection', method: 'reject', exit: { code: 1 } },
  { what: 'overflows its stack', method: 'overflow', exit: { code: expect.any(Number) } },
  {
    what: 'crashes as a native addon does',
    method: 'signal',
    params: 'SIGSEGV',
    exit: { signal: 'SIGSEGV' },
  },
  { what: 'aborts', method: 'signal', params: 'SIGABRT', exit: { signal: 'SIGABRT' } },
  {
    what: 'kills itself',
    method: 'signal',
    params: 'SIGKILL',
    exit: { signal: 'SIGKILL', reason: undefined },
  },
  { what: 'loops for ever', method: 'loop', exit: { signal: 'SIGKILL', reason: /did not react/ } },
  {
    what: 'stands still',
    method: 'signal',
    params: 'SIGSTOP',
    exit: { signal: 'SIGKILL', reason: /did not react/ },
  },
  { what: 'fills its heap with an array', method: 'array', child: SMALL_HEAP, exit: OUT_OF_MEMORY },
  { what: 'fills its heap with a map', method: 'map', child: SMALL_HEAP, exit: OUT_OF_MEMORY },
  {
    what: 'fills its memory with buffers',
    method: 'buffers',
    params: { megabytes: 400 },
    memory: 100 * MEBIBYTE,
    exit: { signal: 'SIGKILL', reason: /MiB of memory|did not react/ },
  },
  {
    what: 'floods its channel',
    method: 'notes',
    params: 'x'.repeat(200),
    exit: { reason: /nobody asked for/ },
  },
];

describe('a child that', () => {
  it.each(faults)('$what is replaced, and hurts nobody', async ({ method, params, child, memory, exit }) => {
    const { supervisor, ask, next } = supervise({
      ...(child && { child }),
      limits: memory === undefined ? {} : { memory },
    });
    await supervisor.start();
    const { pid } = supervisor;
    ask(method, params).catch(() => {});
    const exited = await next('exited');
    const { reason } = exit;
    if (reason instanceof RegExp) expect(exited.exit.reason).toMatch(reason);
    expect(exited.exit).toMatchObject(
      reason instanceof RegExp ? { ...exit, reason: expect.any(String) } : exit,
    );
    const restarted = await next('restarted');
    expect(restarted.pid).not.toBe(pid);
    expect(await ask('echo', 1)).toBe(1);
  });

  const bare = (script: string) => ({
    launch: () => launch(specOf(['bare.mjs', script])),
    prepare: (one: Child) => one.channel.ready.then(() => one),
  });

  it.each([
    [
      'sends nonsense',
      'channel.write(hello); setTimeout(() => channel.write("nonsense\\n"), 50);',
      /not JSON/,
    ],
    [
      'sends a head without end',
      'channel.write(hello); setInterval(() => channel.write("x".repeat(1e6)), 5);',
      /more than/,
    ],
    [
      'announces too much',
      'channel.write(hello); setTimeout(() => channel.write(\'{"t":"data","i":0,"n":1e9}\\n\'), 50);',
      /1000000000 bytes/,
    ],
    [
      'ends its channel',
      'channel.write(hello); setTimeout(() => channel.end(), 50); setInterval(() => {}, 1e3);',
      /closed its channel/,
    ],
    ['reads nothing', 'channel.pause(); channel.write(hello); setInterval(() => {}, 1e3);', /did not react/],
    // A byte every few milliseconds: its channel is never silent, and it never says anything.
    [
      'drips',
      'channel.write(hello); channel.resume(); setInterval(() => channel.write(" "), 5);',
      /did not react/,
    ],
  ])('%s is replaced', async (_what, script, reason) => {
    const { supervisor, next } = supervise(bare(script));
    await supervisor.start();
    const { exit } = await next('exited');
    expect(exit.reason).toMatch(reason);
    await next('restarted');
  });

  it('drips its answers is understood', async () => {
    const script = `
      channel.write(hello);
      const drip = (text) => [...text].forEach((c, n) => setTimeout(() => channel.write(c), n));
      channel.on('data', (chunk) => {
        const found = /"t":"call","i":(\\d+)/.exec(chunk);
        if (found) drip(JSON.stringify({ t: 'ok', i: Number(found[1]), p: 'slowly' }) + '\\n');
      });`;
    const child = await launch(specOf(['bare.mjs', script]));
    await child.channel.ready;
    expect((await child.channel.call('x', 1)).value).toBe('slowly');
    await child.stop(0);
  });

  it('prints without end goes on answering', async () => {
    const { supervisor, ask, events } = supervise();
    await supervisor.start();
    await ask('flood', 'a line of the flood\n');
    for (let count = 0; count < 50; count++) await ask('slow', 30);
    expect(events.map(({ type }) => type)).toEqual(['started']);
  });

  it('starts hundreds of processes takes them all along', async () => {
    // Starting them takes the child's whole attention.
    const { supervisor, ask } = supervise({ silence: 20_000 });
    await supervisor.start();
    const pids = (await ask('many', 200)) as number[];
    expect(pids).toHaveLength(200);
    supervisor.instance?.kill('test');
    await gone(...pids);
  });

  it('runs out of file descriptors hurts itself only', async () => {
    const { supervisor, ask } = supervise();
    await supervisor.start();
    await expect(ask('open', 10_000_000)).rejects.toMatchObject({ code: 'EMFILE' });
    expect(await ask('echo', 1)).toBe(1);
    const other = await launch(specOf(['child.mjs']));
    expect((await other.channel.call('echo', 2)).value).toBe(2);
    await other.stop(0);
  });
});
