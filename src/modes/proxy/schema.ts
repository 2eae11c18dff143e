import type { ConfigSchema, FromConfigSchema } from '../../contracts/schema.ts';

/** The `proxy:` block. */
export const proxySchema = {
  type: 'object',
  title: 'proxy',
  description: 'Sends requests on to a target and streams its answers back.',
  examples: [
    { target: 'http://127.0.0.1:9000' },
    { target: 'https://api.example.com/v2', strip_prefix: '/legacy' },
  ],
  additionalProperties: false,
  required: ['target'],
  properties: {
    target: {
      type: 'string',
      minLength: 1,
      description: 'URL requests go to: http or https; its path comes before the path of each request.',
      examples: ['http://127.0.0.1:9000', '${LEGACY_URL:-http://127.0.0.1:9000}'],
    },
    strip_prefix: {
      type: 'string',
      minLength: 1,
      description: "Taken off the beginning of the request's path.",
      examples: ['/legacy'],
    },
    add_prefix: {
      type: 'string',
      minLength: 1,
      description: "Put before the request's path, behind the target's own.",
      examples: ['/api/v1'],
    },
    preserve_host: {
      type: 'boolean',
      default: false,
      description: "Whether the target gets the client's Host header instead of its own name.",
      examples: [true],
    },
    headers: {
      type: 'object',
      description:
        "Headers that the target gets, in place of the client's own; a list sends the header several times.",
      propertyNames: { title: 'header', pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$" },
      additionalProperties: {
        anyOf: [
          { type: ['string', 'number', 'boolean'] },
          { type: 'array', items: { type: ['string', 'number', 'boolean'] } },
        ],
      },
      examples: [{ authorization: 'Bearer ${TOKEN:-test}' }],
      'x-template': true,
    },
    remove_headers: {
      type: 'array',
      items: { type: 'string', pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$" },
      default: [],
      description: 'Headers of the client that the target does not get.',
      examples: [['cookie', 'authorization']],
    },
    timeouts: {
      type: 'object',
      additionalProperties: false,
      description: 'How long each step may take; 0s waits forever.',
      examples: [{ connect: '1s', first_byte: '10s' }],
      properties: {
        connect: {
          type: 'string',
          format: 'duration',
          default: '5s',
          'x-maximum': '1d',
          description: 'Until there is a connection to the target.',
          examples: ['1s'],
        },
        first_byte: {
          type: 'string',
          format: 'duration',
          default: '30s',
          'x-maximum': '1d',
          description: 'From the whole request sent to the beginning of the answer.',
          examples: ['10s'],
        },
        idle: {
          type: 'string',
          format: 'duration',
          default: '60s',
          'x-maximum': '1d',
          description: 'Between two pieces of a body.',
          examples: ['5m'],
        },
        total: {
          type: 'string',
          format: 'duration',
          default: '0s',
          'x-maximum': '1d',
          description: "From the request's arrival to the end of the answer.",
          examples: ['30s'],
        },
      },
    },
    max_connections: {
      type: 'integer',
      minimum: 1,
      maximum: 100_000,
      default: 1000,
      description: 'Connections to the target at once; further requests wait for one.',
      examples: [100],
    },
    tls: {
      type: 'object',
      additionalProperties: false,
      description: "How the target's certificate is checked.",
      examples: [{ ca: './ca.pem' }],
      properties: {
        verify: {
          type: 'boolean',
          default: true,
          description: 'Whether the certificate must be valid for the target.',
          examples: [false],
        },
        ca: {
          type: 'string',
          minLength: 1,
          description: 'A file with certificates, as PEM, of authorities that are trusted for this target.',
          examples: ['./ca.pem'],
          'x-file': 'certificates',
        },
      },
    },
  },
} as const satisfies ConfigSchema;

export type ProxyBlock = FromConfigSchema<typeof proxySchema>;
