import { createHash, timingSafeEqual } from 'node:crypto';
import { definePlugin } from 'backworks/plugin';

interface Client {
  readonly key: string;
  readonly name: string;
  readonly roles: readonly string[];
}

/** Lets in who has a key, and tells everybody behind it who that is. Without it, nobody gets in. */
export default definePlugin<{ readonly clients: readonly Client[] }, { readonly role?: string }>({
  name: 'api-keys',
  version: '1.0.0',
  critical: true,
  // Who waits is better off than who is refused.
  max_execution_time: '2s',
  provides: { identity: '1.0.0' },
  configSchema: {
    required: ['clients'],
    properties: {
      clients: {
        type: 'array',
        items: {
          required: ['key', 'name'],
          properties: {
            key: { type: 'string', minLength: 8 },
            name: { type: 'string' },
            roles: { type: 'array', default: [] },
          },
        },
      },
    },
  },
  endpointSchema: { properties: { role: { type: 'string' } } },
  hooks: {
    beforeRequest: {
      phase: 'guard',
      handler({ headers }, { settings: { role } }, { settings: { clients } }) {
        const given = digest(String(headers['x-api-key'] ?? ''));
        const client = clients.find(({ key }) => timingSafeEqual(digest(key), given));
        if (client === undefined)
          return { response: { status: 401, body: { error: 'the key is missing or wrong' } } };
        const { name, roles } = client;
        if (role !== undefined && !roles.includes(role))
          return { response: { status: 403, body: { error: `${name} is no ${role}` } } };
        return { principal: { name, roles }, headers: { 'x-api-key': null } };
      },
    },
  },
});

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
