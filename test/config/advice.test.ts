import { afterEach, describe, expect, it } from 'vitest';
import { composeSchema } from '../../src/config/schema/compose.ts';
import { modes } from '../../src/modes/index.ts';
import { createProject, type Project } from './project.ts';

/** What a diagnostic says and proposes. */
interface Told {
  readonly message: string;
  readonly label: string | undefined;
  readonly hint: string | undefined;
  readonly sure: readonly string[];
  readonly guesses: readonly string[];
}

let project: Project | undefined;

afterEach(() => {
  project?.remove();
  project = undefined;
});

async function tell(
  text: string,
  files: Readonly<Record<string, string>> = {},
  environment: Readonly<Record<string, string>> = {},
): Promise<Told[]> {
  project = createProject({ ...files, 'backworks.yaml': `${text}\n` });
  const { diagnostics } = await project.load({ environment });
  return diagnostics.map(({ message, label, hint, suggestions }) => ({
    message,
    label,
    hint,
    sure: suggestions.filter(({ guess }) => guess !== true).map(({ replace }) => replace),
    guesses: suggestions.filter(({ guess }) => guess === true).map(({ replace }) => replace),
  }));
}

const endpoint = (block: string) => `endpoints: { GET /a: { ${block} } }`;
const proxy = (settings: string) => endpoint(`proxy: { target: http://x.test, ${settings} }`);
const query = (schema: string) => endpoint(`mock: {}, request: { query: ${schema} }`);

describe('what may not be meant is a guess, which `--fix` leaves', () => {
  it.each([
    [endpoint('mock: { file: okk.json }'), ['ok.json']],
    ['server: { tls: { cert: okk.json, key: ok.json } }\nendpoints: {}', ['ok.json']],
    [endpoint('mock: {}, request: { body: { $ref: ./okk.json } }'), ['ok.json']],
    [endpoint('mock: {}, request: { body: { $ref: "./okk.json#/a" } }'), ['ok.json']],
    [endpoint('mock: {}, proxy: { target: http://x.test }'), [', mode: mock']],
  ])('%s', async (text, guesses) => {
    expect(await tell(text, { 'ok.json': '{}' })).toMatchObject([{ sure: [], guesses }]);
  });
});

describe('a value of another type', () => {
  it.each([
    'server: { tls: true }\nendpoints: {}',
    'server: { host: true }\nendpoints: {}',
    'server: { trusted_proxies: true }\nendpoints: {}',
    'server: { port: "70000" }\nendpoints: {}',
    'mode: true\nendpoints: {}',
    'name: 5\nendpoints: {}',
    'target: true',
    endpoint('mock: {}, response: { schema: {}, validate: true }'),
    endpoint('proxy: { target: true }'),
    endpoint('proxy: { target: http://x.test, strip_prefix: 5 }'),
    endpoint('proxy: { target: https://x.test, tls: { ca: 5 } }'),
    endpoint('mock: { delay: true }'),
    endpoint('mock: {}, methods: true'),
  ])('is not quoted where its text is none of what is wanted, and is one mistake: %s', async (text) => {
    expect(await tell(text)).toMatchObject([{ sure: [], guesses: [] }]);
  });

  it.each([
    ['version: 1.10\nendpoints: {}', '"1.10"'],
    [endpoint('mock: { text: 5 }'), '"5"'],
    [endpoint('mock: { status: "201" }'), '201'],
    [proxy('remove_headers: cookie'), '[cookie]'],
    ['endpoints: { /a: { mock: {}, methods: GET } }', '[GET]'],
    ['endpoints: { /a: { mock: {}, methods: "GET, POST" } }', '[GET, POST]'],
    [endpoint('proxy: http://127.0.0.1:9000/v1'), '{ target: http://127.0.0.1:9000/v1 }'],
    ['endpoints: { /*: { static: ./public } }', '{ dir: ./public }'],
  ])('is written as the one that is wanted, where that is allowed: %s', async (text, replace) => {
    expect(await tell(text)).toMatchObject([{ sure: [replace] }]);
  });

  it.each(['true', 'on'])('says which words are allowed, and that a mapping is: tls: %s', async (value) => {
    expect(await tell(`server: { tls: ${value} }\nendpoints: {}`)).toMatchObject([
      { label: 'expected one of: auto, off, or a mapping such as `{ cert: ./cert.pem, key: ./key.pem }`' },
    ]);
  });

  it.each(['true', 'yes', '5'])('says which words are allowed: validate: %s', async (value) => {
    expect(await tell(endpoint(`mock: {}, response: { schema: {}, validate: ${value} }`))).toMatchObject([
      { label: 'expected one of: off, log, fail' },
    ]);
  });

  it('is called by its place in a list', async () => {
    expect(await tell(proxy('remove_headers: [host, "", 5]'))).toMatchObject([
      { message: 'item 2 of `remove_headers` is empty' },
      { message: 'item 3 of `remove_headers` must be text, not a number', sure: [], guesses: [] },
    ]);
  });
});

