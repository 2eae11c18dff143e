import { writeSync } from 'node:fs';
import { printable } from '../base/printable.ts';
import type { Precaution } from '../contracts/command.ts';
import { crashReport, errorText, forOthers, messageOf, writeCrashReport } from './crash-report.ts';
import { type Failure, failureJson } from './failure.ts';
import type { Output } from './output.ts';

/** Where a bug of ours strikes. */
export interface Scene {
  readonly version: string;
  readonly words: readonly string[];
  /** The command goes on until it is asked to stop, and prints lines instead of one document. */
  readonly serves: boolean;
  readonly verbose: boolean;
  readonly json: boolean;
  readonly precautions: readonly Precaution[];
  readonly out: Output;
  readonly err: Output;
}

/** Lines of a server's log that a report quotes. */
const LOG_LINES = 20;

/** Longest message the sentence quotes; the report has all of it. */
const MOST_MESSAGE = 300;

/** What is said about a bug, ready to be shown. */
interface Words {
  readonly sentence: string;
  readonly stack: string;
  readonly failure: Failure;
  /** Nothing else has the stack. */
  readonly needsStack: boolean;
}

/** Said when not even the report can be made. */
const BARE = { code: 'BW9001', message: 'internal error', hint: 'no report could be made' } as const;

/** The same for programs, written out: what makes JSON may be what is broken. */
const BARE_JSON = `"code":"${BARE.code}","message":"${BARE.message}","hint":"${BARE.hint}"`;

/** Says in one sentence that the mistake is ours and where the report is. Throws nothing, whatever is broken. */
export function tellCrash(error: unknown, scene: Scene): void {
  const { sentence, stack, failure, needsStack } = wordsFor(error, scene);
  say(scene.err, process.stderr.fd, needsStack || scene.verbose ? sentence + stack : sentence);
  if (scene.json) say(scene.out, process.stdout.fd, jsonFor(failure, scene.serves));
}

function wordsFor(error: unknown, scene: Scene): Words {
  try {
    return tryWordsFor(error, scene);
  } catch {
    const sentence = `error[${BARE.code}]: this is a bug in backworks; ${BARE.hint}\n`;
    return { sentence, stack: bareStack(error), failure: BARE, needsStack: true };
  }
}

/** What masks secrets may be what is broken: places in our code hold none. */
function bareStack(error: unknown): string {
  try {
    return `${(errorText(error).match(/^ +at .*$/gm) ?? []).join('\n')}\n`;
  } catch {
    return '';
  }
}

function jsonFor(failure: Failure, asLine: boolean): string {
  try {
    return failureJson(failure, asLine);
  } catch {
    if (asLine) return `{"type":"error",${BARE_JSON}}\n`;
    return `{"version":1,"ok":false,"error":{${BARE_JSON}},"nextSteps":[]}\n`;
  }
}

function tryWordsFor(error: unknown, { version, words, serves, precautions, err }: Scene): Words {
  const secrets = precautions.flatMap(({ secrets: known }) => [...known]);
  const log = serves ? err.lastLines(LOG_LINES) : [];
  const text = crashReport({ error, version, words, environment: process.env, log, secrets });
  const folders = precautions.map(({ folder }) => folder);
  const written = writeCrashReport(text, folders);
  const message = forOthers(messageOf(error), secrets).slice(0, MOST_MESSAGE);
  const hint =
    'path' in written
      ? `please pass on the report in ${printable(written.path)}`
      : `no report could be written: ${printable(written.reason)}`;
  const failure: Failure = {
    code: 'BW9001',
    message,
    hint,
    ...('path' in written && { report: written.path }),
  };
  return {
    sentence: `error[BW9001]: this is a bug in backworks (${message}); ${hint}\n`,
    stack: `${forOthers(errorText(error), secrets)}\n`,
    failure,
    needsStack: 'reason' in written,
  };
}

/** Past our streams when they are what is broken. */
function say(output: Output, descriptor: number, text: string): void {
  try {
    output.write(text);
  } catch {
    try {
      writeSync(descriptor, text);
    } catch {
      // Nobody can be told: the exit code still says it.
    }
  }
}
