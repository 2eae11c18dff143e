import { block, type CodesOf, type Explanation } from './explanation.ts';

const orders = block`
  endpoints:
    POST /orders:
      request:
        query: { type: object, properties: { page: { type: integer } } }
        body: { type: object, required: [item] }
      mock: { status: 201 }
`;

const user = block`
  endpoints:
    GET /users/{id}:
      request:
        params: { type: object, properties: { id: { type: integer } } }
      mock: { body: { id: "\${path.id}" } }
`;

const answer = block`
  endpoints:
    GET /users:
      response: { schema: { type: array }, validate: fail }
      mock: { body: [] }
`;

const REFERENCE = block`
  endpoints:
    POST /users:
      request: { body: { $ref: ./user.json } }
      mock: { status: 201 }
`;

const files = { 'user.json': '{ "type": "object", "required": ["name"] }\n' };

function post(body: string, ...headers: readonly string[]): string {
  const length = `Content-Length: ${body.length}`;
  return ['POST /orders HTTP/1.1', 'Host: 127.0.0.1:4000', ...headers, length, '', body].join('\n');
}

const JSON_TYPE = 'Content-Type: application/json';

const good = post('{"item":7}', JSON_TYPE);

/** BW330x and BW605x: what endpoints take and answer, as JSON Schema. */
export const schemas = {
  BW3301: {
    text: 'Below `request:` and `response:` stand schemas in the words of JSON Schema 2020-12, or draft-07 where `$schema` says so. This one has a keyword, a type or a format that does not exist, or a value that the keyword does not take. A validator would ignore it without a word, and with it the rule that was meant. The report marks the place; names of properties belong under `properties:`, and notes of your own begin with `x-`.',
    bad: { config: orders.replace('integer', 'int') },
    good: { config: orders },
  },
  BW3302: {
    text: 'A `$ref` leads to what is not there, or to another host. It may lead into the same schema with `#/$defs/name`, and to a file of JSON or YAML, named relative to the file the reference stands in. Schemas are never fetched: whoever controls that host would control what your API takes. Save a copy beside the configuration.',
    bad: { config: REFERENCE.replace('./user.json', '"./user.json#/$defs/new"'), files },
    good: { config: REFERENCE, files },
  },
  BW3303: {
    text: 'Patterns run over texts that clients choose. One with lookaround, a backreference or large repetitions of groups can take time that doubles with every character, so that one request holds the process for hours. Only patterns that are sure to run in linear time are taken. Split the rule in two with `allOf`, or check such texts in the endpoint.',
    bad: { config: orders.replace('type: integer', 'pattern: "(?=.*x)y"') },
    good: { config: orders.replace('type: integer', 'pattern: "^x?y$"') },
  },
  BW3304: {
    text: 'A schema below `request.params` speaks of a parameter that the path does not have. It would never be looked at, or every request would be refused. Mostly it is a slip of the pen on one of the two sides. Write the name as the path has it between its braces.',
    bad: { config: user.replace('{ id: { type', '{ user: { type') },
    good: { config: user },
  },
  BW6050: {
    text: 'The request has values that the `request:` schemas of the endpoint do not take, or lacks some that they ask for. The answer lists them under `errors`: the part of the request, the place in it as a JSON pointer, and what is wrong. Texts of the path, the query and the headers are first turned into what the schema says; bodies are never converted. Values are never repeated, since they may be secrets.',
    bad: { config: orders, request: post('{"itm":7}', JSON_TYPE), status: 422 },
    good: { config: orders, request: good, status: 201 },
  },
  BW6051: {
    text: 'The endpoint looks into the body, and cannot: the Content-Type header is missing, or names a format or a charset that is not known here. Known are JSON, forms, multipart forms, XML and other text, in UTF-8 or ISO-8859-1. Clients such as curl need `-H "Content-Type: application/json"` beside the data.',
    bad: { config: orders, request: post('{"item":7}', 'Content-Type: application/pdf'), status: 415 },
    good: { config: orders, request: good, status: 201 },
  },
  BW6052: {
    text: 'The body is compressed in a way that this server does not undo, or in more than three ways at once. The Accept-Encoding header of the answer lists the codings that it knows; zstd is among them where Node.js has it. Send the body in one of those, or as it is.',
    bad: { config: orders, request: post('{"item":7}', JSON_TYPE, 'Content-Encoding: snappy'), status: 415 },
    good: { config: orders, request: good, status: 201 },
  },
  BW6053: {
    text: 'The body is not what its headers say: JSON with a mistake in it, a multipart form without its end, or bytes that are not compressed as the Content-Encoding header claims. Half of it might be read in a way that nobody meant. The parser of the client, or a file that was cut off, is the place to look.',
    bad: { config: orders, request: post('{"item":', JSON_TYPE), status: 400 },
    good: { config: orders, request: good, status: 201 },
  },
  BW6054: {
    text: 'The endpoint answered something else than its `response.schema` says, and `validate: fail` keeps such answers from the client. The answer and the log name the places as JSON pointers. Mend what the endpoint answers, or the schema; with `validate: log` the answer goes out and only the log tells.',
    bad: {
      config: answer.replace('body: []', 'body: {}'),
      request: 'GET /users HTTP/1.1\nHost: 127.0.0.1:4000\n',
      status: 500,
    },
    good: { config: answer, request: 'GET /users HTTP/1.1\nHost: 127.0.0.1:4000\n', status: 200 },
  },
} as const satisfies Readonly<Record<CodesOf<'BW330' | 'BW605'>, Explanation>>;