describe('a text of another form', () => {
  const header = 'a header name has letters, digits and `-`, such as `x-api-key`';

  it.each([
    ['target: ""', '`target` is empty', 'write some text, such as `http://127.0.0.1:9000`'],
    [proxy('add_prefix: ""'), '`add_prefix` is empty', 'write some text, such as `/api/v1`'],
    [proxy('headers: { b ad: x }'), '`b ad` is no header name', header],
    [proxy('remove_headers: [b ad]'), '`b ad` is no header name', header],
    [proxy('remove_headers: [""]'), 'item 1 of `remove_headers` is empty', header],
    [
      'server: { cors: { origins: [] } }\nendpoints: {}',
      'the list `origins` is empty',
      'write at least one, such as `[https://app.example.com]`',
    ],
    [
      'endpoints: { /a: { mock: {}, methods: [GET, GET] } }',
      '`methods` has the same item twice',
      'keep one of the two',
    ],
  ])('says in words which one is wanted: %s', async (text, message, hint) => {
    expect(await tell(text)).toMatchObject([{ message, hint }]);
  });

  it('is a header name wherever the schema has a pattern', () => {
    const patterns = new Set(JSON.stringify(composeSchema(modes)).match(/"pattern":"(?:[^"\\\\]|\\\\.)*"/g));
    expect([...patterns]).toEqual([`"pattern":"^[!#$%&'*+.^_\`|~0-9A-Za-z-]+$"`]);
  });

  it('says that the port of a target is wrong', async () => {
    for (const port of ['99999', '0']) {
      expect(await tell(`target: http://127.0.0.1:${port}`)).toMatchObject([
        { message: `the target has no port ${port}`, hint: 'ports go from 1 to 65535, such as `:9000`' },
      ]);
    }
  });
});

describe('a schema that is none', () => {
  const wants = (name: string) =>
    `\`${name}\` takes a schema: a mapping such as \`{ type: string }\`, true or false`;

  it.each([
    ['{ properties: { p: integer } }', 'p', ['{ type: integer }'], []],
    ['{ properties: { p: int } }', 'p', ['{ type: integer }'], []],
    ['{ properties: { q: null } }', 'q', [], ['{}']],
    ['{ properties: { q: 5 } }', 'q', [], []],
    ['{ additionalProperties: no }', 'additionalProperties', ['false'], []],
    ['{ additionalProperties: "yes" }', 'additionalProperties', ['true'], []],
  ])('is told once, with what was meant: %s', async (schema, name, sure, guesses) => {
    expect(await tell(query(schema))).toMatchObject([{ message: wants(name), sure, guesses }]);
  });

  it('has no definitions to refer to', async () => {
    for (const word of ['$defs', 'definitions']) {
      const text = endpoint(`mock: {}, request: { body: { $ref: "#/${word}/x" } }`);
      expect(await tell(text)).toMatchObject([
        { message: `this schema has no \`${word}\``, hint: `add \`${word}: { x: ... }\` to it` },
      ]);
    }
  });
});

describe('an unknown key', () => {
  it('is the one with a near name beside it rather than a block of an endpoint', async () => {
    expect(await tell('server: { rate_limit: { request: 10, per: 1m } }\nendpoints: {}')).toMatchObject([
      { message: 'unknown key `request`', sure: ['requests'] },
    ]);
  });

  it('is not taken for one that cannot hold its value', async () => {
    expect(await tell('vers: 1\nendpoints: {}')).toMatchObject([{ sure: [], guesses: [] }]);
    expect(await tell('vers: one\nendpoints: {}')).toMatchObject([{ sure: [], guesses: ['vars'] }]);
  });

  it('may be the `target` that makes endpoints superfluous', async () => {
    expect(await tell('targt: http://x.test')).toMatchObject([{ sure: ['target'] }]);
    for (const key of ['proxy', 'upstream', 'url', 'backend']) {
      expect(await tell(`${key}: http://x.test`)).toMatchObject([{ sure: [], guesses: ['target'] }]);
    }
  });

  it('may be a block that belongs under an endpoint, and then no endpoint is missing', async () => {
    expect(await tell('proxy: { target: http://x.test }')).toMatchObject([
      {
        hint: 'it belongs under an endpoint, such as `GET /path:`; for all requests, write `target: ...` alone',
      },
    ]);
    expect(await tell('mock: {}')).toMatchObject([
      { hint: 'it belongs under an endpoint, such as `GET /path:`' },
    ]);
  });

  it('may be one of a proxy, written beside `target`', async () => {
    const hint = 'beside `target` there is no room for it: write `endpoints: { /*: { proxy: { target: ...,';
    expect(await tell('target: http://x.test\nheaders: { a: b }\nstrip_prefix: /x')).toMatchObject([
      { message: 'unknown key `headers`', hint: `${hint} headers: ... } } }\`` },
      { message: 'unknown key `strip_prefix`', hint: `${hint} strip_prefix: ... } } }\`` },
    ]);
    expect(await tell('endpoints: { /*: { proxy: { target: http://x.test, headers: { a: b } } } }')).toEqual(
      [],
    );
  });

  it('hides no mistake in what stands behind it, nor makes others', async () => {
    const text = endpoint('prxy: { target: "", timeots: { conect: 5 }, max_connections: many }');
    expect((await tell(text)).map(({ message }) => message)).toEqual([
      'unknown key `prxy`',
      '`target` is empty',
      'unknown key `timeots`',
      'unknown key `conect`',
      '`conect` needs a unit: 5ms or 5s?',
      '`max_connections` must be a whole number, not text',
    ]);
    expect(await tell(endpoint('prxy: { target: http://x.test }'))).toHaveLength(1);
    expect(await tell(endpoint('prxy: {}, proxi: {}'))).toHaveLength(3);
  });

  it('is looked behind once where aliases lead to it, and where a list stands in it', async () => {
    const text =
      'x-b: &b { remove_headrs: [a, 5] }\nendpoints: { GET /a: { prxy: *b }, GET /b: { prxy: *b } }';
    const found = (await tell(text)).map(({ message }) => message).sort();
    expect(found).toEqual([
      'item 2 of `remove_headrs` must be text, not a number',
      'the key `target` is missing',
      'the key `target` is missing',
      'unknown key `prxy`',
      'unknown key `prxy`',
      'unknown key `remove_headrs`',
    ]);
  });

  it('leaves the value of a variable alone, which becomes what belongs there under the right name only', async () => {
    expect(await tell('server: { prot: "${PORT}" }\nendpoints: {}', {}, { PORT: '80' })).toMatchObject([
      { message: 'unknown key `prot`', sure: ['port'] },
    ]);
  });
});

