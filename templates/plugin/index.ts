import { definePlugin } from 'backworks/plugin';

/** What the entry in `plugins:` may say; `configSchema` checks it and fills in what is missing. */
interface Settings {
  readonly greeting: string;
}

export default definePlugin<Settings>({
  name: '{{name}}',
  version: '0.1.0',
  description: 'Puts a greeting on every answer.',
  configSchema: {
    properties: { greeting: { type: 'string', default: 'hello' } },
  },
  hooks: {
    afterResponse(_response, _call, context) {
      return { headers: { 'x-{{name}}': context.settings.greeting } };
    },
  },
});
