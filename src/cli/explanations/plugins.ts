import { block, type CodesOf, type Explanation } from './explanation.ts';

const endpoint = 'GET /users: { mock: { body: [] } }';

/** A configuration with these lines below `plugins:`. */
function listing(...lines: readonly string[]): string {
  return ['plugins:', ...lines.map((line) => `  ${line}`), 'endpoints:', `  ${endpoint}`, ''].join('\n');
}

/** The module of a plugin with more members than it must have. */
function plugin(name: string, ...members: readonly string[]): string {
  const lines = members.map((member) => `  ${member},`);
  return ['export default {', `  name: '${name}',`, "  version: '1.0.0',", ...lines, '};', ''].join('\n');
}

const LEVEL = "configSchema: { properties: { level: { enum: ['info', 'debug'] } } }";

const audit = plugin('audit', LEVEL);

const ENTRY = 'audit: { module_path: ./audit.js }';

const endpointWith = (entry: string) => block`
  plugins:
    audit: { module_path: ./audit.js }
  endpoints:
    GET /users:
      plugins: { ${entry} }
      mock: { body: [] }
`;

const answeredBy = (handler: string) => block`
  plugins:
    audit: { module_path: ./audit.js }
  endpoints:
    GET /price:
      plugin: { name: audit, handler: ${handler} }
`;

const KV = "provides: { kv: '1.0.0' }, services: { kv: { get() {} } }";

const two = listing('a: { module_path: ./a.js }', 'b: { module_path: ./b.js }');

