/** A file with mistakes, and what must be said about it. */
export interface BrokenFile {
  readonly name: string;
  readonly text: string;
  /** `CODE line:column` of every diagnostic, in order. */
  readonly expected: readonly string[];
  /** Part of the first message. */
  readonly says?: string;
  /** The suggestions of the report mend the whole file. */
  readonly mendable?: boolean;
}

const endpoint = (text: string) => `endpoints:\n  GET /a: ${text}\n`;
const server = (text: string) => `server: ${text}\nendpoints: {}\n`;
const mock = (text: string) => endpoint(`{ mock: ${text} }`);

const syntax: readonly BrokenFile[] = [
  { name: 'empty file', text: '', expected: ['BW1012 1:1'], says: 'empty', mendable: true },
  { name: 'only comments', text: '# nothing\n# here', expected: ['BW1012 1:1'], mendable: true },
  { name: 'only a document marker', text: '---\n', expected: ['BW1012 1:1'], mendable: true },
  {
    name: 'tab indent',
    text: 'name: t\nendpoints:\n\tGET /a:\n\t\tmock: {}\n',
    expected: ['BW1011 3:1'],
    says: 'tab',
    mendable: true,
  },
  {
    name: 'tab after spaces',
    text: 'endpoints:\n  GET /a:\n  \tmock: {}\n',
    expected: ['BW1011 3:3'],
    mendable: true,
  },
  { name: 'two documents', text: 'endpoints: {}\n---\nendpoints: {}\n', expected: ['BW1013 2:1'] },
  {
    name: 'two documents with markers',
    text: '# x\n---\nendpoints: {}\n---\na: 1\n',
    expected: ['BW1013 4:1'],
  },
  {
    name: 'template in a flow mapping',
    text: endpoint('{ mock: { body: { id: ${path.id} } } }'),
    expected: ['BW1015 2:33'],
    says: 'quotes',
    mendable: true,
  },
  {
    name: 'template behind text in a flow mapping',
    text: endpoint("{ mock: { text: it's ${path.id}, status: 201 } }"),
    expected: ['BW1015 2:32'],
    mendable: true,
  },
  {
    name: 'template in a flow list',
    text: endpoint('{ mock: { body: [ ${path.id}, 2 ] } }'),
    expected: ['BW1015 2:29'],
    mendable: true,
  },
  {
    name: 'template with a colon in a block',
    text: 'endpoints:\n  GET /a:\n    mock:\n      text: ${path.id == "1" ? "a" : "b"}\n',
    expected: ['BW1015 4:13'],
    mendable: true,
  },
  {
    name: 'colon in a plain value',
    text: 'description: shop: the API\nendpoints: {}\n',
    expected: ['BW1010 1:18'],
    says: 'quotes',
    mendable: true,
  },
  {
    name: 'plain value that begins with @',
    text: 'name: @shop\nendpoints: {}\n',
    expected: ['BW1010 1:7'],
    mendable: true,
  },
  { name: 'wrong indentation', text: 'server:\n   port: 1\n  host: x\n', expected: ['BW1010 3:3'] },
  { name: 'key without a colon', text: 'name: t\nendpoints\n  GET /a: {}\n', expected: ['BW1010 3:9'] },
  {
    name: 'quote that is never closed',
    text: 'name: "t\nendpoints: {}\n',
    expected: ['BW1010 2:1'],
    says: 'not closed',
  },
  {
    name: 'bracket that is never closed',
    text: 'server: { port: 1\nendpoints: {}\n',
    expected: ['BW1010 2:1'],
    says: 'not closed',
  },
  { name: 'comma too many', text: server('{ port: 1,, host: x }'), expected: ['BW1010 1:19'] },
  { name: 'unknown escape', text: 'name: "\\d"\nendpoints: {}\n', expected: ['BW1010 1:9'] },
  { name: 'control character', text: 'name: a\u0001b\nendpoints: {}\n', expected: ['BW1010 1:8'] },
  {
    name: 'unknown key with templates below',
    text: 'endpoints:\n  GET /a/{id}: { moc: { body: "${path.id}" } }\n',
    expected: ['BW2001 2:18'],
    mendable: true,
  },
  { name: 'unknown tag', text: 'name: !secret t\nendpoints: {}\n', expected: ['BW1010 1:7'], says: 'tag' },
  { name: 'unknown alias', text: 'name: *t\nendpoints: {}\n', expected: ['BW1016 1:7'], says: '&t' },
  { name: 'alias inside its anchor', text: 'x-a: &a { b: *a }\nendpoints: {}\n', expected: ['BW1016 1:14'] },
  { name: 'merge of a text', text: 'x-a: 1\n<<: text\nendpoints: {}\n', expected: ['BW1016 2:5'] },
  { name: 'list as a key', text: '? [a]\n: 1\nendpoints: {}\n', expected: ['BW1018 1:3'] },
  { name: 'deep nesting', text: `endpoints: ${'['.repeat(200)}\n`, expected: ['BW1017 1:111'] },
];

