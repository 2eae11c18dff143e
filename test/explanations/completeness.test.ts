import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { explanations } from '../../src/cli/explanations/index.ts';
import { piecesOf } from '../../src/cli/explanations/pieces.ts';
import { RANGES } from '../../src/cli/explanations/ranges.ts';
import { root } from '../cli/program.ts';
import { elsewhere } from './elsewhere.ts';
import { codes, commandSamples, configSamples, requestSamples, samples } from './samples.ts';

const FOLDER = 'docs/reference/errors';

const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** Codes whose bad sample is tried out as it is. */
const triedOut = new Set(
  [...configSamples, ...commandSamples, ...requestSamples]
    .filter(({ role }) => role === 'bad')
    .map(({ code }) => code),
);

describe('every code', () => {
  it.each(codes)('%s has an explanation of two to six sentences', (code) => {
    const { text: words } = explanations[code];
    const sentences = words.split(/(?<=[.:?])\s+(?=[A-Z0-9])/).filter((part) => /[.?]$/.test(part));
    expect(sentences.length).toBeGreaterThanOrEqual(2);
    expect(sentences.length).toBeLessThanOrEqual(6);
    expect(words).toMatch(/\.$/);
  });

  it.each(codes)('%s belongs to a range that says what it is about', (code) => {
    expect(RANGES[code[2] ?? '']).toBeDefined();
  });

  it.each(codes)('%s has a page, and the table leads to it', (code) => {
    expect(read(join(FOLDER, `${code}.md`))).toContain(`# ${code}: `);
    expect(read('docs/reference/errors.md')).toContain(`[${code}](errors/${code}.md)`);
  });

  it.each(codes)('%s is provoked by a test', (code) => {
    const other = elsewhere[code];
    if (triedOut.has(code)) {
      expect(other, 'the sample is tried out').toBeUndefined();
      return;
    }
    expect(other?.reason).toMatch(/\w+ \w+/);
    expect(read(other?.file ?? '')).toContain(code);
  });

  it('has the page that `npm run gen` makes', async () => {
    const check = spawn(process.execPath, [join(root, 'scripts/gen.mjs'), '--check']);
    const differing = (await text(check.stderr)).split('\n').filter((line) => line.includes('/errors'));
    expect(differing).toEqual([]);
  });

  it('and no other has a page', () => {
    const pages = readdirSync(join(root, FOLDER)).map((file) => file.replace(/\.md$/, ''));
    expect(pages.filter((page) => !codes.some((code) => code === page))).toEqual([]);
  });
});

describe('every sample', () => {
  it.each(samples)('of $code ($role) is short', ({ sample }) => {
    const lines = piecesOf(sample).flatMap(({ text }) => text.split('\n'));
    expect(lines.length).toBeLessThanOrEqual(16);
    expect(lines.filter((line) => line.length > 76)).toEqual([]);
  });
});

describe('a test elsewhere', () => {
  it.each(Object.values(elsewhere))('is there: $file', ({ file }) => {
    expect(existsSync(join(root, file))).toBe(true);
  });
});
