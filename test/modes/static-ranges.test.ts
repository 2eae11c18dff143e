import { describe, expect, it } from 'vitest';
import { codeOf, serveFolder } from './static-site.ts';

/** Bytes that differ from their neighbours, in a small file and in one that is streamed. */
function bytes(size: number): Buffer {
  return Buffer.from(Array.from({ length: size }, (_, index) => (index * 7 + (index >> 8)) % 251));
}
const small = bytes(1_000);
const large = bytes(300_000);
const files = { 'public/small.bin': small, 'public/large.bin': large, 'public/empty.bin': '' };

/** Numbers that look like chance and are the same every time. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface Part {
  readonly range: string;
  readonly body: Buffer;
}

/** The parts of a multipart answer, read as RFC 2046 says. */
function partsOf(body: Buffer, contentType: string): Part[] {
  const boundary = /boundary=(\S+)/.exec(contentType)?.[1];
  const text = body.toString('latin1');
  const pieces = text.split(`\r\n--${boundary}`);
  expect(pieces[0]).toBe('');
  expect(pieces.at(-1)).toBe('--\r\n');
  return pieces.slice(1, -1).map((piece) => {
    const end = piece.indexOf('\r\n\r\n');
    const range = /content-range: bytes (\S+)/.exec(piece.slice(0, end))?.[1] ?? '';
    expect(piece.slice(0, end)).toContain('content-type: application/octet-stream');
    return { range, body: Buffer.from(piece.slice(end + 4), 'latin1') };
  });
}

describe('a range', () => {
  it.each([
    ['bytes=0-0', '0-0'],
    ['bytes=0-', '0-999'],
    ['bytes=-1', '999-999'],
    ['bytes=-5000', '0-999'],
    ['bytes=990-5000', '990-999'],
    ['bytes=999-999999999999999999999999', '999-999'],
    ['BYTES=1-2', '1-2'],
    ['bytes= 1-2 ', '1-2'],
    ['bytes=,1-2,', '1-2'],
    ['bytes=1-2,5000-', '1-2'],
    ['bytes=0-9,5-20,21-30', '0-30'],
    ['bytes=0-,0-,0-,-1000', '0-999'],
  ])('%s is %s', async (field, range) => {
    const site = await serveFolder(files);
    const [first = 0, last = 0] = range.split('-').map(Number);
    const { status, headers, body } = await site.ask('GET /small.bin', `Range: ${field}`);
    expect([status, headers['content-range']]).toEqual([206, `bytes ${range}/1000`]);
    expect(headers['content-length']).toBe(String(last - first + 1));
    expect(Buffer.from(body, 'latin1').equals(small.subarray(first, last + 1))).toBe(true);
  });

  it.each([
    'bytes=',
    'bytes=a-b',
    'bytes=2-1',
    'bytes=-',
    'bytes=1',
    'bytes=1-2-3',
    'bytes=1-2,x',
    'bytes=0x1-2',
    'bytes=+1-2',
    'items=0-1',
    'bytes 0-1',
    `bytes=${Array.from({ length: 33 }, (_, index) => `${index * 10}-${index * 10}`).join()}`,
  ])('%s counts as none', async (field) => {
    const site = await serveFolder(files);
    const { status, body } = await site.ask('GET /small.bin', `Range: ${field}`);
    expect([status, body.length]).toEqual([200, 1_000]);
  });

  it.each(['bytes=1000-', 'bytes=1000-1001', 'bytes=-0', 'bytes=5000-6000,7000-'])(
    '%s is behind the end',
    async (field) => {
      const site = await serveFolder(files);
      const answer = await site.ask('GET /small.bin', `Range: ${field}`);
      expect([answer.status, answer.headers['content-range']]).toEqual([416, 'bytes */1000']);
      expect(codeOf(answer)).toBe('BW6031');
    },
  );

  it.each(['bytes=0-', 'bytes=-5', 'bytes=0-0,5-'])('%s of nothing is nothing', async (field) => {
    const site = await serveFolder(files);
    const { status, body } = await site.ask('GET /empty.bin', `Range: ${field}`);
    expect([status, body]).toEqual([200, '']);
  });

  it('of a compressed file is one of its bytes', async () => {
    const site = await serveFolder({ 'public/a.js': 'plain', 'public/a.js.br': '0123456789' });
    const { headers, body } = await site.ask('GET /a.js', 'Accept-Encoding: br', 'Range: bytes=2-4');
    expect([body, headers['content-range'], headers['content-encoding']]).toEqual([
      '234',
      'bytes 2-4/10',
      'br',
    ]);
  });
});

describe('several ranges', () => {
  it('come in the order they were asked for', async () => {
    const site = await serveFolder(files);
    const { status, headers, body } = await site.ask('GET /small.bin', 'Range: bytes=500-509, 0-4, -3');
    const parts = partsOf(Buffer.from(body, 'latin1'), headers['content-type'] ?? '');
    expect(status).toBe(206);
    expect(parts.map(({ range }) => range)).toEqual(['500-509/1000', '0-4/1000', '997-999/1000']);
    expect(headers['content-length']).toBe(String(body.length));
    expect(headers['content-range']).toBeUndefined();
  });

  it('never make the answer much larger than the file', async () => {
    const site = await serveFolder(files);
    const field = `bytes=${Array.from({ length: 32 }, () => '0-').join()}`;
    const { body } = await site.ask('GET /large.bin', `Range: ${field}`);
    expect(body.length).toBe(large.length);
  });
});

describe('whatever is asked for', () => {
  it('is what a slice of the file is', async () => {
    const site = await serveFolder(files);
    const below = chance(20_241_117);
    for (let round = 0; round < 150; round++) {
      const [name, content] = below(2) === 0 ? ['small', small] : ['large', large];
      const specs = Array.from({ length: 1 + below(4) }, () => {
        const first = below(content.length);
        const last = first + below(content.length - first);
        const whole = below(4) === 0 ? `${first}-` : `${first}-${last}`;
        return below(6) === 0 ? `-${1 + below(content.length)}` : whole;
      });
      const { headers, body } = await site.ask(`GET /${name}.bin`, `Range: bytes=${specs.join(', ')}`);
      const received = Buffer.from(body, 'latin1');
      const type = headers['content-type'] ?? '';
      const single = { range: headers['content-range']?.replace('bytes ', '') ?? '', body: received };
      const parts = type.startsWith('multipart/') ? partsOf(received, type) : [single];
      const covered = new Set<number>();
      for (const part of parts) {
        const [, first = 0, last = 0] = (/^(\d+)-(\d+)\//.exec(part.range) ?? []).map(Number);
        expect(part.body.equals(content.subarray(first, last + 1)), specs.join()).toBe(true);
        for (let at = first; at <= last; at += 1) covered.add(at);
      }
      for (const spec of specs) {
        const [from = '', to = ''] = spec.split('-');
        const first = from === '' ? content.length - Number(to) : Number(from);
        const last = from === '' || to === '' ? content.length - 1 : Number(to);
        expect(covered.has(first) && covered.has(last), spec).toBe(true);
      }
      expect(headers['content-length']).toBe(String(received.length));
    }
  });
});
