import { BackworksError } from '../base/errors.ts';
import type { Command, CommandCall, Precaution } from '../contracts/command.ts';
import { type Request, readCommandLine } from './command-line.ts';
import { commands } from './commands/index.ts';
import { type Scene, tellCrash } from './crash.ts';
import { exitCodeOf, exits } from './exit.ts';
import { describeError, failureJson, failureOf } from './failure.ts';
import { jsonDocument } from './json-document.ts';
import { Output } from './output.ts';
import { ownVersion } from './package.ts';
import type { Printed } from './program.ts';
import { createScreen } from './screen.ts';

const words: readonly string[] = process.argv.slice(2);
const out = new Output('stdout', process.stdout);
const err = new Output('stderr', process.stderr);

/** Commands of people who may want a newer version. */
const MENTION_UPDATES: ReadonlySet<string> = new Set(['dev', 'init', 'validate']);

/** What commands leave for the case that a bug of ours ends them. */
const precautions: Precaution[] = [];

/** What may be closed and delivered after a bug gets this long, in milliseconds. */
const LAST_MOMENTS = 1_000;

/** False once what stands on stdout is somebody else's. */
let stdoutIsOurs = true;

let failing: Promise<never> | undefined;

/** Runs the command line and returns its exit code. */
async function main(): Promise<number> {
  const version = ownVersion();
  if (words.length === 0) return await introduce(version);
  const asked = readCommandLine(words, commands) ?? (await explain(version));
  if ('text' in asked) {
    out.write(sceneNow().json ? textJson(asked.text) : asked.text);
    return exits.ok.code;
  }
  const command: Command = await asked.command.load();
  const call = await callOf(asked, version);
  if (call.screen.err.tty && MENTION_UPDATES.has(asked.command.name)) {
    const { mentionUpdate } = await import('./update-notice.ts');
    await mentionUpdate(call, version);
  }
  return await command.run(call);
}

/** Help, or the version. */
function textJson(text: string): string {
  return jsonDocument(true, { text }, [{ text: 'see everything there is', command: 'backworks help' }]);
}

/** Help, or the mistake in the command line. */
async function explain(version: string): Promise<Request | Printed> {
  const { parseCommandLine } = await import('./program.ts');
  return parseCommandLine(words, commands, version);
}

async function help(command: string | undefined, version: string): Promise<string | undefined> {
  const { helpText } = await import('./program.ts');
  return helpText(command, commands, version);
}

/** `backworks` alone: help, and where to begin when there is nothing here yet. */
async function introduce(version: string): Promise<number> {
  out.write((await help(undefined, version)) ?? '');
  const { hasConfig } = await import('./source.ts');
  if (!(await hasConfig({ cwd: process.cwd(), environment: process.env }))) {
    out.write('\nNo backworks.yaml in reach: begin with backworks init my-api\n');
  }
  return exits.ok.code;
}

async function callOf({ arguments: given, values }: Request, version: string): Promise<CommandCall> {
  const { resolveFolder } = await import('./source.ts');
  const cwd = resolveFolder(process.cwd(), values.cwd);
  const settings = {
    environment: process.env,
    color: values.color === true ? true : values['no-color'] === true ? false : undefined,
    agent: values.agent === 'yes' || values.agent === 'no' ? values.agent : 'auto',
    input: values['no-input'] !== true,
  } as const;
  return {
    arguments: given,
    values,
    cwd,
    environment: process.env,
    screen: await createScreen(settings, { stdin: process.stdin, stdout: out, stderr: err }),
    onLoss(listener) {
      out.onLoss = listener;
      err.onLoss = listener;
    },
    onCrash: (precaution) => void precautions.push(precaution),
    leaveStdout() {
      stdoutIsOurs = false;
    },
    commands,
    help: (name) => help(name, version),
  };
}

/** Ends the process for whatever was thrown. Only the first error counts: later ones come from closing. */
function fail(error: unknown): Promise<never> {
  failing ??= endFor(error);
  return failing;
}

async function endFor(error: unknown): Promise<never> {
  let code: number = exits.bug.code;
  try {
    code = tell(error);
    await withinLastMoments(closeAll());
    await (code === exits.bug.code ? withinLastMoments(flush()) : flush());
  } finally {
    process.exit(code);
  }
}

/** Says why on stderr; with `--json` programs read it on stdout, too. Returns the exit code. */
function tell(error: unknown): number {
  const code = exitCodeOf(error);
  const scene = sceneNow();
  try {
    if (!(error instanceof BackworksError) || code === exits.bug.code) throw error;
    err.write(describeError(error, scene.verbose));
    if (scene.json) out.write(failureJson(failureOf(error), scene.serves));
    return code;
  } catch (bug) {
    tellCrash(bug, scene);
    return exits.bug.code;
  }
}

function sceneNow(): Scene {
  const end = words.indexOf('--');
  const flags = end === -1 ? words : words.slice(0, end);
  const command = commands.find(({ name }) => flags.includes(name));
  return {
    version: versionIfKnown(),
    words,
    serves: command?.serves === true && !flags.includes('--check'),
    verbose: flags.includes('-v') || flags.includes('--verbose'),
    json: flags.includes('--json') && stdoutIsOurs,
    precautions,
    out,
    err,
  };
}

/** What is broken may be our own package. */
function versionIfKnown(): string {
  try {
    return ownVersion();
  } catch {
    return 'unknown';
  }
}

async function closeAll(): Promise<void> {
  await Promise.allSettled(precautions.map(async ({ close }) => close()));
}

/** What is broken may never end. */
async function withinLastMoments(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, LAST_MOMENTS);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}

/** Ends with what was printed delivered: a pipe may still hold the last lines. */
async function finish(code: number): Promise<never> {
  await flush();
  // A promise that nobody waits for may have failed at last: it is heard of in the next turn.
  await new Promise(setImmediate);
  if (!isIncomplete(code)) process.exit(code);
  throw new BackworksError('BW7004', `stdout does not take the result: ${out.failure?.message}`);
}

/** A result that nobody can read is none. What is lost on stderr is no result: the exit code says as much. */
function isIncomplete(code: number): boolean {
  const isResult = code === exits.ok.code || code === exits.no.code;
  return isResult && out.failure !== undefined && out.onLoss === undefined;
}

async function flush(): Promise<void> {
  await out.flush();
  await err.flush();
}

/** Nobody caught it: a bug of ours, unless it is somebody else's. */
function failUncaught(error: unknown): void {
  if (!precautions.some(({ takes }) => takes?.(error) === true)) void fail(error);
}

process.on('uncaughtException', failUncaught);
process.on('unhandledRejection', failUncaught);
main().then(finish).catch(fail);
