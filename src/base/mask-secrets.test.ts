import { describe, expect, it } from 'vitest';
import { isSecretName, maskSecrets, maskWords } from './mask-secrets.ts';

const mask = (text: string) => maskSecrets(text, []);

describe('a value that is known to be secret', () => {
  it.each([
    ['as it is', 'hunter2-zone', 'at hunter2-zone!', 'at ***!'],
    ['inside of a longer word', 'hunter2', 'xhunter2y', 'x***y'],
    ['in an address', 'a b/c?', 'http://h/?q=a%20b%2Fc%3F', 'http://h/?q=***'],
    ['in a path', 'jörg x', 'http://h/j%C3%B6rg%20x', 'http://h/***'],
    ['in JSON', 'say "it"', '{"a":"say \\"it\\""}', '{"a":"***"}'],
    ['as a terminal shows it', 'a\tb\u001Bc', 'was a\\tb\\x1bc', 'was ***'],
    ['in base64', 'hunter2!', 'aHVudGVyMiE=', '***'],
    ['line by line', 'first line\nsecond line', 'only second line here', 'only *** here'],
    ['with characters of patterns', 'a.b*c(d', 'a.b*c(d but axb', '*** but axb'],
  ])('is masked %s', (_, value, text, masked) => {
    expect(maskSecrets(text, [value])).toBe(masked);
  });

  it('that is short is masked as a whole word', () => {
    expect(maskSecrets('cat in category, 12 and 123', ['cat', '123'])).toBe('*** in category, 12 and ***');
  });

  it('of one or two characters leaves the text readable', () => {
    expect(maskSecrets('main.js:1:12', ['1', '12', ''])).toBe('main.js:1:12');
  });

  it('is masked to its end when another one begins alike', () => {
    expect(maskSecrets('secret-one-two', ['secret-one', 'secret-one-two'])).toBe('***');
  });

  it('may come from any collection, and hold half a character', () => {
    expect(maskSecrets('x \uD800abcdef y', new Set(['\uD800abcdef']))).toBe('x *** y');
  });
});

describe('what looks like a credential', () => {
  it.each([
    ['connect postgres://ada:pw@db.test:5432/x', 'connect postgres://***@db.test:5432/x'],
    ['https://t0ken@host/path', 'https://***@host/path'],
    ['redis://:p@ss@h/0', 'redis://***@h/0'],
    ['mysql://u:p/w?x@h/0', 'mysql://***@h/0'],
    ['Authorization: Bearer abc.def', 'Authorization: ***'],
    ['{"authorization":"Basic dTpw"}', '{"authorization":"***"}'],
    ['{\\"authorization\\":\\"Custom a b\\"}', '{\\"authorization\\":\\"***\\"}'],
    ["[ 'Authorization', 'Custom a b c' ]", "[ 'Authorization', '***' ]"],
    ['set-cookie: id=7; HttpOnly', 'set-cookie: ***'],
    ['said bearer abcd1234', 'said bearer ***'],
    ['password=hunter2 user=ada', 'password=*** user=ada'],
    ['{"dbPassword": "a\\"b c", "x": 1}', '{"dbPassword": "***", "x": 1}'],
    ['{"token":"cut off', '{"token":"***'],
    ["{ apiKey: 'k', pin: 1 }", "{ apiKey: '***', pin: 1 }"],
    ['password: 1234', 'password: ***'],
    ['GET /a?token=x&page=2', 'GET /a?token=***&page=2'],
    ['STRIPE_KEY=abc', 'STRIPE_KEY=***'],
    ['run --secret abc --port 1', 'run --secret *** --port 1'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig-x', '***'],
    ['ghp_abcdefghijklmnop', '***'],
    ['9f86d081884c7d659a2feaa0c55ad015', '***'],
    ['Zx81kQ2mNv7Lp0Rt5Ys3', '***'],
    ['a -----BEGIN RSA PRIVATE KEY-----\nMII\nx==\n-----END RSA PRIVATE KEY----- b', 'a *** b'],
  ])('is masked: %s', (text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  it.each([
    'TypeError: Cannot read properties of undefined (reading "token")',
    'at maskSecrets (file:///usr/lib/node_modules/@acme/pkg/src/base/mask-secrets.ts:12:5)',
    'at async file:///C:/Users/x/node_modules/@acme/secrets.ts:3:4',
    'http://127.0.0.1:4000/users/7?page=2',
    'backworks-test-2026-11-21-folder/backworks.yaml:10:11',
    'author: Ada, keyword: x, passage: y',
    'processTicksAndRejections (node:internal/process/task_queues:95:5)',
    'Node.js v20.20.2 on linux x64',
  ])('is not: %s', (text) => {
    expect(mask(text)).toBe(text);
  });

  it.each([
    ['DB_PASSWORD', true],
    ['userpassword', true],
    ['accessToken', true],
    ['APIKey', true],
    ['x-api-key', true],
    ['--auth', true],
    ['author', false],
    ['key', false],
    ['compass', false],
  ])('has a name such as %s: %s', (name, secret) => {
    expect(isSecretName(name)).toBe(secret);
  });

  it.each([
    'a'.repeat(200_000),
    '://'.repeat(60_000),
    'token='.repeat(30_000),
    '"\\'.repeat(60_000),
    'cookie:'.repeat(30_000),
    'eyJaaaaa.'.repeat(20_000),
    '-----BEGIN PRIVATE KEY-----'.repeat(8_000),
  ])('is looked for in linear time (%#)', (text) => {
    expect(mask(text).length).toBeGreaterThan(0);
  });
});

describe('a command line', () => {
  it.each([
    [
      ['dev', '--token', 'abc', '--port', '1'],
      ['dev', '--token', '***', '--port', '1'],
    ],
    [['--api-key=abc'], ['--api-key=***']],
    [['http://u:p@h/'], ['http://***@h/']],
    [
      ['--token', '--json'],
      ['--token', '--json'],
    ],
    [
      ['-H', 'Authorization: x y'],
      ['-H', 'Authorization: ***'],
    ],
  ])('%j keeps its secrets', (words, masked) => {
    expect(maskWords(words, [])).toEqual(masked);
  });
});