const duplicates: readonly BrokenFile[] = [
  {
    name: 'duplicate keys',
    text: 'name: a\nname: b\nendpoints:\n  GET /a: { mock: { status: 200, status: 201 } }\n  GET /a: { mock: {} }\nname: c\n',
    expected: ['BW1014 2:1', 'BW1014 4:34', 'BW1014 5:3', 'BW1014 6:1'],
    says: '`name`',
  },
  {
    name: 'duplicate key and other mistakes',
    text: 'name: a\nname: 5\nprot: 1\nendpoints: {}\n',
    expected: ['BW1014 2:1', 'BW2004 2:7', 'BW2001 3:1'],
  },
  { name: '__proto__ as a key', text: '__proto__: { port: 1 }\nendpoints: {}\n', expected: ['BW2001 1:1'] },
];

const shape: readonly BrokenFile[] = [
  {
    name: 'unknown key',
    text: 'nme: t\nendpoints: {}\n',
    expected: ['BW2001 1:1'],
    says: '`nme`',
    mendable: true,
  },
  { name: 'unknown key in a block', text: mock('{ boddy: 1 }'), expected: ['BW2001 2:21'], mendable: true },
  { name: 'unknown block', text: endpoint('{ moc: {} }'), expected: ['BW2001 2:13'], mendable: true },
  { name: 'key one level too high', text: 'port: 1\nendpoints: {}\n', expected: ['BW2001 1:1'] },
  { name: 'unknown key like none', text: server('{ colour: red }'), expected: ['BW2001 1:11'] },
  {
    name: 'missing endpoints',
    text: 'name: t\n',
    expected: ['BW2002 1:1'],
    says: '`endpoints`',
    mendable: true,
  },
  {
    name: 'misspelt endpoints',
    text: 'endpoitns:\n  GET /a: { mock: {} }\n',
    expected: ['BW2001 1:1'],
    mendable: true,
  },
  {
    name: 'cors without origins',
    text: server('{ cors: { credentials: true } }'),
    expected: ['BW2002 1:11'],
    mendable: true,
  },
  {
    name: 'unknown mode',
    text: endpoint('{ mode: moc, mock: {} }'),
    expected: ['BW2003 2:19'],
    says: 'mode `moc`',
    mendable: true,
  },
  { name: 'unknown mode of the file', text: 'mode: nonsense\nendpoints: {}\n', expected: ['BW2003 1:7'] },
  { name: 'a list as the file', text: '- a\n', expected: ['BW2004 1:1'], says: 'mapping' },
  { name: 'a text as the file', text: 'hello\n', expected: ['BW2004 1:1'] },
  { name: 'endpoints as a list', text: 'endpoints:\n  - GET /a\n', expected: ['BW2004 2:3'] },
  { name: 'endpoint without a value', text: endpoint(''), expected: ['BW2004 2:3'], mendable: true },
  {
    name: 'block without a value',
    text: 'endpoints:\n  GET /a:\n    mock:\n',
    expected: ['BW2004 3:5'],
    mendable: true,
  },
  {
    name: 'server without a value',
    text: 'server:\nendpoints: {}\n',
    expected: ['BW2004 1:1'],
    mendable: true,
  },
  { name: 'name without a value', text: 'name:\nendpoints: {}\n', expected: ['BW2004 1:1'], mendable: true },
  {
    name: 'version as a number',
    text: 'version: 1.10\nendpoints: {}\n',
    expected: ['BW2004 1:10'],
    mendable: true,
  },
  { name: 'port as text', text: server('{ port: "8080" }'), expected: ['BW2004 1:17'], mendable: true },
  { name: 'port with a fraction', text: server('{ port: 80.5 }'), expected: ['BW2004 1:17'] },
  {
    name: 'port out of range',
    text: server('{ port: 65536 }'),
    expected: ['BW2005 1:17'],
    says: '0 to 65535',
  },
  { name: 'negative port', text: server('{ port: -1 }'), expected: ['BW2005 1:17'] },
  {
    name: 'no connections',
    text: server('{ max_connections: 0 }'),
    expected: ['BW2005 1:28'],
    says: '1 or more',
  },
  { name: 'cors as a word', text: server('{ cors: yes }'), expected: ['BW2004 1:17'], mendable: true },
  {
    name: 'origins as a text',
    text: server('{ cors: { origins: "*" } }'),
    expected: ['BW2004 1:28'],
    mendable: true,
  },
  { name: 'empty list', text: server('{ cors: { origins: [] } }'), expected: ['BW2006 1:28'] },
  { name: 'empty host', text: server('{ host: "" }'), expected: ['BW2006 1:17'] },
  {
    name: 'duration without a unit',
    text: server('{ timeout: 500 }'),
    expected: ['BW2007 1:20'],
    says: '500ms or 500s',
    mendable: true,
  },
  {
    name: 'duration as text without a unit',
    text: mock('{ delay: "2" }'),
    expected: ['BW2007 2:28'],
    mendable: true,
  },
  {
    name: 'duration in words',
    text: server('{ timeout: 5 minutes }'),
    expected: ['BW2006 1:20'],
    mendable: true,
  },
  { name: 'duration that is none', text: server('{ timeout: soon }'), expected: ['BW2006 1:20'] },
  { name: 'size in capitals', text: server('{ max_body: 1MB }'), expected: ['BW2006 1:21'], mendable: true },
  {
    name: 'size without a unit',
    text: server('{ max_body: 1000 }'),
    expected: ['BW2007 1:21'],
    mendable: true,
  },
  {
    name: 'header with a space in its name',
    text: mock('{ headers: { "x y": 1 } }'),
    expected: ['BW2006 2:32'],
  },
  { name: 'header with a mapping', text: mock('{ headers: { x: {} } }'), expected: ['BW2004 2:35'] },
  {
    name: 'header with a list of mappings',
    text: mock('{ headers: { x: [ok, {}] } }'),
    expected: ['BW2004 2:40'],
  },
  { name: 'status out of range', text: mock('{ status: 99 }'), expected: ['BW2005 2:29'] },
  {
    name: 'methods as a text',
    text: 'endpoints:\n  /a: { methods: GET, mock: {} }\n',
    expected: ['BW2004 2:18'],
    mendable: true,
  },
  {
    name: 'a method twice',
    text: 'endpoints:\n  /a: { methods: [GET, GET], mock: {} }\n',
    expected: ['BW2006 2:24'],
  },
];

