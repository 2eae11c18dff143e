import { describe, expect, it, vi } from 'vitest';
import { byteOrigin, proxied } from './proxied.ts';

/** Answers each complete request it sees, as a lenient parser would: by the blank line alone. */
const recorder = () =>
  byteOrigin((received, socket) => {
    if (/\r\n\r\n(?:[\s\S]*\r\n0\r\n\r\n)?$/.test(received))
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
  });

const HOST = 'Host: shop.test\r\n';
const HIDDEN = `GET /hidden HTTP/1.1\r\n${HOST}\r\n`;

/** Requests whose end two parsers may see in two places. */
const AMBIGUOUS: Readonly<Record<string, string>> = {
  'both lengths': `POST /a HTTP/1.1\r\n${HOST}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'two different lengths': `POST /a HTTP/1.1\r\n${HOST}Content-Length: 0\r\nContent-Length: ${HIDDEN.length}\r\n\r\n${HIDDEN}`,
  'a list of lengths': `POST /a HTTP/1.1\r\n${HOST}Content-Length: 0, ${HIDDEN.length}\r\n\r\n${HIDDEN}`,
  'a length with a sign': `POST /a HTTP/1.1\r\n${HOST}Content-Length: +${HIDDEN.length}\r\n\r\n${HIDDEN}`,
  'a length in hexadecimal': `POST /a HTTP/1.1\r\n${HOST}Content-Length: 0x10\r\n\r\n${HIDDEN}`,
  'a length with a blank before the colon': `POST /a HTTP/1.1\r\n${HOST}Content-Length : ${HIDDEN.length}\r\n\r\n${HIDDEN}`,
  'a coding with a blank before the colon': `POST /a HTTP/1.1\r\n${HOST}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'a coding with a tab': `POST /a HTTP/1.1\r\n${HOST}Transfer-Encoding:\tchunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'a coding like chunked': `POST /a HTTP/1.1\r\n${HOST}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'chunked before another coding': `POST /a HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'chunked twice': `POST /a HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'chunked in quotes': `POST /a HTTP/1.1\r\n${HOST}Transfer-Encoding: "chunked"\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'a coding in HTTP/1.0': `POST /a HTTP/1.0\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'a folded coding': `POST /a HTTP/1.1\r\n${HOST}Transfer-Encoding:\r\n chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'lines that end in LF': `POST /a HTTP/1.1\nHost: a\nContent-Length: 0\n\n${HIDDEN}`,
  'one header line that ends in LF': `GET /a HTTP/1.1\r\nHost: a\nX: y\r\n\r\n${HIDDEN}`,
  'a CR inside a value': `GET /a HTTP/1.1\r\n${HOST}X: a\rContent-Length: 5\r\n\r\n${HIDDEN}`,
  'a NUL in a name': `GET /a HTTP/1.1\r\n${HOST}X\0: a\r\n\r\n${HIDDEN}`,
  'a chunk size with a sign': `POST /a HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n+0\r\n\r\n${HIDDEN}`,
  'a chunk size of 0x': `POST /a HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n${HIDDEN}`,
  'a chunk size beyond 64 bits': `POST /a HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n10000000000000000\r\n\r\n${HIDDEN}`,
  'a chunk that ends in LF': `POST /a HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n1\nZ\n0\n\n${HIDDEN}`,
};

describe('an ambiguous request', () => {
  it.each(Object.entries(AMBIGUOUS))('with %s does not reach the target', async (_name, bytes) => {
    const up = await recorder();
    const { connect } = await proxied(up);
    const client = connect().send(Buffer.from(bytes, 'latin1'));
    const answer = await client.toEnd();
    expect(answer).toMatch(/^HTTP\/1.1 (?:400|408|501) /);
    expect(answer).not.toMatch(/HTTP\/1.1 200/);
    expect(up.received()).not.toContain('/hidden');
  });

  it('with chunk extensions is sent on without them', async () => {
    const up = await recorder();
    const { connect } = await proxied(up);
    const body = '1;a="\\"b";c\r\nZ\r\n0;last\r\n\r\n';
    const client = connect().send(`POST /a HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n${body}`);
    await client.until(/ok$/);
    await vi.waitFor(() => expect(up.received()).toMatch(/\r\n\r\n1\r\nZ\r\n0\r\n\r\n$/));
    client.socket.destroy();
  });

  it('with the same length twice is sent on with one, or refused', async () => {
    const up = await recorder();
    const { connect } = await proxied(up);
    const client = connect().send(
      `POST /a HTTP/1.1\r\n${HOST}Content-Length: 1\r\nContent-Length: 1\r\n\r\nZ${HIDDEN}`,
    );
    expect(await client.toEnd()).toMatch(/^HTTP\/1.1 400 /);
    expect(up.received()).toBe('');
  });

  it('with a length that Connection names keeps its length', async () => {
    const up = await recorder();
    const { connect } = await proxied(up);
    const client = connect().send(
      `POST /a HTTP/1.1\r\n${HOST}Connection: keep-alive, Content-Length\r\nContent-Length: ${HIDDEN.length}\r\n\r\n${HIDDEN}`,
    );
    await client.until(/ok$/);
    expect(up.received()).toMatch(new RegExp(`content-length: ${HIDDEN.length}`, 'i'));
    client.socket.destroy();
  });
});

/** Answers whose end two parsers may see in two places. */
const ANSWERS: Readonly<Record<string, string>> = {
  'both lengths':
    'HTTP/1.1 200 OK\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n',
  'two different lengths': 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc',
  'a coding like chunked': 'HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n',
  'lines that end in LF': 'HTTP/1.1 200 OK\nContent-Length: 2\n\nab',
  'a CR inside a value': 'HTTP/1.1 200 OK\r\nX: a\rb\r\nContent-Length: 2\r\n\r\nab',
};

describe('an ambiguous answer', () => {
  it.each(Object.entries(ANSWERS))('with %s leaves the client one clear answer', async (_name, bytes) => {
    const up = await byteOrigin((_received, socket) => socket.end(bytes, 'latin1'));
    const { connect } = await proxied(up);
    const answer = await connect().send(`GET / HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`).toEnd();
    expect(answer).toMatch(/^HTTP\/1.1 (?:200|502) /);
    const head = answer.slice(0, answer.indexOf('\r\n\r\n'));
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
    const framed = /transfer-encoding: chunked/i.test(head);
    expect(framed).not.toBe(!Number.isNaN(length));
    expect(head).not.toMatch(/\n[^\r\n]*\r[^\n]/);
    if (!framed) expect(answer.length - head.length - 4).toBe(length);
  });
});
