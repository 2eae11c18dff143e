import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ErrorEntry, errors } from '../../src/base/errors.ts';
import type { CommandSample } from '../../src/cli/explanations/explanation.ts';
import { launch, project } from '../cli/program.ts';
import { commandSamples } from './samples.ts';

/** Runs the command line in a folder with the sample's files; a server is asked to stop as soon as it serves. */
async function runSample({ command, files = {}, variables = {} }: CommandSample) {
  const cwd = project(files);
  const [line = '', input] = command.split(' < ');
  const [, ...words] = line.split(' ');
  const running = launch(words, { cwd, environment: variables });
  running.child.stdin.end(input === undefined ? '' : readFileSync(join(cwd, input)));
  const serves = /^(?:start|dev)$/.test(words[0] ?? '') && !words.includes('--check');
  if (serves) await Promise.race([running.shows('stderr', 'ready'), running.ended]).catch(() => {});
  running.child.kill(serves ? 'SIGTERM' : 0);
  return running.ended;
}

function codesIn(text: string): string[] {
  return [...new Set(text.match(/\bBW\d{4}\b/g))];
}

describe('a command line in an explanation', () => {
  it.each(commandSamples)('of $code is $role', async ({ code, role, sample }) => {
    expect(sample.command).toMatch(/^backworks [^"'\\]*$/);
    const { code: exit, stderr } = await runSample(sample);
    // A warning ends nothing, so the table has no exit code for it.
    const { exit: expected = 0 }: ErrorEntry = errors[code];
    expect({ exit, codes: codesIn(stderr) }, stderr).toEqual(
      role === 'bad' ? { exit: expected, codes: [code] } : { exit: 0, codes: [] },
    );
  });
});
