import type { ConfigSchema, FromConfigSchema } from '../../contracts/schema.ts';

/** The `mock:` block. */
export const mockSchema = {
  type: 'object',
  title: 'mock',
  description: 'Answers with what stands here. An empty block answers 200 without a body.',
  examples: [
    { body: { message: 'Hello' } },
    { body: { id: '${path.id}', name: 'Ada' } },
    { status: 201, body: { id: 1, name: '${body.name}' } },
  ],
  additionalProperties: false,
  properties: {
    status: {
      type: 'integer',
      minimum: 200,
      maximum: 599,
      default: 200,
      description: 'HTTP status of the answer.',
      examples: [201, 404],
    },
    headers: {
      type: 'object',
      description: 'Headers of the answer; a list sends the header several times.',
      propertyNames: { title: 'header', pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$" },
      additionalProperties: {
        anyOf: [
          { type: ['string', 'number', 'boolean'] },
          { type: 'array', items: { type: ['string', 'number', 'boolean'] } },
        ],
      },
      examples: [{ 'cache-control': 'no-store' }],
      'x-template': true,
    },
    body: {
      description:
        'The answer as a value, sent as JSON. Strings may hold ${...}; a whole ${...} keeps its type.',
      examples: [{ id: '${path.id}', name: 'Ada' }, ['red', 'green']],
      'x-template': true,
    },
    text: {
      type: 'string',
      description: 'The answer as text, sent as text/plain unless headers say otherwise. May hold ${...}.',
      examples: ['Hello, ${path.name}!'],
      'x-template': true,
      'x-any-text': true,
    },
    file: {
      type: 'string',
      minLength: 1,
      description: 'A file whose bytes are the answer; its ending gives the content type.',
      examples: ['./responses/user.json'],
      'x-file': true,
    },
    delay: {
      type: 'string',
      format: 'duration',
      default: '0ms',
      description: 'How long to wait before answering.',
      examples: ['250ms', '2s'],
    },
  },
} as const satisfies ConfigSchema;

export type MockBlock = FromConfigSchema<typeof mockSchema>;