const meaning: readonly BrokenFile[] = [
  {
    name: 'name without a path',
    text: 'endpoints:\n  users:\n    mock: {}\n',
    expected: ['BW3001 2:3'],
    mendable: true,
  },
  {
    name: 'route without a slash',
    text: 'endpoints:\n  GET users: { mock: {} }\n',
    expected: ['BW3004 2:7'],
    mendable: true,
  },
  {
    name: 'method in lower case',
    text: 'endpoints:\n  get /a: { mock: {} }\n',
    expected: ['BW3002 2:3'],
    says: '`GET`',
    mendable: true,
  },
  {
    name: 'misspelt method',
    text: 'endpoints:\n  GET,PSOT /a: { mock: {} }\n',
    expected: ['BW3002 2:7'],
    mendable: true,
  },
  { name: 'unknown method', text: 'endpoints:\n  CONNECT /a: { mock: {} }\n', expected: ['BW3002 2:3'] },
  {
    name: 'method in lower case in the list',
    text: 'endpoints:\n  /a: { methods: [GET, post], mock: {} }\n',
    expected: ['BW3002 2:24'],
    mendable: true,
  },
  {
    name: 'methods against the key',
    text: 'endpoints:\n  GET /a:\n    methods: [POST]\n    mock: {}\n',
    expected: ['BW3003 3:5'],
    mendable: true,
  },
  {
    name: 'path against the key',
    text: endpoint('{ path: /b, mock: {} }'),
    expected: ['BW3003 2:13'],
    mendable: true,
  },
  {
    name: 'colon style parameter',
    text: 'endpoints:\n  GET /users/:id: { mock: {} }\n',
    expected: ['BW3004 2:14'],
    mendable: true,
  },
  {
    name: 'brace that is not closed',
    text: 'endpoints:\n  GET /users/{id: { mock: {} }\n',
    expected: ['BW3004 2:14'],
  },
  {
    name: 'pattern in quotes',
    text: 'endpoints:\n  a: { path: "/users/\\x7bid", mock: {} }\n',
    expected: ['BW3004 2:22'],
  },
  {
    name: 'relative path',
    text: 'endpoints:\n  a: { path: users, mock: {} }\n',
    expected: ['BW3004 2:14'],
    mendable: true,
  },
  {
    name: 'duplicate route',
    text: 'endpoints:\n  GET /a: { mock: {} }\n  GET,POST /a: { mock: {} }\n',
    expected: ['BW3005 3:3'],
  },
  {
    name: 'duplicate route for every method',
    text: 'endpoints:\n  /a: { mock: {} }\n  b: { path: /a, mock: {} }\n',
    expected: ['BW3005 3:3'],
  },
  {
    name: 'one route under two names',
    text: 'endpoints:\n  GET /u/{id}: { mock: {} }\n  GET /u/{name}: { mock: {} }\n',
    expected: ['BW3006 3:3'],
  },
  {
    name: 'reserved path',
    text: 'endpoints:\n  GET /__backworks/x: { mock: {} }\n',
    expected: ['BW3007 2:3'],
  },
  {
    name: 'endpoint without a block',
    text: endpoint('{ description: x }'),
    expected: ['BW3008 2:3'],
    mendable: true,
  },
  {
    name: 'mode without its block',
    text: endpoint('{ mode: mock }'),
    expected: ['BW3010 2:19'],
    mendable: true,
  },
  {
    name: 'missing file',
    text: mock('{ file: ./prsent.txt }'),
    expected: ['BW3011 2:27'],
    says: 'does not exist',
    mendable: true,
  },
  { name: 'folder as a file', text: mock('{ file: ./folder }'), expected: ['BW3012 2:27'] },
  {
    name: 'origin with a path',
    text: server('{ cors: { origins: [https://a.example/] } }'),
    expected: ['BW3013 1:29'],
    mendable: true,
  },
  {
    name: 'credentials for everyone',
    text: server('{ cors: { origins: ["*"], credentials: true } }'),
    expected: ['BW3013 1:48'],
    mendable: true,
  },
  {
    name: 'everyone and somebody',
    text: server('{ cors: { origins: [https://a.example, "*"] } }'),
    expected: ['BW3013 1:48'],
    mendable: true,
  },
  { name: 'two bodies', text: mock('{ body: 1, text: b }'), expected: ['BW3101 2:30'] },
];

