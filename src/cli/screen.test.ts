import { describe, expect, it } from 'vitest';
import { createScreen, type ScreenSettings } from './screen.ts';

const terminal = { isTTY: true, columns: 100, write: () => true };
const file = { write: () => true };
const settings: ScreenSettings = { environment: {}, color: undefined, agent: 'no', input: true };

function look(change: Partial<ScreenSettings>, streams: { stdout?: typeof file; stderr?: typeof file } = {}) {
  const { stdout = terminal, stderr = terminal } = streams;
  return createScreen({ ...settings, ...change }, { stdin: { isTTY: true }, stdout, stderr });
}

const isPainted = (text: string) => text.startsWith('\u001B[');

describe('colour', () => {
  it('is decided for each stream on its own', async () => {
    const { out, err } = await look({}, { stderr: file });
    expect([isPainted(out.paint.red('x')), isPainted(err.paint.red('x'))]).toEqual([true, false]);
  });

  it.each([
    [{ NO_COLOR: '1' }, terminal, false],
    [{ NO_COLOR: '' }, terminal, true],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, terminal, false],
    [{ FORCE_COLOR: '1' }, file, true],
    [{ FORCE_COLOR: '0' }, terminal, false],
    [{ TERM: 'dumb' }, terminal, false],
  ])('with %j', async (environment, stdout, painted) => {
    const { out } = await look({ environment }, { stdout });
    expect(isPainted(out.paint.bold('x'))).toBe(painted);
  });

  it('follows the flag before the environment', async () => {
    const on = await look({ color: true, environment: { NO_COLOR: '1' } }, { stdout: file });
    const off = await look({ color: false, environment: { FORCE_COLOR: '1' } });
    expect([isPainted(on.out.paint.red('x')), isPainted(off.out.paint.red('x'))]).toEqual([true, false]);
  });
});

describe('an agent', () => {
  it('sees no colour, no wide characters, no questions', async () => {
    const { out, interactive, keys } = await look({ agent: 'yes', environment: { LANG: 'C.UTF-8' } });
    expect({ painted: isPainted(out.paint.red('x')), unicode: out.unicode, interactive, keys }).toEqual({
      painted: false,
      unicode: false,
      interactive: false,
      keys: false,
    });
  });
});

describe('questions', () => {
  it('are asked only where a person reads and types', async () => {
    expect((await look({ input: false })).interactive).toBe(false);
    expect((await look({}, { stdout: file })).interactive).toBe(false);
  });
});

describe('characters beyond ASCII', () => {
  it.each([
    [{ LANG: 'en_GB.UTF-8' }, true],
    [{ LANG: 'C' }, false],
    [{ LC_ALL: 'C', LANG: 'en_GB.UTF-8' }, false],
    [{ LANG: 'en_GB.UTF-8', TERM: 'dumb' }, false],
  ])('with %j', async (environment, unicode) => {
    expect((await look({ environment })).err.unicode).toBe(unicode);
  });
});
