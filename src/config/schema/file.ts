import type { FromExtendedSchema } from 'json-schema-to-ts';
import type { Annotations, ConfigSchema } from '../../contracts/schema.ts';
import type { Optional } from './optional.ts';
import { pluginsSchema } from './plugin.ts';
import { serverSchema } from './server.ts';

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
      'x-any-text': true,
      description: 'Version of the API. Quote it: 1.10 without quotes is the number 1.1.',
      examples: ['1.0.0'],
    },
    description: {
      type: 'string',
      'x-any-text': true,
      description: 'A note for people.',
      examples: ['Orders and users'],
    },
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
    plugins: pluginsSchema,
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

export type FileText = FromExtendedSchema<Annotations, typeof fileSchema, Optional>;
