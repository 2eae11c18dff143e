import type { FromExtendedSchema } from 'json-schema-to-ts';
import type { Annotations, ConfigSchema } from '../../contracts/schema.ts';
import type { Optional } from './optional.ts';
import { endpointPluginsSchema } from './plugin.ts';

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
      'x-any-text': true,
      description: 'A note for people.',
      examples: ['One user by id'],
    },
    mode: {
      type: 'string',
      description:
        "Which block answers; needed only when there are several and the file's mode decides nothing.",
      examples: ['mock'],
    },
    plugins: endpointPluginsSchema,
    request: requestSchema,
    response: responseSchema,
  },
} as const satisfies ConfigSchema;

export type RequestText = FromExtendedSchema<Annotations, typeof requestSchema, Optional>;
export type ResponseText = FromExtendedSchema<Annotations, typeof responseSchema, Optional>;