describe('a target with a password', () => {
  it('is told where headers can stand', async () => {
    expect(await tell('target: http://u:p@x.test')).toMatchObject([
      {
        hint: 'send credentials as a header: write `endpoints: { /*: { proxy: { target: ..., headers: { authorization: ... } } } }`',
      },
    ]);
    expect(await tell(endpoint('proxy: { target: http://u:p@x.test }'))).toMatchObject([
      { hint: 'send credentials as a header: `headers: { authorization: ... }`' },
    ]);
  });
});

describe('settings that mean nothing, or too much', () => {
  it.each(['first_byte', 'connect'])('a time limit of a block that is too long: %s', async (key) => {
    expect(await tell(proxy(`timeouts: { ${key}: 2d }`))).toMatchObject([
      { message: `\`${key}\` must be at most 1d`, sure: ['1d'] },
    ]);
  });

  it('TLS settings for a target without TLS are a warning', async () => {
    const { diagnostics } = await createdWith(proxy('tls: { verify: false }'));
    expect(diagnostics).toMatchObject([
      {
        code: 'BW3014',
        severity: 'warning',
        message: '`tls` means nothing for a target that begins with http:',
      },
    ]);
    expect(await tell(endpoint('proxy: { target: https://x.test, tls: { verify: false } }'))).toEqual([]);
  });

  it.each(['0.0.0.0/0', '::/0', '10.0.0.0/0', '*'])('every address as a trusted proxy: %s', async (entry) => {
    const hint = 'name the proxies: otherwise every client could claim to be another';
    expect(await tell(`server: { trusted_proxies: ["${entry}"] }\nendpoints: {}`)).toMatchObject([{ hint }]);
  });

  async function createdWith(text: string) {
    project = createProject({ 'backworks.yaml': `${text}\n` });
    return project.load();
  }
});

describe('a variable with a bad value', () => {
  const text = 'target: "${TARGET_URL:-http://127.0.0.1:9000}"';

  it('is mended where it is set: in a file', async () => {
    expect(await tell(text, { '.env': '# where\nTARGET_URL=nonsense\n' })).toMatchObject([
      {
        message: 'the target is no http or https URL',
        hint: 'mend TARGET_URL, which .env:2 sets',
        sure: [],
      },
    ]);
  });

  it('is mended where it is set: in the environment', async () => {
    expect(await tell(text, {}, { TARGET_URL: 'nonsense' })).toMatchObject([
      { hint: 'mend TARGET_URL, which the environment sets' },
    ]);
  });

  it.each([
    endpoint('proxy: { target: "${V}" }'),
    endpoint('mock: { delay: "${V}" }'),
    endpoint('mock: { file: "${V}" }'),
    'server: { tls: "${V}" }\nendpoints: {}',
    'server: { timeout: "${V}" }\nendpoints: {}',
  ])('is mended in every place it is used: %s', async (used) => {
    expect(await tell(used, { '.env': 'V=nonsense\n' })).toMatchObject([
      { hint: 'mend V, which .env:1 sets', sure: [] },
    ]);
  });

  it('is mended where it is set when it is too much', async () => {
    expect(await tell('server: { timeout: "${V}" }\nendpoints: {}', { '.env': 'V=2d\n' })).toMatchObject([
      { message: '`timeout` must be at most 1d', hint: 'mend V, which .env:1 sets', sure: [] },
    ]);
  });

  it('is not blamed for a mistake in its default', async () => {
    const [told] = await tell('target: "${TARGET_URL:-nonsense}"');
    expect(told?.hint).toBe('write the whole URL, such as `http://nonsense`');
  });
});
