/** One row of the table: what the code means, for people and for machines. */
export interface ErrorEntry {
  /** A short name in the words of the field. */
  readonly title: string;
  /** What to do about it, in general; a diagnostic adds the particular fix. */
  readonly hint: string;
  /** HTTP status of the answer when this ends a request. */
  readonly status?: number;
  /** Exit code of the process when this ends a command. */
  readonly exit?: number;
}

/**
 * The one table of codes. A code is never reused for something else.
 *
 * | range  | about                                        |
 * |--------|----------------------------------------------|
 * | BW1xxx | reading the file, YAML syntax                |
 * | BW2xxx | the shape of the file: keys, types, ranges   |
 * | BW3xxx | its meaning: routes, modes, files, plugins   |
 * | BW4xxx | expressions and templates                    |
 * | BW5xxx | environment variables                        |
 * | BW6xxx | answers to HTTP requests                     |
 * | BW7xxx | the machine: ports, permissions, watchers    |
 * | BW8xxx | use of the command line                      |
 * | BW9xxx | our own mistakes                             |
 */
export const errors = {
  BW1001: {
    title: 'no configuration found',
    hint: 'Run `backworks init`, or name a file with -c.',
    exit: 3,
  },
  BW1002: {
    title: 'two configurations in one folder',
    hint: 'Remove one of them, or name the one you mean with -c.',
  },
  BW1003: {
    title: 'configuration is not a file',
    hint: 'Name the file itself, such as backworks.yaml.',
    exit: 3,
  },
  BW1004: {
    title: 'configuration cannot be read',
    hint: 'Check that the file exists and that you may read it.',
    exit: 3,
  },
  BW1005: {
    title: 'configuration is UTF-16',
    hint: 'Save the file as UTF-8.',
    exit: 3,
  },
  BW1006: {
    title: 'configuration is not UTF-8',
    hint: 'Save the file as UTF-8.',
    exit: 3,
  },
  BW1007: {
    title: 'configuration is too large',
    hint: 'Move long bodies into files of their own.',
    exit: 3,
  },
  BW1010: {
    title: 'YAML syntax',
    hint: 'Mend the place that is marked: the rest of the file is checked after that.',
    exit: 3,
  },
  BW1011: {
    title: 'tab in indentation',
    hint: 'YAML indents with spaces only.',
    exit: 3,
  },
  BW1012: {
    title: 'empty configuration',
    hint: 'Begin with `endpoints:`.',
    exit: 3,
  },
  BW1013: {
    title: 'several documents in one file',
    hint: 'One file describes one API: remove the line `---` and what does not belong.',
    exit: 3,
  },
  BW1014: {
    title: 'duplicate key',
    hint: 'Keep one of the two.',
    exit: 3,
  },
  BW1015: {
    title: 'unquoted ${ breaks YAML',
    hint: 'Put quotes around the whole value.',
    exit: 3,
  },
  BW1016: {
    title: 'alias that cannot be followed',
    hint: 'Every *name needs an &name before it; aliases are bounded in number and size.',
    exit: 3,
  },
  BW1017: {
    title: 'nesting too deep',
    hint: 'Flatten the value, or move it into a file of its own.',
    exit: 3,
  },
  BW1018: {
    title: 'key that is no text',
    hint: 'A key is one plain or quoted text.',
    exit: 3,
  },
  BW1019: {
    title: 'more mistakes than are listed',
    hint: 'Mend the first ones and check again: mostly they have one cause.',
    exit: 3,
  },
  BW1020: {
    title: 'include that matches nothing',
    hint: 'Mend the pattern, or remove the line: paths are relative to the file they stand in.',
    exit: 3,
  },
  BW1021: {
    title: 'files that include each other',
    hint: 'Move what both need into a third file.',
    exit: 3,
  },
  BW1022: {
    title: 'one setting in two included files',
    hint: 'Keep it in one of them, or in the file that includes both.',
    exit: 3,
  },
  BW1023: {
    title: 'no such environment',
    hint: 'Name an entry of `environments:`, or add one.',
    exit: 3,
  },
  BW1024: {
    title: 'other files from standard input',
    hint: 'Say which file the text stands for with --stdin-filename.',
    exit: 3,
  },
  BW1025: {
    title: 'too many files',
    hint: 'Include fewer files, or join some of them.',
    exit: 3,
  },
  BW1026: {
    title: 'nothing to take away',
    hint: 'Remove the line, or name what a weaker file has.',
    exit: 3,
  },
  BW2001: {
    title: 'unknown key',
    hint: 'Remove it, or prefix it with x- to keep it for yourself.',
    exit: 3,
  },
  BW2002: {
    title: 'missing key',
    hint: 'Add it.',
    exit: 3,
  },
  BW2003: {
    title: 'unknown value',
    hint: 'Use one of the values that are listed.',
    exit: 3,
  },
  BW2004: {
    title: 'wrong type',
    hint: 'Write the kind of value that is asked for.',
    exit: 3,
  },
  BW2005: {
    title: 'out of range',
    hint: 'Stay between the limits.',
    exit: 3,
  },
  BW2006: {
    title: 'wrong form',
    hint: 'Write the value in the form that is shown.',
    exit: 3,
  },
  BW2007: {
    title: 'number without a unit',
    hint: 'Add the unit, such as ms or s, kb or mb.',
    exit: 3,
  },
  BW2008: {
    title: 'whole number too large',
    hint: 'Write it as a text, in quotes.',
    exit: 3,
  },
  BW3001: {
    title: 'endpoint without a path',
    hint: 'Use a key such as `GET /users`, or add `path:`.',
    exit: 3,
  },
  BW3002: {
    title: 'unknown method',
    hint: 'Use a method of HTTP, in capitals.',
    exit: 3,
  },
  BW3003: {
    title: 'key and settings contradict each other',
    hint: 'Say it once.',
    exit: 3,
  },
  BW3004: {
    title: 'path pattern',
    hint: 'A path is text and {parameters} between slashes; `*` may end it.',
    exit: 3,
  },
  BW3005: {
    title: 'duplicate route',
    hint: 'Remove one of the two, or change its method or path.',
    exit: 3,
  },
  BW3006: {
    title: 'one route under two parameter names',
    hint: 'Remove one of the two: the names of parameters do not tell routes apart.',
    exit: 3,
  },
  BW3007: {
    title: 'reserved path',
    hint: 'Paths below /__backworks/ belong to the control surface.',
    exit: 3,
  },
  BW3008: {
    title: 'endpoint without an answer',
    hint: 'Add a mode block, such as `mock: {}`.',
    exit: 3,
  },
  BW3009: {
    title: 'endpoint with several modes',
    hint: 'Pick one with `mode:`.',
    exit: 3,
  },
  BW3010: {
    title: 'mode without its block',
    hint: 'Add the block the mode needs.',
    exit: 3,
  },
  BW3011: {
    title: 'missing file',
    hint: 'Paths are relative to the file they stand in.',
    exit: 3,
  },
  BW3012: {
    title: 'path that is no readable file',
    hint: 'Name a file you may read.',
    exit: 3,
  },
  BW3013: {
    title: 'CORS settings that browsers refuse',
    hint: 'See https://fetch.spec.whatwg.org/#http-cors-protocol.',
    exit: 3,
  },
  BW3014: {
    title: 'settings that contradict each other',
    hint: 'Change one of the two.',
  },
  BW3101: {
    title: 'two bodies for one answer',
    hint: 'A mock answers with one of body, text and file.',
    exit: 3,
  },
  BW3102: {
    title: 'body for a status without one',
    hint: 'Answers with status 204, 205 and 304 never have a body.',
    exit: 3,
  },
  BW3103: {
    title: 'header that only the server sets',
    hint: 'Remove it: framing headers follow from the body and the connection.',
    exit: 3,
  },
  BW3104: {
    title: 'value no header can carry',
    hint: 'Header values are one line of printable Latin-1 characters (RFC 9110, section 5.5).',
    exit: 3,
  },
  BW3105: {
    title: 'delay too long',
    hint: 'A timer waits 24 days at most.',
    exit: 3,
  },
  BW3201: {
    title: 'missing folder',
    hint: 'Paths are relative to the file they stand in.',
    exit: 3,
  },
  BW3202: {
    title: 'path that is no readable folder',
    hint: 'Name a folder you may read.',
    exit: 3,
  },
  BW3203: {
    title: 'file that is never served',
    hint: 'Name a file below the folder, without dots at the beginning of its name.',
    exit: 3,
  },
  BW3311: {
    title: 'trusted proxy that is no address',
    hint: 'Write an address, a network such as `10.0.0.0/8`, `loopback` or `private`.',
    exit: 3,
  },
  BW3321: {
    title: 'certificate that cannot be used',
    hint: 'Name a PEM file that begins with `-----BEGIN CERTIFICATE-----`, or write `tls: auto`.',
    exit: 3,
  },
  BW3322: {
    title: 'private key that cannot be used',
    hint: 'Name a PEM file with `-----BEGIN PRIVATE KEY-----`, without a passphrase.',
    exit: 3,
  },
  BW3323: {
    title: 'key of another certificate',
    hint: 'Name the key that the certificate was made with.',
    exit: 3,
  },
  BW3324: {
    title: 'certificate out of its time',
    hint: 'Renew it: clients refuse it as it is.',
  },
  BW3325: {
    title: 'private key that others can read',
    hint: 'Take the rights of others away: `chmod 600 .backworks/tls/key.pem`.',
  },
  BW3331: {
    title: 'target is no URL of a server',
    hint: 'Write scheme, host, port and path, such as http://127.0.0.1:9000/api.',
    exit: 3,
  },
  BW3401: {
    title: 'plugin that is not there',
    hint: 'Name an official plugin, install the package, or name a file with `module_path:`.',
    exit: 3,
  },
  BW3402: {
    title: 'plugin that cannot be loaded',
    hint: 'Mend the module: the message says what went wrong in it.',
    exit: 3,
  },
  BW3403: {
    title: 'module that is no plugin',
    hint: 'Export what `definePlugin` takes as the default export.',
    exit: 3,
  },
  BW3404: {
    title: 'plugin for another version',
    hint: 'Install a version of the plugin that is made for this version of Backworks.',
    exit: 3,
  },
  BW3405: {
    title: 'unknown setting of a plugin',
    hint: 'Write one of the settings that the plugin has.',
    exit: 3,
  },
  BW3406: {
    title: 'setting that a plugin does not take',
    hint: 'Write what the schema of the plugin asks for.',
    exit: 3,
  },
  BW3407: {
    title: 'schema of a plugin that cannot be used',
    hint: 'Mend `configSchema` or `endpointSchema` in the plugin.',
    exit: 3,
  },
  BW3408: {
    title: 'setting with the name of a key of ours',
    hint: 'Give the setting another name in the plugin: this one is read by Backworks itself.',
    exit: 3,
  },
  BW3409: {
    title: 'one setting in two places',
    hint: 'Keep it in one of the two.',
    exit: 3,
  },
  BW3410: {
    title: 'endpoint for a plugin that takes no part',
    hint: 'List the plugin in `plugins:` at the top of the file, or mend its name.',
    exit: 3,
  },
  BW3411: {
    title: 'settings for a plugin that takes none here',
    hint: 'Write `true` or `false`: the plugin has no settings of endpoints.',
    exit: 3,
  },
  BW3412: {
    title: 'need of a plugin that is not met',
    hint: 'List a plugin that provides it, in a version that fits.',
    exit: 3,
  },
  BW3413: {
    title: 'one name that two plugins provide',
    hint: 'Remove one of the two plugins.',
    exit: 3,
  },
  BW3414: {
    title: 'plugins that need each other',
    hint: 'Remove one of them, or the need in one of them.',
    exit: 3,
  },
  BW3415: {
    title: 'hooks that have no order',
    hint: 'Remove one of the plugins, or its wish to be before or after the other.',
    exit: 3,
  },
  BW3416: {
    title: 'sandbox without a process',
    hint: 'Write `isolation: process`, or remove `sandbox`.',
    exit: 3,
  },
  BW3417: {
    title: 'handler that a plugin does not have',
    hint: 'Name one of the handlers that the plugin has.',
    exit: 3,
  },
  BW3901: {
    title: 'nothing to serve',
    hint: 'Mend the errors that `backworks validate` reports.',
    exit: 3,
  },
  BW3902: {
    title: 'endpoint that cannot be prepared',
    hint: 'The text is in order, but something it needs is not: see the message.',
    exit: 3,
  },
  BW3301: {
    title: 'schema that is no JSON Schema',
    hint: 'Write JSON Schema 2020-12, or draft-07 with `$schema`; see https://json-schema.org.',
    exit: 3,
  },
  BW3302: {
    title: 'reference that leads nowhere',
    hint: 'Refer to `#/...` in the same schema, or to a file such as `./schemas/user.json`.',
    exit: 3,
  },
  BW3303: {
    title: 'pattern that cannot run in linear time',
    hint: 'Write it without lookaround, backreferences and large repetitions of groups.',
    exit: 3,
  },
  BW3304: {
    title: 'schema for a parameter the path does not have',
    hint: 'Name a parameter of the path, or add it to the path.',
    exit: 3,
  },
  BW6030: {
    title: 'no such file',
    hint: 'Check the path: letters count as they are, and names that begin with a dot are never served.',
    status: 404,
  },
  BW6031: {
    title: 'range beyond the file',
    hint: 'The Content-Range header of the answer has the length of the file.',
    status: 416,
  },
  BW6032: {
    title: 'precondition failed',
    hint: 'The file is not in the state that If-Match or If-Unmodified-Since asks for: fetch it again.',
    status: 412,
  },
  BW6033: {
    title: 'file changed while it was sent',
    hint: 'Fetch it again. Whoever writes the file should write a new one and rename it.',
    status: 503,
  },
  BW6034: {
    title: 'file that cannot be read now',
    hint: 'Try again in a moment; the log says what is wrong.',
    status: 503,
  },
  BW6050: {
    title: 'request that does not match its schema',
    hint: '`errors` lists what is wrong: the part of the request, and the place in it as a JSON pointer.',
    status: 422,
  },
  BW6051: {
    title: 'media type that cannot be decoded',
    hint: 'Send JSON, a form, or text in UTF-8, with a Content-Type that says so.',
    status: 415,
  },
  BW6052: {
    title: 'content coding that is not supported',
    hint: 'The Accept-Encoding header of the answer lists the codings this server decodes.',
    status: 415,
  },
  BW6053: {
    title: 'body that is not what its headers say',
    hint: 'Send a body in the format of its Content-Type, with the codings of its Content-Encoding.',
    status: 400,
  },
  BW6054: {
    title: 'answer that does not match its schema',
    hint: 'Mend what the endpoint answers, or its `response.schema`.',
    status: 500,
  },
  BW6060: {
    title: 'too many requests',
    hint: 'Wait as many seconds as the Retry-After header of the answer says.',
    status: 429,
  },
  BW6601: {
    title: 'template gave no valid header',
    hint: 'Header values are one line of printable Latin-1 characters (RFC 9110, section 5.5).',
    status: 500,
  },
  BW6040: {
    title: 'target cannot be reached',
    hint: 'Check that the target runs and that host, port and certificate are right.',
    status: 502,
  },
  BW6041: {
    title: 'target broke off',
    hint: "The target closed the connection or sent no valid HTTP; look at the target's own log.",
    status: 502,
  },
  BW6042: {
    title: 'connection to the target timed out',
    hint: 'Check that the target accepts connections, or raise timeouts.connect.',
    status: 504,
  },
  BW6043: {
    title: 'target took too long',
    hint: 'Find out what the target does for so long, or raise the limit that the message names.',
    status: 504,
  },
  BW6044: {
    title: 'proxy leads back to itself',
    hint: 'Point target to another server than this one.',
    status: 508,
  },
  BW6070: {
    title: 'answer not taken',
    hint: 'The client stopped reading: it may take no longer over a part than `server.timeout`.',
    status: 408,
  },
  BW6080: {
    title: 'a critical plugin cannot do its work',
    hint: 'Look at the log for the plugin; try again later.',
    status: 503,
  },
  BW6081: {
    title: 'the plugin failed',
    hint: 'Look at the log for the plugin, and mend its handler.',
    status: 502,
  },
  BW6082: {
    title: 'the plugin took too long',
    hint: 'Make its handler faster, or raise `max_execution_time` of the plugin.',
    status: 504,
  },
  BW6083: {
    title: 'the plugin cannot be asked',
    hint: 'Look at the log for the plugin; it is tried again by itself.',
    status: 503,
  },
  BW7040: {
    title: 'plugin cannot be started',
    hint: 'Look at what the plugin says; `backworks plugin test` tries it alone.',
    exit: 5,
  },
  BW7041: {
    title: 'no sandbox on this machine',
    hint: 'Install bubblewrap, or remove `sandbox: true`.',
    exit: 4,
  },
  BW7001: {
    title: 'address in use',
    hint: 'Stop the other program, or choose another port with `server.port` or --port.',
    exit: 4,
  },
  BW7002: {
    title: 'address not allowed',
    hint: 'Choose a port above 1023, or run with the right to use this one.',
    exit: 4,
  },
  BW7003: {
    title: 'address that cannot be used',
    hint: 'Check `server.host`: it must be an address of this machine.',
    exit: 4,
  },
  BW7004: {
    title: 'output that cannot be written',
    hint: 'Make room where the output goes, or send it somewhere else.',
    exit: 4,
  },
  BW7005: {
    title: 'file that cannot be rewritten',
    hint: 'Run it as somebody who may write the file, or apply the diff of --fix --dry-run elsewhere.',
    exit: 4,
  },
  BW7006: {
    title: 'file changed meanwhile',
    hint: 'Nothing of the change is lost; run it again.',
    exit: 4,
  },
  BW7020: {
    title: 'no certificate can be made',
    hint: 'Run `npm install node-forge`, or name files of your own under `server.tls`.',
    exit: 4,
  },
  BW7021: {
    title: 'certificate cannot be kept',
    hint: 'Make `.backworks/` beside the configuration writable, or name files of your own under `server.tls`.',
    exit: 4,
  },
  BW7022: {
    title: 'certificate cannot be taken up',
    hint: 'Write the certificate and its key in one go, and start again.',
    exit: 4,
  },
  BW7010: {
    title: 'change that needs a restart',
    hint: 'Stop the server and start it again.',
    exit: 4,
  },
  BW7030: {
    title: 'command not found',
    hint: 'Check its name and PATH; a program of this folder begins with `./`.',
    exit: 127,
  },
  BW7031: {
    title: 'command that cannot be run',
    hint: 'Make the file executable, or name the program that reads it.',
    exit: 126,
  },
  BW8001: {
    title: 'unknown command',
    hint: 'backworks --help lists every command.',
    exit: 2,
  },
  BW8002: {
    title: 'unknown option',
    hint: 'Run the command with --help for its options.',
    exit: 2,
  },
  BW8003: {
    title: 'wrong value or argument',
    hint: 'Run the command with --help for what it takes.',
    exit: 2,
  },
  BW8004: {
    title: 'nobody to ask',
    hint: 'Say it with flags where there is no terminal.',
    exit: 2,
  },
  BW8005: {
    title: 'files in the way',
    hint: 'Choose another folder, or overwrite them with --force.',
    exit: 2,
  },
  BW8006: {
    title: 'folder that cannot be written',
    hint: 'Choose another folder or change its permissions.',
    exit: 4,
  },
  BW8007: {
    title: 'configuration that cannot be extended',
    hint: 'Put the entry into `plugins:` yourself.',
    exit: 2,
  },
  BW5001: {
    title: 'variable not set',
    hint: 'Set it, or give a default: ${NAME:-default}.',
    exit: 3,
  },
  BW5002: {
    title: 'variable of the wrong type',
    hint: 'Set it to a value of the type that is asked for.',
    exit: 3,
  },
  BW5003: {
    title: 'template where none is read',
    hint: 'Templates work where answers are made; $${ is a literal ${.',
    exit: 3,
  },
  BW5004: {
    title: 'variable reference that is not understood',
    hint: 'Write ${NAME}, ${NAME:-default} or ${NAME:?message}.',
    exit: 3,
  },
  BW5005: {
    title: 'line of an .env file that is not understood',
    hint: 'Write `NAME=value`; a comment begins with #.',
  },
  BW5006: {
    title: 'variables of .env.example that are not set',
    hint: 'Copy the lines from .env.example into .env, and give them values.',
  },
  BW5007: {
    title: 'variable that .env.example does not have',
    hint: 'Add it to .env.example, so that everybody knows to set it.',
  },
  BW4001: {
    title: 'syntax error in an expression',
    hint: 'Expressions are CEL, such as `path.id` or `query.page == "2"`.',
    exit: 3,
  },
  BW4002: {
    title: 'unknown name in an expression',
    hint: 'Expressions read method, path, query, headers, cookies, body, auth, client, id, request, state and vars.',
    exit: 3,
  },
  BW4003: {
    title: 'unknown function in an expression',
    hint: 'Use a function of CEL, or one of default, json, now and uuid.',
    exit: 3,
  },
  BW4004: {
    title: 'wrong type in an expression',
    hint: 'Convert the value with int(), double(), string() or dyn().',
    exit: 3,
    status: 500,
  },
  BW4005: {
    title: 'default of an environment variable on another name',
    hint: 'Write `${default(x, "y")}` for values of the request, `${NAME:-y}` for variables in upper case.',
    exit: 3,
  },
  BW4006: {
    title: 'empty expression',
    hint: 'Put an expression between the braces, or write `$${` for the characters themselves.',
    exit: 3,
  },
  BW4007: {
    title: 'unterminated expression',
    hint: 'Close it with "}", or write `$${` for the characters themselves.',
    exit: 3,
  },
  BW4008: {
    title: 'expression too large',
    hint: 'Split it: an expression has at most 4,096 characters, 500 parts and two nested macros.',
    exit: 3,
  },
  BW4009: {
    title: 'pattern not allowed',
    hint: 'Patterns are literal, without lookaround and backreferences, so that they run in linear time.',
    exit: 3,
  },
  BW4010: {
    title: 'missing value',
    hint: 'Use default(x, y) for a value that may be missing.',
    status: 500,
  },
  BW4011: {
    title: 'expression over its budget',
    hint: 'One evaluation takes at most 10,000 steps and makes at most 1 MiB of new data.',
    status: 500,
  },
  BW4012: {
    title: 'division by zero',
    hint: 'Check the divisor first, as in `x == 0 ? 0 : y / x`.',
    exit: 3,
    status: 500,
  },
  BW4013: {
    title: 'number out of range',
    hint: 'Whole numbers go up to 2^53 - 1; keep larger ones as text.',
    exit: 3,
    status: 500,
  },
  BW4014: {
    title: 'value an expression cannot use',
    hint: 'The value has the right type, but not a form the function takes.',
    status: 500,
  },
  BW4015: {
    title: 'malformed request body',
    hint: 'Send a body that is what its content-type says.',
    status: 400,
  },
  BW4016: {
    title: 'number in the request body too large',
    hint: 'Send whole numbers beyond 2^53 - 1 as text; an expression gets their digits with string(x).',
    status: 400,
  },
  BW4017: {
    title: 'template in a key',
    hint: 'Only values are filled in: put the value under a fixed key.',
  },
  BW6001: {
    title: 'no such route',
    hint: 'Check the path; `nearest` lists routes that look like it.',
    status: 404,
  },
  BW6002: {
    title: 'method not allowed',
    hint: 'The Allow header lists the methods this path takes.',
    status: 405,
  },
  BW6003: {
    title: 'malformed path',
    hint: 'Write "%" only before the two hex digits of a UTF-8 byte.',
    status: 400,
  },
  BW6004: {
    title: 'dot segment in a path',
    hint: 'Resolve "." and ".." before sending the request.',
    status: 400,
  },
  BW6005: {
    title: 'missing or wrong Host header',
    hint: 'HTTP/1.1 requests need exactly one Host header, with a host name and perhaps a port.',
    status: 400,
  },
  BW6006: {
    title: 'request target too long',
    hint: 'Shorten the URL, or send the data in a body.',
    status: 414,
  },
  BW6007: {
    title: 'request body too large',
    hint: 'Send less, or raise `server.max_body`.',
    status: 413,
  },
  BW6008: {
    title: 'request headers too large',
    hint: 'Send fewer or shorter headers, or raise `server.max_headers`.',
    status: 431,
  },
  BW6009: {
    title: 'request timeout',
    hint: 'The request did not arrive in time; send it again.',
    status: 408,
  },
  BW6010: {
    title: 'malformed request',
    hint: 'The bytes are not a well-formed HTTP/1.1 request.',
    status: 400,
  },
  BW6011: {
    title: 'too many connections',
    hint: 'Try again in a moment, or raise `server.max_connections`.',
    status: 503,
  },
  BW6012: {
    title: 'server is stopping',
    hint: 'Send the request again on a new connection.',
    status: 503,
  },
  BW6013: {
    title: 'upgrade not supported',
    hint: 'No endpoint here takes WebSocket connections; use plain HTTP.',
    status: 501,
  },
  BW6014: {
    title: 'tunnel not supported',
    hint: 'This server is no forward proxy; send the request without CONNECT.',
    status: 501,
  },
  BW6015: {
    title: 'unknown expectation',
    hint: 'The only expectation this server meets is 100-continue.',
    status: 417,
  },
  BW6016: {
    title: 'incomplete request',
    hint: 'The connection ended before the request was complete; send it again.',
    status: 400,
  },
  BW6017: {
    title: 'HTTP version not supported',
    hint: 'Use HTTP/1.1 or HTTP/1.0.',
    status: 505,
  },
  BW6018: {
    title: 'answer that cannot be sent',
    hint: 'The endpoint gave a status, headers or a length that HTTP does not allow.',
    status: 500,
  },
  BW6019: {
    title: 'not ready',
    hint: 'No configuration is served yet.',
    status: 503,
  },
  BW6020: {
    title: 'no such control route',
    hint: 'Paths below /__backworks/ belong to backworks itself.',
    status: 404,
  },
  BW6021: {
    title: 'control token needed',
    hint: 'Send `Authorization: Bearer TOKEN` with the token from the run file.',
    status: 401,
  },
  BW6022: {
    title: 'control from elsewhere',
    hint: 'The control routes answer only requests from this machine, sent to its loopback name.',
    status: 403,
  },
  BW6023: {
    title: 'unknown transfer coding',
    hint: 'Send the body with Content-Length, or with `Transfer-Encoding: chunked` alone.',
    status: 501,
  },
  BW9001: {
    title: 'internal error',
    hint: 'This is a bug in backworks: please report it.',
    status: 500,
    exit: 70,
  },
} as const satisfies Record<`BW${number}`, ErrorEntry>;

export type ErrorCode = keyof typeof errors;

/** An error with a code from the table; `cause` is kept. */
export class BackworksError extends Error {
  override readonly name = 'BackworksError';
  readonly code: ErrorCode;
  /** The particular fix, when it is known where the error is made. */
  readonly hint: string | undefined;
  /** Headers that the answer must have when this ends a request, such as Allow. */
  readonly headers: readonly string[];
  /** More members of the problem that answers it (RFC 9457, section 3.2): nothing a client must not see. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      cause?: unknown;
      hint?: string;
      headers?: readonly string[];
      members?: Readonly<Record<string, unknown>>;
    } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.hint = options.hint;
    this.headers = options.headers ?? [];
    this.members = options.members ?? {};
  }

  get entry(): ErrorEntry {
    return errors[this.code];
  }
}