/** BW34xx: plugins, their settings, and how they go together. */
export const plugins = {
  BW3401: {
    text: 'An entry of `plugins:` is an official plugin, or the npm package that `package:` names, or a file of yours that `module_path:` names; without either key, the package `backworks-plugin-NAME` will do. None of these is there. Mend the name, install the package in the folder of the configuration, or name the file.',
    bad: { config: listing('audit: { level: debug }') },
    good: {
      config: listing('audit: { module_path: ./audit.js, level: debug }'),
      files: { 'audit.js': audit },
    },
  },
  BW3402: {
    text: 'The module of the plugin is there, but running it failed: it has a mistake in its syntax, imports what is not installed, or throws while it is loaded. Nothing of the plugin can be known then, so the configuration is refused. The message has the words of the engine; a server that runs goes on with the plugins it has.',
    bad: { config: listing(ENTRY), files: { 'audit.js': 'throw new Error("no level");\n' } },
    good: { config: listing(ENTRY), files: { 'audit.js': audit } },
  },
  BW3403: {
    text: 'The module could be loaded, and what it exports is no plugin: there is no default export, or one of its members is missing or of another kind than the contract says. A plugin that is taken half would fail at the first request instead. Export what `definePlugin` takes: `name` and `version` must be there, and hooks, handlers and services are functions.',
    bad: { config: listing(ENTRY), files: { 'audit.js': 'export const audit = 1;\n' } },
    good: { config: listing(ENTRY), files: { 'audit.js': audit } },
  },
  BW3404: {
    text: 'A plugin says in `contract` which versions of the contract between plugins and Backworks it is written for, and the one of this Backworks is not among them. It might be called in ways that it does not know. Install another version of the plugin, or of Backworks.',
    bad: { config: listing(ENTRY), files: { 'audit.js': plugin('audit', "contract: '^9.0.0'") } },
    good: { config: listing(ENTRY), files: { 'audit.js': plugin('audit', "contract: '^1.0.0'") } },
  },
  BW3405: {
    text: 'Every key of an entry of `plugins:` that is none of ours is a setting of the plugin, and this plugin has no such setting. A setting that silently does nothing is hard to find. The report names the nearest one, or those that there are. Settings may stand beside our keys or below `config:`, where none of ours can stand.',
    bad: {
      config: listing('audit: { module_path: ./audit.js, levle: info }'),
      files: { 'audit.js': audit },
    },
    good: {
      config: listing('audit: { module_path: ./audit.js, level: info }'),
      files: { 'audit.js': audit },
    },
  },
  BW3406: {
    text: 'The plugin describes its settings with a JSON Schema, and this value is not what it asks for, or a setting is missing that must be there. It is found now, before the plugin meets a request. Write what the report asks for; the text of a variable counts as the number or boolean that the schema wants.',
    bad: {
      config: listing('audit: { module_path: ./audit.js, level: loud }'),
      files: { 'audit.js': audit },
    },
    good: {
      config: listing('audit: { module_path: ./audit.js, level: debug }'),
      files: { 'audit.js': audit },
    },
  },
  BW3407: {
    text: 'The `configSchema` or the `endpointSchema` of the plugin is no JSON Schema: it has a keyword or a type that does not exist, a reference that leads nowhere, or a pattern that could run for hours. Settings cannot be checked with it. The mistake is in the plugin, whose file the message names; mend it there, or tell its author.',
    bad: {
      config: listing(ENTRY),
      files: { 'audit.js': plugin('audit', "configSchema: { properties: { level: { type: 'text' } } }") },
    },
    good: {
      config: listing(ENTRY),
      files: { 'audit.js': plugin('audit', "configSchema: { properties: { level: { type: 'string' } } }") },
    },
  },
  BW3408: {
    text: 'The plugin describes a setting that has the name of a key which Backworks reads itself, such as `enabled` or `limits`. The plugin would never get it, and nobody could tell which of the two is meant. The mistake is in the plugin; give the setting another name there.',
    bad: {
      config: listing(ENTRY),
      files: { 'audit.js': plugin('audit', "configSchema: { properties: { limits: { type: 'object' } } }") },
    },
    good: {
      config: listing(ENTRY),
      files: { 'audit.js': plugin('audit', "configSchema: { properties: { bounds: { type: 'object' } } }") },
    },
  },
  BW3409: {
    text: 'Settings of a plugin stand beside our keys or below `config:`, whichever reads better, and this one stands in both places. Only one of the two can count, and which one must not be a guess. It may also come from two files, such as one that is extended. Remove one of them.',
    bad: {
      config: listing('audit: { module_path: ./audit.js, level: info, config: { level: debug } }'),
      files: { 'audit.js': audit },
    },
    good: {
      config: listing('audit: { module_path: ./audit.js, config: { level: debug } }'),
      files: { 'audit.js': audit },
    },
  },
  BW3410: {
    text: 'An endpoint has settings for a plugin, or leaves one out, and `plugins:` of the file does not list that plugin. Probably the name is misspelt on one of the two sides; otherwise what stands here would do nothing, and an endpoint might be open that was to be protected. For a plugin that is listed but disabled this is only a warning.',
    bad: { config: endpointWith('audti: false'), files: { 'audit.js': audit } },
    good: { config: endpointWith('audit: false'), files: { 'audit.js': audit } },
  },
  BW3411: {
    text: 'The endpoint has settings for a plugin that has none for endpoints: it has no `endpointSchema`. Nothing would read them. Write `true`, or remove the entry, to take the plugin as it is, and `false` to leave it out here; its settings for all requests stand in `plugins:` of the file.',
    bad: { config: endpointWith('audit: { level: debug }'), files: { 'audit.js': audit } },
    good: { config: endpointWith('audit: true'), files: { 'audit.js': audit } },
  },
  BW3412: {
    text: 'A plugin needs another plugin, or a service of one, and none that is enabled provides it in a version that fits. It could not do its work. List such a plugin, enable it, or take another version of one of the two; an entry counts under its own name in `plugins:`.',
    bad: { config: two, files: { 'a.js': plugin('a', "needs: { b: '^2.0.0' }"), 'b.js': plugin('b') } },
    good: { config: two, files: { 'a.js': plugin('a', "needs: { b: '^1.0.0' }"), 'b.js': plugin('b') } },
  },
  BW3413: {
    text: 'Two plugins provide a service of the same name, and others call it by that name. Which of the two answers would depend on chance. Remove one of them, or disable it.',
    bad: {
      config: two,
      files: {
        'a.js': plugin('a', KV),
        'b.js': plugin('b', KV),
      },
    },
    good: {
      config: two,
      files: { 'a.js': plugin('a', "needs: { kv: '*' }"), 'b.js': plugin('b', KV) },
    },
  },
  BW3414: {
    text: 'A plugin starts after those that it needs, and here each waits for the next one in a circle, so that none could ever start. The message names the whole circle. Remove one of the plugins, or the need in one of them; two plugins that need each other are mostly one.',
    bad: {
      config: two,
      files: { 'a.js': plugin('a', "needs: { b: '*' }"), 'b.js': plugin('b', "needs: { a: '*' }") },
    },
    good: { config: two, files: { 'a.js': plugin('a', "needs: { b: '*' }"), 'b.js': plugin('b') } },
  },
  BW3415: {
    text: 'Hooks of one phase run in the order that `before` and `after` ask for, and here each of some plugins wants to be before the next one, in a circle. No order can please them all. The message names the whole circle; remove one of the plugins, or the wish of one of them.',
    bad: {
      config: two,
      files: {
        'a.js': plugin('a', "hooks: { beforeRequest: { handler() {}, before: ['b'] } }"),
        'b.js': plugin('b', "hooks: { beforeRequest: { handler() {}, before: ['a'] } }"),
      },
    },
    good: {
      config: two,
      files: {
        'a.js': plugin('a', "hooks: { beforeRequest: { handler() {}, before: ['b'] } }"),
        'b.js': plugin('b', 'hooks: { beforeRequest() {} }'),
      },
    },
  },
  BW3416: {
    text: 'A sandbox takes rights from a process, and `isolation: inline` asks for the plugin to run in the process of the server itself. That one needs its rights. Write `isolation: process`, or leave the key away: a plugin with a sandbox gets a process of its own.',
    bad: {
      config: listing('audit: { module_path: ./audit.js, sandbox: true, isolation: inline }'),
      files: { 'audit.js': audit },
    },
    good: {
      config: listing('audit: { module_path: ./audit.js, sandbox: true }'),
      files: { 'audit.js': audit },
    },
  },
  BW3417: {
    text: 'The endpoint is answered by a handler of a plugin, and the plugin has no handler of that name. Handlers are the functions below `handlers` in the definition of the plugin, and are named as they are there. The report lists those that there are.',
    bad: {
      config: answeredBy('prise'),
      files: { 'audit.js': plugin('audit', 'handlers: { price() {} }') },
    },
    good: {
      config: answeredBy('price'),
      files: { 'audit.js': plugin('audit', 'handlers: { price() {} }') },
    },
  },
} as const satisfies Readonly<Record<CodesOf<'BW34'>, Explanation>>;
