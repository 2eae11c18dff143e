import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Surface } from '../contracts/command.ts';
import type { RequestEnd } from '../contracts/events.ts';
import { structuredLog } from './log.ts';
import { prettyLog } from './pretty-log.ts';

let written = '';
const surface: Surface = {
  tty: true,
  columns: 80,
  unicode: false,
  paint: { bold: String, dim: String, red: String, yellow: String, green: String, cyan: String },
  write: (text) => {
    written += text;
  },
};

function request(change: Partial<RequestEnd> = {}): RequestEnd {
  const usual = { id: '1', method: 'GET', path: '/users/7', status: 200, duration: 2, mode: 'mock' } as const;
  return { type: 'request.end', endpoint: 'GET /users/{id}', outcome: 'answered', ...usual, ...change };
}

/** Lines without the clock in front. */
const lines = () =>
  written
    .split('\n')
    .slice(0, -1)
    .map((line) => line.replace(/^\d\d:\d\d:\d\d {2}/, ''));

beforeEach(() => {
  written = '';
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

describe('the log for people', () => {
  it('has aligned columns', () => {
    const log = prettyLog(surface, false);
    log.request(request());
    log.request(
      request({ method: 'POST', path: '/orders', status: 502, duration: 31.4, note: 'no upstream' }),
    );
    expect(lines()).toEqual([
      'GET     /users/7          200    2.0 ms  mock',
      'POST    /orders           502     31 ms  mock  no upstream',
    ]);
    log.request(request({ method: 'OPTIONS' }));
    expect(lines()[2]).toBe('OPTIONS /users/7          200    2.0 ms  mock');
    log.flush();
  });

  it('counts one request as one', () => {
    const log = prettyLog(surface, false);
    for (let index = 0; index < 51; index++) log.request(request({ path: `/${index}` }));
    vi.advanceTimersByTime(1000);
    log.request(request());
    vi.advanceTimersByTime(1000);
    expect(lines().at(-1)).toMatch(/^1 request {2,}p50 2\.0 ms/);
    log.flush();
  });

  it('makes one line with a counter of repeated ones', () => {
    const log = prettyLog(surface, false);
    for (let index = 0; index < 5; index++) log.request(request());
    log.request(request({ path: '/other' }));
    expect(lines().map((line) => line.replace(/ +/g, ' '))).toEqual([
      'GET /users/7 200 2.0 ms mock',
      'GET /users/7 200 2.0 ms mock again x4',
      'GET /other 200 2.0 ms mock',
    ]);
    log.flush();
  });

  it('shows every one when verbose', () => {
    const log = prettyLog(surface, true);
    for (let index = 0; index < 120; index++) log.request(request());
    expect(lines()).toHaveLength(120);
    log.flush();
  });

  it('turns a flood into one line a second and comes back afterwards', () => {
    const log = prettyLog(surface, false);
    for (let index = 0; index < 200; index++) log.request(request({ path: `/${index}`, duration: index }));
    log.request(request({ status: 500, path: '/broken' }));
    expect(lines()).toHaveLength(50);
    vi.advanceTimersByTime(1000);
    expect(lines().slice(50)).toEqual(['201 requests      p50 99 ms  p95 189 ms  1 error']);
    vi.advanceTimersByTime(2000);
    log.request(request());
    expect(lines()[51]).toMatch(/^GET/);
    log.flush();
  });

  it('shows what a terminal would obey', () => {
    const log = prettyLog(surface, false);
    log.request(request({ path: '/\u001B[2J', note: 'no \u202Eroute' }));
    log.entry({ level: 'info', type: 'x', message: 'one\n\u001B[31mtwo' });
    log.request(request({ path: '/a' }));
    expect(lines()).toEqual([
      'GET     /\\x1b[2J          200    2.0 ms  mock  no \\u202eroute',
      'one\\n\\x1b[31mtwo',
      'GET     /a                200    2.0 ms  mock',
    ]);
    log.flush();
  });

  it('shows nothing while it is paused', () => {
    const log = prettyLog(surface, false);
    log.paused = true;
    log.request(request());
    log.flush();
    expect(written).toBe('');
  });
});

describe('the log for programs', () => {
  it('has one JSON object per line', () => {
    const log = structuredLog(surface, 'json');
    log.request(request({ status: 404 }));
    log.entry({ level: 'info', type: 'ready', message: 'ready', fields: { url: 'http://x' } });
    log.flush();
    expect(
      written
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { level: 'warn', type: 'request.end', method: 'GET', path: '/users/7', status: 404 },
      { level: 'info', type: 'ready', message: 'ready', url: 'http://x' },
    ]);
  });

  it.each(['json', 'logfmt'] as const)('has durations in tenths of a millisecond, as %s', (format) => {
    const log = structuredLog(surface, format);
    log.request(request({ duration: 5.37545700000004 }));
    log.flush();
    expect(written).toMatch(/duration\W{1,2}5\.4\b/);
  });

  it('quotes logfmt values that need it', () => {
    const log = structuredLog(surface, 'logfmt');
    log.entry({ level: 'warn', type: 'x', message: 'two "words"', fields: { absent: undefined } });
    log.flush();
    expect(written).toMatch(/^time=\S+ level=warn type=x message="two \\"words\\""\n$/);
  });

  it('quotes logfmt values that a terminal would obey', () => {
    const log = structuredLog(surface, 'logfmt');
    log.entry({ level: 'warn', type: 'x', message: 'a\u001B[2J' });
    log.flush();
    expect(written).toContain('message="a\\u001b[2J"\n');
  });
});
