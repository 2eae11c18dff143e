import type { FromExtendedSchema } from 'json-schema-to-ts';
import type { ModeDescriptor } from '../contracts/mode.ts';
import type { Annotations, ConfigSchema } from '../contracts/schema.ts';

/** `server.cors`. Annotations beside JSON Schema's own words: contracts/schema.ts; formats: base/units.ts. */
const corsSchema = {
  title: 'cors',
  description:
    'Lets browsers on other origins read the answers: `true` for all of them, or which and how. Off by default.',
  default: false,
  examples: [true, { origins: ['https://app.example.com'] }],
  anyOf: [
    { type: 'boolean' },
    {
      type: 'object',
      additionalProperties: false,
      required: ['origins'],
      properties: {
        origins: {
          type: 'array',
          minItems: 1,
          items: { type: 'string', minLength: 1 },
          description: 'Origins that may read the answers, or `*` alone for all.',
          examples: [['https://app.example.com']],
        },
        headers: {
          type: 'array',
          items: { type: 'string', minLength: 1 },
          default: [],
          description: 'Request headers a browser may send; empty means whatever it asks for.',
          examples: [['content-type', 'authorization']],
        },
        credentials: {
          type: 'boolean',
          default: false,
          description: 'Whether browsers may send cookies and credentials; not with the origin `*`.',
          examples: [true],
        },
        max_age: {
          type: 'string',
          format: 'duration',
          default: '10m',
          'x-maximum': '365d',
          description: 'How long a browser may remember the answer to its preflight.',
          examples: ['1h'],
        },
      },
    },
  ],
} as const satisfies ConfigSchema;

/** `server.rate_limit`. */
const rateLimitSchema = {
  type: 'object',
  title: 'rate_limit',
  description:
    'How many requests of one client are answered; further ones get 429. A client is an IP address, of IPv6 the first 64 bits. No limit by default.',
  examples: [{ requests: 100, per: '1m' }],
  additionalProperties: false,
  required: ['requests'],
  properties: {
    requests: {
      type: 'integer',
      minimum: 1,
      maximum: 100_000,
      description: 'Requests in the time that `per` names.',
      examples: [100],
    },
    per: {
      type: 'string',
      format: 'duration',
      default: '1m',
      'x-minimum': '1s',
      'x-maximum': '1d',
      description: 'The time in which a client may send that many.',
      examples: ['1s', '1h'],
    },
    burst: {
      type: 'integer',
      minimum: 1,
      maximum: 100_000,
      description: 'Requests that may come at once; as many as `requests` by default.',
      examples: [20],
    },
    header: {
      type: 'string',
      pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$",
      description:
        'Counts requests with this header by its value, such as an API key, and only the others by address. Values that nobody checks are easily made up.',
      examples: ['x-api-key'],
    },
  },
} as const satisfies ConfigSchema;

/** `server.tls`. */
const tlsSchema = {
  title: 'tls',
  description:
    'Speaks HTTPS and HTTP/2 with these files, or with a certificate that is made for this machine (`auto`, kept in `.backworks/tls/`).',
  default: 'off',
  examples: ['auto', { cert: './cert.pem', key: './key.pem' }],
  anyOf: [
    { type: 'string', enum: ['auto', 'off'] },
    {
      type: 'object',
      additionalProperties: false,
      required: ['cert', 'key'],
      properties: {
        cert: {
          type: 'string',
          'x-file': true,
          description: 'PEM file with the certificate, and with those between it and the root after it.',
          examples: ['./cert.pem'],
        },
        key: {
          type: 'string',
          'x-file': true,
          description: "PEM file with the certificate's private key, without a passphrase.",
          examples: ['./key.pem'],
        },
      },
    },
  ],
} as const satisfies ConfigSchema;