const expressions: readonly BrokenFile[] = [
  { name: 'unknown name', text: mock('{ body: "${qury.x}" }'), expected: ['BW4002 2:30'], mendable: true },
  {
    name: 'unknown name behind escapes',
    text: mock('{ body: "\\u00e9\\t😀 ${qury.x}" }'),
    expected: ['BW4002 2:41'],
    mendable: true,
  },
  {
    name: 'unknown name in single quotes',
    text: mock("{ body: 'it''s ${qury.x}' }"),
    expected: ['BW4002 2:36'],
    mendable: true,
  },
  {
    name: 'unknown name in a literal block',
    text: 'endpoints:\n  GET /a:\n    mock:\n      text: |\n        one\n        two ${qury.x}\n',
    expected: ['BW4002 6:15'],
    mendable: true,
  },
  {
    name: 'unknown name in a folded block',
    text: 'endpoints:\n  GET /a:\n    mock:\n      text: >-\n        one\n        two\n\n        three ${qury.x}\n',
    expected: ['BW4002 8:17'],
    mendable: true,
  },
  { name: 'brace that is never closed', text: mock('{ text: "a ${path.id" }'), expected: ['BW4007 2:30'] },
];

const variables: readonly BrokenFile[] = [
  {
    name: 'bad expression in the default of a variable',
    text: mock('{ text: "a ${NOWHERE:-${qury.x}}" }'),
    expected: ['BW4002 2:43'],
    mendable: true,
  },
  {
    name: 'unset variable',
    text: server('{ host: "${NOWHERE}" }'),
    expected: ['BW5001 1:18'],
    says: 'NOWHERE',
  },
  {
    name: 'unset variable within text',
    text: mock('{ text: "a ${NOWHERE} ${qury.x}" }'),
    expected: ['BW5001 2:30', 'BW4002 2:43'],
  },
  {
    name: 'required variable',
    text: server('{ host: "${NOWHERE:?ask Ada}" }'),
    expected: ['BW5001 1:18'],
    says: 'ask Ada',
  },
  {
    name: 'empty variable with a message',
    text: server('{ host: "${EMPTY:?ask Ada}" }'),
    expected: ['BW5001 1:18'],
  },
  {
    name: 'unset variable in a default',
    text: server('{ host: "${NOWHERE:-${NEITHER}}" }'),
    expected: ['BW5001 1:29'],
    says: 'NEITHER',
  },
  {
    name: 'variable of the wrong type',
    text: server('{ port: "${SECRET}" }'),
    expected: ['BW5002 1:18'],
    says: 'whole number',
  },
  { name: 'variable out of range', text: server('{ port: "${HUGE}" }'), expected: ['BW2005 1:17'] },
  {
    name: 'expression in a plain place',
    text: 'name: "${path.id}"\nendpoints: {}\n',
    expected: ['BW5003 1:8'],
    mendable: true,
  },
  {
    name: 'variable in lower case',
    text: 'name: "${secret}"\nendpoints: {}\n',
    expected: ['BW5004 1:8'],
    mendable: true,
  },
  {
    name: 'variable in lower case with a default',
    text: 'name: "${nowhere:-x}"\nendpoints: {}\n',
    expected: ['BW5004 1:8'],
    mendable: true,
  },
  { name: 'reference without a name', text: 'name: "${}"\nendpoints: {}\n', expected: ['BW5004 1:8'] },
  {
    name: 'reference with a wrong sign',
    text: 'name: "${SECRET-x}"\nendpoints: {}\n',
    expected: ['BW5004 1:8'],
  },
];

