import { describe, expect, it } from 'vitest';
import { isCompressible, wantedCodings } from './content-coding.ts';

describe('content that becomes much smaller', () => {
  it.each([
    'text/html; charset=utf-8',
    'text/css',
    'TEXT/PLAIN',
    'application/json',
    'application/problem+json; charset=utf-8',
    'application/vnd.api+json',
    'application/javascript',
    'application/xml',
    'application/atom+xml',
    'application/wasm',
    'application/x-ndjson',
    'image/svg+xml',
    'font/ttf',
  ])('is of type %s', (type) => expect(isCompressible(type)).toBe(true));

  it.each([
    '',
    'text/event-stream',
    'text/event-stream;charset=utf-8',
    'image/png',
    'application/octet-stream',
    'application/zip',
    'video/mp4',
    'font/woff2',
    'multipart/byteranges; boundary=json',
  ])('is not of type %j', (type) => expect(isCompressible(type)).toBe(false));
});

describe('codings for a client', () => {
  it.each([
    ['gzip, deflate, br', ['br', 'gzip', 'deflate']],
    ['gzip;q=1, br;q=0.9', ['gzip', 'br']],
    ['*', ['br', 'gzip', 'deflate']],
    ['gzip;q=0, *', ['br', 'deflate']],
    ['*;q=0', []],
    ['identity', []],
    ['identity;q=1, gzip;q=0.5', []],
    ['identity;q=0.5, gzip;q=0.5', ['gzip']],
    ['identity;q=0, deflate', ['deflate']],
    ['GZIP', ['gzip']],
    ['gzip;q=2', []],
    ['compress', []],
    ['', []],
  ])('that sends %j are %j', (field, codings) => {
    expect(wantedCodings(field, ['br', 'gzip', 'deflate'])).toEqual(codings);
  });
});