/** `server:`. */
export const serverSchema = {
  type: 'object',
  title: 'server',
  description: 'Where the API listens and what bounds its clients.',
  additionalProperties: false,
  properties: {
    host: {
      type: 'string',
      minLength: 1,
      default: '127.0.0.1',
      description: 'Address to listen on. `0.0.0.0` and `::` take requests from other machines.',
      examples: ['0.0.0.0', 'localhost'],
    },
    port: {
      type: 'integer',
      minimum: 0,
      maximum: 65_535,
      default: 4000,
      description: 'Port to listen on; 0 takes a free one.',
      examples: [8080],
    },
    max_body: {
      // More does not fit into one text of V8, and expressions read the body as text.
      type: 'string',
      format: 'size',
      default: '1mb',
      'x-maximum': '500mb',
      description: 'Largest request body that is read into memory; larger ones get 413.',
      examples: ['512kb', '10mb'],
    },
    max_headers: {
      type: 'string',
      format: 'size',
      default: '16kb',
      'x-minimum': '1kb',
      'x-maximum': '1mb',
      description: 'Largest request head; larger ones get 431.',
      examples: ['32kb'],
    },
    max_connections: {
      type: 'integer',
      minimum: 1,
      maximum: 1_000_000,
      default: 10_000,
      description: 'Connections open at once; further ones get 503.',
      examples: [1000],
    },
    timeout: {
      type: 'string',
      format: 'duration',
      default: '30s',
      'x-minimum': '1ms',
      'x-maximum': '1d',
      description:
        'By then the whole request must have arrived; a body that is read as it comes, and an answer that is taken, may not stand still for so long.',
      examples: ['1m'],
    },
    header_timeout: {
      type: 'string',
      format: 'duration',
      default: '10s',
      'x-minimum': '1ms',
      'x-maximum': '1d',
      description: "By then the request's head must have arrived.",
      examples: ['5s'],
    },
    keep_alive_timeout: {
      type: 'string',
      format: 'duration',
      default: '5s',
      'x-minimum': '1ms',
      'x-maximum': '1d',
      description: 'An idle connection is closed after this.',
      examples: ['75s'],
    },
    shutdown_timeout: {
      type: 'string',
      format: 'duration',
      default: '5s',
      // A timer of Node.js waits 2^31 - 1 ms at most.
      'x-maximum': '24d',
      description: 'How long requests in flight may take to finish when the server stops.',
      examples: ['30s'],
    },
    tls: tlsSchema,
    cors: corsSchema,
    rate_limit: rateLimitSchema,
    trusted_proxies: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      default: [],
      description:
        'Proxies whose `Forwarded` or `X-Forwarded-*` headers tell who the client is: addresses, networks, `loopback` or `private`. None by default.',
      examples: [['loopback', '10.0.0.0/8']],
    },
    proxy_protocol: {
      type: 'boolean',
      default: false,
      description:
        'Whether connections begin with a PROXY header (version 1 or 2), as load balancers send it: those from `trusted_proxies`, or all when that is empty.',
      examples: [true],
    },
    compression: {
      type: 'boolean',
      default: true,
      description: 'Whether answers of 1 KiB and more are compressed for clients that accept it.',
      examples: [false],
    },
  },
} as const satisfies ConfigSchema;

/** One part of `request:`, and what describes an answer's body. */
const jsonSchema = { type: 'object', 'x-json-schema': true } as const;

/** `request:` of an endpoint. */
const requestSchema = {
  type: 'object',
  title: 'request',
  description:
    'What the endpoint takes, as JSON Schema: 2020-12, or draft-07 with `$schema`. Other requests get 422.',
  additionalProperties: false,
  properties: {
    params: {
      ...jsonSchema,
      description: 'The parameters of the path, by their names; texts become what the schema says.',
      examples: [{ type: 'object', properties: { id: { type: 'integer' } } }],
    },
    query: {
      ...jsonSchema,
      description:
        'The query: texts become what the schema says, and a repeated name is a list where it says `array`, else the last.',
      examples: [{ type: 'object', properties: { page: { type: 'integer', minimum: 1 } } }],
    },
    headers: {
      ...jsonSchema,
      description: 'The headers, their names in any case; texts become what the schema says.',
      examples: [{ type: 'object', required: ['x-tenant'] }],
    },
    body: {
      ...jsonSchema,
      description:
        'The decoded body, which is read into memory; it is never converted. One without is refused.',
      examples: [{ type: 'object', required: ['name'], properties: { name: { type: 'string' } } }],
    },
  },
} as const satisfies ConfigSchema;

/** `response:` of an endpoint. */
const responseSchema = {
  type: 'object',
  title: 'response',
  description:
    'What the endpoint answers when all goes well, and what becomes of an answer that does not match.',
  additionalProperties: false,
  required: ['schema'],
  properties: {
    schema: {
      ...jsonSchema,
      description: 'The decoded body of answers with a status of 200 to 299, as JSON Schema.',
      examples: [{ type: 'array', items: { type: 'object', required: ['id'] } }],
    },
    validate: {
      type: 'string',
      enum: ['off', 'log', 'fail'],
      default: 'log',
      description: '`log` reports an answer that does not match, `fail` answers 500 instead of it.',
      examples: ['fail'],
    },
  },
} as const satisfies ConfigSchema;

/** What an endpoint has beside its mode blocks. */
export const endpointSchema = {
  type: 'object',
  title: 'endpoint',
  description: 'One endpoint: its key says which requests it answers, its mode block how.',
  examples: [{ mock: { body: { message: 'Hello' } } }],
  additionalProperties: false,
  properties: {
    path: {
      type: 'string',
      description: 'Path pattern, when the key is a name instead of a route.',
      examples: ['/users/{id}'],
    },
    methods: {
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      items: { type: 'string', minLength: 1, examples: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] },
      description: 'Methods, when the key names none. Without any, the endpoint answers every method.',
      examples: [['GET', 'POST']],
    },
    description: {
      type: 'string',
      description: 'A note for people.',
      examples: ['One user by id'],
    },
    mode: {
      type: 'string',
      description:
        "Which block answers; needed only when there are several and the file's mode decides nothing.",
      examples: ['mock'],
    },
    request: requestSchema,
    response: responseSchema,
  },
} as const satisfies ConfigSchema;