const placement: readonly BrokenFile[] = [
  {
    name: 'CR LF',
    text: 'name: t\r\nserver:\r\n  prot: 1\r\nendpoints: {}\r\n',
    expected: ['BW2001 3:3'],
    mendable: true,
  },
  {
    name: 'byte order mark',
    text: '\uFEFFnme: t\nendpoints: {}\n',
    expected: ['BW2001 1:1'],
    mendable: true,
  },
  {
    name: 'emoji before the mistake',
    text: server('{ host: "😀", prot: 1 }'),
    expected: ['BW2001 1:23'],
    mendable: true,
  },
  {
    name: 'mistake behind an alias',
    text: 'x-mock: &m { stauts: 201 }\nendpoints:\n  GET /a: { mock: *m }\n  GET /b: { mock: *m }\n',
    expected: ['BW2001 3:19'],
    mendable: true,
  },
  {
    name: 'mistake behind a merge key',
    text: 'x-mock: &m\n  stauts: 201\nendpoints:\n  GET /a:\n    mock:\n      <<: *m\n      body: 1\n',
    expected: ['BW2001 6:7'],
    mendable: true,
  },
  {
    name: 'mistake in an anchor that is checked itself',
    text: 'endpoints:\n  GET /a: { mock: &m { stauts: 201 } }\n  GET /b: { mock: *m }\n',
    expected: ['BW2001 2:24'],
    mendable: true,
  },
  {
    name: 'ten mistakes',
    text: [
      'nme: shop',
      'server: { port: 70000, timeout: 500, host: "${NOWHERE}" }',
      'mode: moc',
      'endpoints:',
      '  get /a: { mock: {} }',
      '  GET /b: { mock: { body: "${qury.x}" } }',
      '  GET /c: { mock: { boddy: 1 } }',
      '  GET /d/{id}: { mock: {} }',
      '  GET /d/{name}: { mock: {} }',
      '  GET /e: { mock: { file: ./missing.json } }',
      '',
    ].join('\n'),
    expected: [
      'BW2001 1:1',
      'BW2005 2:17',
      'BW2007 2:33',
      'BW5001 2:45',
      'BW2003 3:7',
      'BW3002 5:3',
      'BW4002 6:30',
      'BW2001 7:21',
      'BW3006 9:3',
      'BW3011 10:27',
    ],
  },
];

/** Every broken file of the table. */
export const brokenFiles: readonly BrokenFile[] = [
  ...syntax,
  ...duplicates,
  ...shape,
  ...meaning,
  ...expressions,
  ...variables,
  ...placement,
];
