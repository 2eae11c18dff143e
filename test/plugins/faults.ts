/** One thing that a plugin does wrong. */
export interface Fault {
  /** In words. */
  readonly what: string;
  /** As code in its hook, which may use `request`, `call` and `context`. */
  readonly code: string;
  /** Code in front of the plugin. */
  readonly before?: string;
  /** Keys of its entry. */
  readonly entry?: string;
  /**
   * What becomes of the request that makes it do that: it is answered `without` the plugin, or `with` it because the
   * fault comes later. Either may be first when not said.
   */
  readonly answered?: 'with' | 'without';
  /** What becomes of its process; not said where the machine decides. */
  readonly process?: 'stays' | 'replaced' | 'handed over';
  /** The part of other requests that may come late; one in a hundred unless the promise is missed. */
  readonly late?: number;
}

const OWN = "import { closeSync, openSync, writeSync } from 'node:fs';";
const CHANNEL = 'Number(process.env.BACKWORKS_CHANNEL_FD)';

/** Again and again, in turns of the event loop. */
const forEver = (code: string) =>
  `const again = () => { for (let n = 0; n < 200; n += 1) { ${code} } setImmediate(again); }; again();`;

/** What ends no process: these are suffered inline, too. */
export const MILD: readonly Fault[] = [
  { what: 'throws', code: "throw new Error('broken');", answered: 'without', process: 'stays' },
  {
    what: 'rejects',
    code: "return Promise.reject(new Error('broken'));",
    answered: 'without',
    process: 'stays',
  },
  {
    what: 'rejects where nobody waits',
    code: "void Promise.reject(new Error('lost'));",
    answered: 'with',
    process: 'stays',
  },
  { what: 'hangs', code: 'return new Promise(() => {});', answered: 'without', process: 'stays' },
  {
    what: 'overflows its stack',
    code: 'const deep = () => deep() + 1; return deep();',
    answered: 'without',
    process: 'stays',
  },
];

/** What a process of its own keeps from everybody else. */
export const HARD: readonly Fault[] = [
  { what: 'loops for ever', code: 'for (;;);', answered: 'without', process: 'replaced' },
  { what: 'throws in a timer', code: "setTimeout(() => { throw new Error('lost'); });", process: 'replaced' },
  { what: 'exits', code: 'process.exit(0);', answered: 'without', process: 'replaced' },
  // The bootstrap takes it away: it throws.
  { what: 'aborts', code: 'process.abort();', answered: 'without', process: 'stays' },
  {
    what: 'aborts as native code does',
    code: "process.kill(process.pid, 'SIGABRT');",
    process: 'replaced',
  },
  {
    what: 'reads where it must not, as native code does',
    code: "process.kill(process.pid, 'SIGSEGV');",
    process: 'replaced',
  },
  { what: 'stands still', code: "process.kill(process.pid, 'SIGSTOP');", process: 'replaced' },
  {
    what: 'fills its heap with an array',
    code: 'const all = []; for (;;) all.push({ at: all.length });',
    entry: 'limits: { memory: 32mb }',
    answered: 'without',
    process: 'replaced',
  },
  {
    what: 'fills its heap with a map',
    code: 'const all = new Map(); for (;;) all.set(all.size, {});',
    entry: 'limits: { memory: 32mb }',
    answered: 'without',
    process: 'replaced',
  },
  {
    what: 'fills its memory with buffers',
    code: 'globalThis.all = Array.from({ length: 400 }, () => Buffer.alloc(1_048_576, 1)); return new Promise(() => {});',
    entry: 'limits: { memory: 32mb }',
    answered: 'without',
    process: 'replaced',
  },
  {
    what: 'leaks slowly',
    code: 'const all = []; setInterval(() => all.push(Buffer.alloc(1_048_576, 1)), 15);',
    entry: 'limits: { memory: 64mb }',
    answered: 'with',
    process: 'handed over',
  },
  {
    what: 'leaks open files',
    before: OWN,
    code: "for (let n = 0; n < 200; n += 1) openSync('/dev/null', 'r');",
    entry: 'limits: { file_handles: 100 }',
    answered: 'with',
    process: 'handed over',
  },
  {
    what: 'emits in one endless loop',
    code: "for (;;) context.emit('flood', 'x'.repeat(1_000));",
    answered: 'without',
    process: 'replaced',
  },
  {
    what: 'emits without end',
    code: forEver("context.emit('flood', 'x'.repeat(1_000));"),
    process: 'replaced',
  },
  { what: 'emits small things without end', code: forEver("context.emit('x');") },
  { what: 'logs without end', code: forEver("call.log.info('x'.repeat(1_000));"), process: 'replaced' },
  {
    what: 'stores without end',
    code: forEver("context.store.set('key' + n, 'x'.repeat(1_000)).catch(() => {});"),
    process: 'replaced',
  },
  {
    what: 'asks the API without end',
    code: forEver("context.execute({ path: '/bare' }).catch(() => {});"),
    // Until the flood is ended, within a second, each of its requests costs as much as a client's: 1 to 3 in a hundred.
    late: 0.05,
  },
  { what: 'sends nonsense', before: OWN, code: `writeSync(${CHANNEL}, 'nonsense\\n');`, process: 'replaced' },
  {
    what: 'announces too much',
    before: OWN,
    code: `writeSync(${CHANNEL}, '{"t":"data","i":0,"n":1000000000}\\n');`,
    process: 'replaced',
  },
  {
    what: 'sends a line without end',
    before: OWN,
    code: `setInterval(() => writeSync(${CHANNEL}, 'x'.repeat(65_536)), 1);`,
    process: 'replaced',
  },
  {
    what: 'drips into its channel',
    before: OWN,
    code: `setInterval(() => writeSync(${CHANNEL}, 'x'), 5);`,
    process: 'replaced',
  },
  { what: 'closes its channel', before: OWN, code: `closeSync(${CHANNEL});`, process: 'replaced' },
  {
    what: 'starts 200 processes',
    before: "import { spawn } from 'node:child_process';",
    // A few in each turn: who stands still for half a second is left out by its breaker.
    code: `let left = 200;
      const more = () => {
        for (let n = 0; n < 4; n += 1) spawn('sleep', ['60'], { stdio: 'ignore' }).on('error', () => {});
        left -= 4;
        if (left > 0) setImmediate(more);
      };
      more();`,
  },
  { what: 'prints lines without end', code: forEver("console.log('x'.repeat(100));") },
  { what: 'prints one line without end', code: forEver("process.stdout.write('x'.repeat(100));") },
];
