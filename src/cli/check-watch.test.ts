import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Diagnostic, FILE_START } from '../base/diagnostic.ts';
import type { Surface } from '../contracts/command.ts';
import { type CheckWatchOptions, type WatchedReport, watchCheck } from './check-watch.ts';

let folder = '';
let file = '';
let other = '';
let end: () => void = () => {};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-watch-'));
  file = join(folder, 'backworks.yaml');
  other = join(folder, 'other.yaml');
  writeFileSync(file, 'good one');
  writeFileSync(other, 'good other');
});
afterEach(() => {
  end();
  rmSync(folder, { recursive: true, force: true });
});

const paint = { bold: String, dim: String, red: String, yellow: String, green: String, cyan: String };

/** A report that knows the text it was made of. */
interface TextReport extends WatchedReport {
  readonly text: string;
}

const mistake: Diagnostic = {
  code: 'BW1012',
  severity: 'error',
  message: 'bad',
  file: 'backworks.yaml',
  range: FILE_START,
  pointer: '',
  related: [],
  suggestions: [],
};

/** A file is broken when it says so, and names a second one when it has that word. */
function reportOf(text: string): TextReport {
  const files = text.includes('other') ? [file, other] : [file];
  return { text, files, diagnostics: text.includes('bad') ? [mistake] : [] };
}

/** Starts watching; `shown` resolves once a text was shown. */
function watch(change: Partial<CheckWatchOptions<TextReport>> = {}, terminal = false) {
  const seen: string[] = [];
  const waiting = new Map<string, () => void>();
  const written = { text: '' };
  const surface: Surface = {
    tty: terminal,
    columns: 60,
    unicode: false,
    paint,
    write(text) {
      written.text += text;
    },
  };
  const ended = new Promise<string>((resolve) => {
    end = () => resolve('SIGINT');
  });
  const code = watchCheck<TextReport>({
    load: async () => reportOf(readFileSync(file, 'utf8')),
    show({ text, diagnostics }) {
      seen.push(text);
      waiting.get(text)?.();
      return diagnostics.length === 0 ? 0 : 3;
    },
    lifetime: { ended },
    surface,
    cwd: folder,
    ...change,
  });
  const shown = (text: string) =>
    new Promise<void>((resolve) => {
      if (seen.includes(text)) resolve();
      else waiting.set(text, resolve);
    });
  return { code, seen, shown, written };
}

describe('watching a check', () => {
  it('shows it again after every save and ends with 0 when the last one was fine', async () => {
    const { code, seen, shown } = watch();
    await shown('good one');
    writeFileSync(file, 'bad two');
    await shown('bad two');
    writeFileSync(`${file}~`, 'good three');
    renameSync(`${file}~`, file);
    await shown('good three');
    end();
    expect(await code).toBe(0);
    expect(seen).toEqual(['good one', 'bad two', 'good three']);
  });

  it('ends with 1 when the last one was not', async () => {
    writeFileSync(file, 'bad');
    const { code, shown } = watch();
    await shown('bad');
    end();
    expect(await code).toBe(1);
  });

  it('ends with 130 when nothing was checked yet', async () => {
    const { code } = watch({ load: () => new Promise(() => {}) });
    end();
    expect(await code).toBe(130);
  });

  it('follows the files of the newest check', async () => {
    const load = async () => reportOf(`${readFileSync(file, 'utf8')} ${readFileSync(other, 'utf8')}`);
    const { code, shown } = watch({ load });
    await shown('good one good other');
    writeFileSync(other, 'good other again');
    await shown('good one good other again');
    end();
    expect(await code).toBe(0);
  });

  it('goes on when the file is gone, and when it is back', async () => {
    const load = async () => {
      try {
        return reportOf(readFileSync(file, 'utf8'));
      } catch {
        return reportOf('bad: gone');
      }
    };
    const { code, shown } = watch({ load });
    await shown('good one');
    rmSync(file);
    await shown('bad: gone');
    writeFileSync(file, 'good again');
    await shown('good again');
    end();
    expect(await code).toBe(0);
  });

  it('says nothing of a file that is broken only until it is written to its end', async () => {
    const load = async () => {
      const text = readFileSync(file, 'utf8');
      if (text === 'bad half') writeFileSync(file, 'good whole');
      return reportOf(text);
    };
    const { code, seen, shown } = watch({ load });
    await shown('good one');
    writeFileSync(file, 'bad half');
    await shown('good whole');
    end();
    expect(await code).toBe(0);
    expect(seen).toEqual(['good one', 'good whole']);
  });

  it('drops a check that a newer one overtook', async () => {
    let release: (() => void) | undefined;
    const load = async () => {
      const text = readFileSync(file, 'utf8');
      if (text === 'good slow') {
        writeFileSync(file, 'good fast');
        await new Promise<void>((resolve) => {
          release = resolve;
        });
      }
      return reportOf(text);
    };
    const { code, seen, shown } = watch({ load });
    await shown('good one');
    writeFileSync(file, 'good slow');
    await shown('good fast');
    release?.();
    writeFileSync(file, 'good last');
    await shown('good last');
    end();
    expect(await code).toBe(0);
    expect(seen).toEqual(['good one', 'good fast', 'good last']);
  });

  it.each(['load', 'show'])('ends with the error of %s', async (part) => {
    const fail = () => Promise.reject(new Error('broken'));
    await expect(watch({ [part]: fail }).code).rejects.toThrow('broken');
  });
});

describe('between two checks', () => {
  it('stands a line with the time and the file, at a terminal', async () => {
    const { code, shown, written } = watch({}, true);
    await shown('good one');
    expect(written.text).toBe('');
    writeFileSync(file, 'good two');
    await shown('good two');
    end();
    await code;
    expect(written.text).toMatch(/^\n-- \d\d:\d\d:\d\d {2}backworks\.yaml -+\n$/);
    expect(written.text.trim()).toHaveLength(60);
  });

  it('stands the same without the rule elsewhere', async () => {
    const { code, shown, written } = watch();
    await shown('good one');
    writeFileSync(file, 'good two');
    await shown('good two');
    end();
    await code;
    expect(written.text).toMatch(/^-- \d\d:\d\d:\d\d {2}backworks\.yaml\n$/);
  });
});
