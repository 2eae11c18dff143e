import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { fixture } from './children.ts';

const run = promisify(execFile);
const SECONDS = 2;

describe('a program with a child that', () => {
  it.each([
    ['floods its channel', 'notes', 'x'.repeat(100)],
    ['prints lines without end', 'flood', 'a line of the flood\n'],
    ['prints without end of a line', 'flood', 'xxxxxxxxxxxxxxxxxxxx'],
    ['prints nothing but ends of lines', 'flood', '\n'],
    ['runs out of memory again and again', 'array', null],
    ['grows fast', 'buffers', { megabytes: 400 }],
    ['loops for ever', 'loop', null],
  ])('%s grows by less than 20 MB and serves its other children', async (_what, method, params) => {
    const words = [fixture('core.mjs'), method, JSON.stringify(params), String(SECONDS), '100000000'];
    const { stdout } = await run(process.execPath, words);
    const { asked, failed, growth } = JSON.parse(stdout);
    expect(failed).toBe(0);
    expect(growth).toBeLessThan(20_000_000);
    // Each takes a millisecond, and many more when the program cannot get round to it.
    expect(asked).toBeGreaterThan(SECONDS * 50);
  });
});
