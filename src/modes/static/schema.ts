import type { ConfigSchema, FromConfigSchema } from '../../contracts/schema.ts';

/** The `static:` block. */
export const staticSchema = {
  type: 'object',
  title: 'static',
  description: 'Answers with files of a folder: what `*` in the path matched is looked up there.',
  examples: [{ dir: './public' }, { dir: './public', fallback: 'index.html' }],
  additionalProperties: false,
  required: ['dir'],
  properties: {
    dir: {
      type: 'string',
      minLength: 1,
      description: 'The folder. Nothing outside of it is ever served.',
      examples: ['./public'],
      'x-folder': true,
    },
    index: {
      type: 'string',
      minLength: 1,
      default: 'index.html',
      description: 'The file that answers for a folder; without `*` in the path, the file that answers.',
      examples: ['index.html'],
    },
    fallback: {
      type: 'string',
      minLength: 1,
      description:
        'A file below `dir` for pages that have none of their own, as single-page apps need it: it answers browsers that ask for a page.',
      examples: ['index.html'],
    },
    headers: {
      type: 'object',
      description: 'More headers of every file; a list sends the header several times.',
      propertyNames: { title: 'header', pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$" },
      additionalProperties: {
        anyOf: [
          { type: ['string', 'number', 'boolean'] },
          { type: 'array', items: { type: ['string', 'number', 'boolean'] } },
        ],
      },
      examples: [{ 'cache-control': 'max-age=3600' }],
    },
  },
} as const satisfies ConfigSchema;

export type StaticBlock = FromConfigSchema<typeof staticSchema>;
