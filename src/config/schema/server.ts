import type { FromExtendedSchema } from 'json-schema-to-ts';
import type { Annotations, ConfigSchema } from '../../contracts/schema.ts';
import type { Optional } from './optional.ts';

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

export type ServerText = FromExtendedSchema<Annotations, typeof serverSchema, Optional>;