/** The top level; the composed schema adds the modes to it. */
export const fileSchema = {
  type: 'object',
  title: 'backworks.yaml',
  description: 'One HTTP API.',
  additionalProperties: false,
  required: ['endpoints'],
  properties: {
    name: {
      type: 'string',
      minLength: 1,
      description: "Name of the API; the folder's name by default.",
      examples: ['shop'],
    },
    version: {
      type: 'string',
      minLength: 1,
      description: 'Version of the API. Quote it: 1.10 without quotes is the number 1.1.',
      examples: ['1.0.0'],
    },
    description: { type: 'string', description: 'A note for people.', examples: ['Orders and users'] },
    extends: {
      anyOf: [
        { type: 'string', minLength: 1 },
        { type: 'array', items: { type: 'string', minLength: 1 } },
      ],
      description:
        'A file this one builds on, or a list of them, the weakest first. Everything here wins over it.',
      examples: ['./base.yaml'],
    },
    include: {
      anyOf: [
        { type: 'string', minLength: 1 },
        { type: 'array', items: { type: 'string', minLength: 1 } },
      ],
      description: 'Files that hold parts of this one: paths or patterns such as `./api/*.yaml`.',
      examples: [['./api/*.yaml']],
    },
    server: serverSchema,
    mode: {
      type: 'string',
      description: 'The mode of endpoints that have several blocks.',
      examples: ['mock'],
    },
    vars: {
      type: 'object',
      default: {},
      description:
        'Values that expressions read as `vars.NAME`; environment variables reach expressions only through here.',
      examples: [{ currency: 'EUR', region: '${REGION:-eu}' }],
    },
    environments: {
      type: 'object',
      additionalProperties: { type: 'object' },
      description:
        'Settings by the name of an environment, chosen with --env or BACKWORKS_ENV; they win over the rest of the file.',
      examples: [{ production: { server: { host: '0.0.0.0' } } }],
    },
    target: {
      type: 'string',
      minLength: 1,
      description:
        'URL of a server that gets every request which no endpoint takes; with it, `endpoints` may be missing.',
      examples: ['http://127.0.0.1:9000'],
    },
    endpoints: {
      type: 'object',
      description:
        'Endpoints by key: `METHOD[,METHOD] /path`, `/path` for every method or with `methods:`, or a name with `path:`.',
      examples: [{ 'GET /hello': { mock: { body: { message: 'Hello' } } } }],
    },
  },
} as const satisfies ConfigSchema;

type Optional = { keepDefaultedPropertiesOptional: true };

export type FileText = FromExtendedSchema<Annotations, typeof fileSchema, Optional>;
export type ServerText = FromExtendedSchema<Annotations, typeof serverSchema, Optional>;
export type RequestText = FromExtendedSchema<Annotations, typeof requestSchema, Optional>;
export type ResponseText = FromExtendedSchema<Annotations, typeof responseSchema, Optional>;

/** A schema as data: what the composed schema and its walkers work on. */
export interface SchemaNode {
  readonly [keyword: string]: unknown;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly patternProperties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly description?: string;
  readonly format?: string;
  readonly 'x-minimum'?: string;
  readonly 'x-maximum'?: string;
}

/** Keys users may add to any closed mapping for themselves; nothing reads them. */
export const EXTENSION_PATTERN = '^x-';

/** The schema of a whole file: the keys above, and one property of an endpoint per mode. */
export function composeSchema(modes: readonly ModeDescriptor[]): SchemaNode {
  const names = modes.map((mode) => mode.name);
  const blocks = Object.fromEntries(
    modes.map((mode) => {
      const schema = mode.schema as SchemaNode;
      return [mode.name, { ...schema, description: schema.description ?? mode.summary }];
    }),
  );
  const file: SchemaNode = fileSchema;
  const endpoint: SchemaNode = endpointSchema;
  const { request, response, ...own } = endpointSchema.properties;
  const endpoints: SchemaNode = {
    ...file.properties?.endpoints,
    patternProperties: { [EXTENSION_PATTERN]: {} },
    additionalProperties: {
      ...endpoint,
      // Whoever wrote a key of a block one level too high mostly meant that of the block.
      properties: { ...own, mode: { ...own.mode, enum: names }, ...blocks, request, response },
    },
  };
  const mode: SchemaNode = { ...file.properties?.mode, enum: names };
  return openToExtensions({ ...file, properties: { ...file.properties, mode, endpoints } });
}

/** Lets `x-` keys into every mapping that takes no other unknown key. */
function openToExtensions(node: SchemaNode): SchemaNode {
  const mapped: Record<string, unknown> = { ...node };
  if (node.properties !== undefined) mapped.properties = mapValues(node.properties, openToExtensions);
  if (node.items !== undefined) mapped.items = openToExtensions(node.items);
  if (node.anyOf !== undefined) mapped.anyOf = node.anyOf.map(openToExtensions);
  if (typeof node.additionalProperties === 'object') {
    mapped.additionalProperties = openToExtensions(node.additionalProperties);
  }
  if (node.additionalProperties === false) {
    mapped.patternProperties = { ...node.patternProperties, [EXTENSION_PATTERN]: {} };
  }
  return mapped;
}

function mapValues<In, Out>(
  record: Readonly<Record<string, In>>,
  change: (value: In) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
