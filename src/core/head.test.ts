import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonOf, type Served, serve, text } from '../../test/support/engine.ts';

let served: Served;
beforeAll(async () => {
  served = await serve({ '/': text('fine') });
});
afterAll(() => served.engine.stop(0));

const END = 'Connection: close\r\n\r\n';

describe('heads that HTTP forbids end the connection with their own answer', () => {
  it.each([
    ['no Host', `GET / HTTP/1.1\r\n${END}`, 400, 'BW6005'],
    ['two Hosts', `GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n${END}`, 400, 'BW6005'],
    ['a Host with a blank', `GET / HTTP/1.1\r\nHost: a b\r\n${END}`, 400, 'BW6005'],
    ['a Host with a path', `GET / HTTP/1.1\r\nHost: a/b\r\n${END}`, 400, 'BW6005'],
    ['a Host with a user', `GET / HTTP/1.1\r\nHost: me@a\r\n${END}`, 400, 'BW6005'],
    ['a target with a user', `GET http://me@b/ HTTP/1.1\r\nHost: a\r\n${END}`, 400, 'BW6005'],
    ['HTTP/0.9', 'GET /\r\n\r\n', 505, 'BW6017'],
    ['HTTP/2.0', 'GET / HTTP/2.0\r\nHost: a\r\n\r\n', 505, 'BW6017'],
    ['HTTP/1.2', 'GET / HTTP/1.2\r\nHost: a\r\n\r\n', 505, 'BW6017'],
    ['RTSP', 'ANNOUNCE /a RTSP/1.0\r\nHost: a\r\n\r\n', 400, 'BW6010'],
    ['bare line feeds', 'GET / HTTP/1.1\nHost: a\n\n', 400, 'BW6010'],
    [
      'a coding like chunked',
      'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n',
      501,
      'BW6023',
    ],
    [
      'a coding before chunked',
      'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n',
      501,
      'BW6023',
    ],
    [
      'the coding identity',
      'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n',
      501,
      'BW6023',
    ],
    [
      'chunked twice',
      'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
      'BW6010',
    ],
    ['chunked in HTTP/1.0', 'POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400, 'BW6010'],
    [
      'coding and length',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
      'BW6010',
    ],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n',
      400,
      'BW6010',
    ],
  ])('%s', async (_, bytes, status, code) => {
    const received = await served.connect().send(bytes).toEnd();
    expect(received).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(jsonOf(received)).toMatchObject({ status, code });
  });
});

describe('heads that HTTP allows', () => {
  it.each([
    ['no Host in HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n'],
    ['an empty Host', `GET / HTTP/1.1\r\nHost:\r\n${END}`],
    ['a Host with a port', `GET / HTTP/1.1\r\nHost: api.example:8080\r\n${END}`],
    ['an IPv6 Host', `GET / HTTP/1.1\r\nHost: [::1]:8080\r\n${END}`],
    ['an absolute target', `GET http://api.example/ HTTP/1.1\r\nHost: api.example\r\n${END}`],
    // A recipient may take any run of blanks for one (RFC 9112, section 3); the parser passes on the three words only.
    ['several blanks in the request line', `GET  /   HTTP/1.1\r\nHost: a\r\n${END}`],
    ['Chunked with a capital', `POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n${END}0\r\n\r\n`],
  ])('%s', async (_, bytes) => {
    expect(await served.connect().send(bytes).toEnd()).toMatch(/^HTTP\/1.1 200 OK[\s\S]*fine$/);
  });
});
