import type { ConfigSchema, FromConfigSchema } from '../../contracts/schema.ts';

/** The `plugin:` block. */
export const pluginSchema = {
  type: 'object',
  title: 'plugin',
  description: 'A plugin answers. Its settings for this endpoint stand in `plugins:`, as for hooks.',
  examples: [{ name: 'report', handler: 'daily' }],
  additionalProperties: false,
  required: ['name', 'handler'],
  properties: {
    name: {
      type: 'string',
      minLength: 1,
      description: 'The key of the plugin in `plugins:` at the top of the file.',
      examples: ['report'],
    },
    handler: {
      type: 'string',
      minLength: 1,
      description: 'One of the `handlers` of the plugin.',
      examples: ['daily'],
    },
  },
} as const satisfies ConfigSchema;

export type PluginBlock = FromConfigSchema<typeof pluginSchema>;
