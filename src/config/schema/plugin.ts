import type { FromExtendedSchema } from 'json-schema-to-ts';
import type { Annotations, ConfigSchema } from '../../contracts/schema.ts';
import type { Optional } from './optional.ts';

/** `limits:` of a plugin. */
const limitsSchema = {
  type: 'object',
  title: 'limits',
  description: 'What the plugin may use; unlimited where nothing is said.',
  examples: [{ memory: '128mb', policy: 'disable' }],
  additionalProperties: false,
  properties: {
    memory: {
      type: 'string',
      format: 'size',
      'x-minimum': '1mb',
      description: 'Memory of its process, beyond the 96 MiB that the process needs for itself.',
      examples: ['128mb'],
    },
    cpu_time: {
      type: 'string',
      format: 'duration',
      'x-minimum': '1ms',
      'x-maximum': '10m',
      description: 'Processor time in any ten seconds; `10s` is one whole core.',
      examples: ['2s'],
    },
    concurrent_operations: {
      type: 'integer',
      minimum: 1,
      maximum: 1_000_000,
      description: 'Calls of it at once.',
      examples: [50],
    },
    file_handles: {
      type: 'integer',
      minimum: 1,
      maximum: 1_000_000,
      description: 'Files and sockets it has open at once.',
      examples: [200],
    },
    policy: {
      type: 'string',
      enum: ['warn', 'recycle', 'disable'],
      default: 'recycle',
      description:
        'What becomes of a plugin that uses more: `warn` only tells, `recycle` replaces it by a fresh one, `disable` switches it off.',
      examples: ['disable'],
    },
  },
} as const satisfies ConfigSchema;

/** An entry of `plugins:`: the keys that Backworks reads itself. All others are the plugin's. */
export const pluginSchema = {
  type: ['object', 'null'],
  title: 'plugin',
  description: "One plugin. Keys that are not listed here are the plugin's own settings.",
  examples: [{ module_path: './plugins/audit.ts', max_execution_time: '100ms' }],
  properties: {
    enabled: {
      type: 'boolean',
      default: true,
      description: 'Whether it takes part; `false` keeps its settings for later.',
      examples: [false],
    },
    config: {
      type: 'object',
      'x-settings': true,
      description:
        "The plugin's own settings, where they shall stand apart. Each stands here or beside it, never in both.",
      examples: [{ level: 'info' }],
    },
    module_path: {
      type: 'string',
      'x-file': true,
      description: 'The file it is in: .ts, .js, .mjs, .mts, .cts or .cjs.',
      examples: ['./plugins/audit.ts'],
    },
    package: {
      type: 'string',
      minLength: 1,
      description:
        'The npm package it is in. Without this key and `module_path` it is the official plugin of this name, else the package `backworks-plugin-NAME`.',
      examples: ['@acme/backworks-audit'],
    },
    isolation: {
      type: 'string',
      enum: ['inline', 'process'],
      description:
        "Where it runs: in the server's own process, or in one of its own, whose end harms nobody. Official plugins run `inline` by default, all others in a `process`.",
      examples: ['process'],
    },
    sandbox: {
      type: 'boolean',
      default: false,
      description:
        'Keeps it away from other processes, and from files that are none of its own, as far as the system can. It runs in a process of its own then.',
      examples: [true],
    },
    max_execution_time: {
      type: 'string',
      format: 'duration',
      'x-minimum': '1ms',
      'x-maximum': '10m',
      description: 'How long one call may take; what the plugin says by default, else 100ms.',
      examples: ['100ms'],
    },
    critical: {
      type: 'boolean',
      description:
        'Whether requests get 503 while it cannot work, instead of an answer without it; what the plugin says by default.',
      examples: [true],
    },
    limits: limitsSchema,
  },
} as const satisfies ConfigSchema;

/** `plugins:` of the file. */
export const pluginsSchema = {
  type: 'object',
  description:
    'Plugins by name: official ones, packages (`backworks-plugin-NAME`) and files of your own. Whatever is listed is enabled.',
  examples: [{ audit: { module_path: './plugins/audit.ts', level: 'info' } }],
  patternProperties: { '^x-': {} },
  additionalProperties: pluginSchema,
} as const satisfies ConfigSchema;

/** `plugins:` of an endpoint. */
export const endpointPluginsSchema = {
  type: 'object',
  description:
    'Settings of plugins for this endpoint, by their names; `false` leaves one out here, `true` takes it as it is.',
  examples: [{ audit: { level: 'debug' }, cache: false }],
  patternProperties: { '^x-': {} },
  additionalProperties: {
    type: ['object', 'boolean', 'null'],
    'x-settings': true,
  },
} as const satisfies ConfigSchema;

export type PluginText = NonNullable<FromExtendedSchema<Annotations, typeof pluginSchema, Optional>>;

/** The keys of an entry that a plugin cannot have as settings. */
export const HOST_KEYS: ReadonlySet<string> = new Set(Object.keys(pluginSchema.properties));
