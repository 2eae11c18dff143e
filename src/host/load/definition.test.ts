import { describe, expect, it } from 'vitest';
import { checkDefinition } from './definition.ts';
import { describe as inAWord } from './definition-shape.ts';

const nothing = () => undefined;
const sound = { name: 'audit', version: '1.0.0' };

/** All mistakes, each with its place. */
function mistakes(definition: unknown): string[] {
  const checked = checkDefinition(definition);
  return 'mistakes' in checked ? checked.mistakes.map(({ at, message }) => `${at}: ${message}`) : [];
}

describe('a definition', () => {
  it('is sound with a name and a version, or with everything', () => {
    const whole = {
      ...sound,
      description: 'x',
      contract: '>=1.0.0 <3',
      configSchema: {},
      endpointSchema: {},
      needs: { users: '^1.0.0' },
      provides: { identity: '2.1.0' },
      critical: true,
      max_execution_time: '1.5s',
      initialize: nothing,
      start: nothing,
      stop: async () => undefined,
      cleanup: nothing,
      healthCheck: nothing,
      getMetrics: nothing,
      onConfigReload: nothing,
      exchangeEnd: nothing,
      hooks: {
        beforeRequest: {
          handler: nothing,
          phase: 'guard',
          routes: ['/a/{id}', '/*'],
          methods: ['get', 'M-SEARCH'],
          reads: 'head',
          before: ['b'],
          after: [],
        },
        afterResponse: nothing,
      },
      handlers: {
        one: nothing,
        two: { handler: nothing, reads: { buffer: '64kb' } },
        three: { handler: nothing, reads: 'stream' },
      },
      routes: [
        { path: '/a', handler: nothing },
        { path: '/b', method: 'POST', upgrade: nothing, listener: 'admin' },
        { path: '/c', handler: nothing, listener: { port: 0, host: '::1' } },
      ],
      onEvents: { handler: nothing, types: ['plugin.*'] },
      services: { identity: { find: nothing } },
    };
    expect(mistakes(sound)).toEqual([]);
    expect(mistakes(whole)).toEqual([]);
    expect(mistakes({ ...whole, onEvents: nothing, routes: [], services: {}, handlers: undefined })).toEqual(
      [],
    );
    expect(checkDefinition(whole)).toEqual({ definition: whole });
  });

  it.each([[undefined], [null], [nothing], [[]], ['text'], [7]])('is not %j', (exported) => {
    expect(mistakes(exported)).toEqual([': the default export is not what definePlugin({ ... }) gives']);
  });

  it('has all of its mistakes told at once', () => {
    expect(mistakes({ versoin: '1', hooks: [], critical: 'yes' })).toEqual([
      'name: is missing',
      'version: is missing',
      'versoin: is not known: did you mean `version`?',
      'hooks: is a list, but must be an object',
      'critical: is a text, but must be true or false',
    ]);
  });
});

const HOOK = { handler: nothing };

describe('a mistake', () => {
  it.each<[object, string]>([
    [{ name: 'Audit' }, 'name: has letters in lower case, digits and hyphens, not "Audit"'],
    [{ name: 'a--b' }, 'name: has letters'],
    [{ name: 7 }, 'name: is a number, but must be a text'],
    [{ name: null }, 'name: is null, but must be a text'],
    [{ version: '1.0' }, 'version: is no version such as 1.0.0, not "1.0"'],
    [{ contract: 'one' }, 'contract: is no range of versions such as ^1.0.0'],
    [{ needs: { users: 'one' } }, 'needs.users: is no range of versions'],
    [{ needs: { users: 1 } }, 'needs.users: must be a text'],
    [{ provides: { users: '^1.0.0' } }, 'provides.users: is no version'],
    [{ provides: 'users' }, 'provides: is a text, but must be an object'],
    [{ max_execution_time: '100' }, 'max_execution_time: is no duration such as 100ms'],
    [{ max_execution_time: '0ms' }, 'max_execution_time: is no duration'],
    [{ start: {} }, 'start: is an object, but must be a function'],
    [{ constructor: 1 }, 'constructor: is not known: known are name, version,'],
    [
      { hooks: { beforeRequests: nothing } },
      'hooks.beforeRequests: is not known: did you mean `beforeRequest`?',
    ],
    [
      { hooks: { beforeRequest: 7 } },
      'hooks.beforeRequest: is a number, but must be a function or an object',
    ],
    [{ hooks: { beforeRequest: {} } }, 'hooks.beforeRequest.handler: is missing'],
    [
      { hooks: { beforeRequest: { ...HOOK, phase: 'late' } } },
      'hooks.beforeRequest.phase: is one of guard, cache, transform, not "late"',
    ],
    [
      { hooks: { beforeRequest: { ...HOOK, route: [] } } },
      'hooks.beforeRequest.route: is not known: did you mean `routes`?',
    ],
    [
      { hooks: { beforeRequest: { ...HOOK, routes: '/a' } } },
      'hooks.beforeRequest.routes: is a text, but must be a list of texts',
    ],
    [
      { hooks: { beforeRequest: { ...HOOK, routes: ['/a', 'b'] } } },
      'hooks.beforeRequest.routes[1]: is no path pattern: a path starts with "/"',
    ],
    [
      { hooks: { beforeRequest: { ...HOOK, methods: ['GET', 'PO ST'] } } },
      'hooks.beforeRequest.methods[1]: is no method, not "PO ST"',
    ],
    [
      { hooks: { beforeRequest: { ...HOOK, before: [1] } } },
      'hooks.beforeRequest.before: is a list, but must be a list of texts',
    ],
    [
      { hooks: { beforeRequest: { ...HOOK, reads: 'body' } } },
      'hooks.beforeRequest.reads: is head, tap or { buffer: SIZE }',
    ],
    [
      { hooks: { beforeRequest: { ...HOOK, reads: { buffer: '64' } } } },
      'hooks.beforeRequest.reads.buffer: is a size such as 64kb, or a number of bytes',
    ],
    [
      { hooks: { beforeRequest: { ...HOOK, reads: { buffer: 0 } } } },
      'hooks.beforeRequest.reads.buffer: is a size',
    ],
    [
      { hooks: { beforeRequest: { ...HOOK, reads: { buffer: 1.5 } } } },
      'hooks.beforeRequest.reads.buffer: is a size',
    ],
    [{ hooks: { beforeRequest: { ...HOOK, reads: {} } } }, 'hooks.beforeRequest.reads.buffer: is a size'],
    [
      { hooks: { beforeRequest: { ...HOOK, reads: { size: 1, buffer: 1 } } } },
      'hooks.beforeRequest.reads.size: is not known: known is buffer',
    ],
    [
      { hooks: { beforeRequest: { ...HOOK, reads: true } } },
      'hooks.beforeRequest.reads: is a boolean, but must be a text or an object',
    ],
    [
      { hooks: { beforeRequest: { ...HOOK, phase: 'guard', reads: { buffer: 1 } } } },
      'hooks.beforeRequest.reads: must be `head`: guards run before the body is read',
    ],
    [{ handlers: { one: 'x' } }, 'handlers.one: must be a function or an object with `handler`'],
    [
      { handlers: { one: { reads: 'tap', handler: nothing } } },
      'handlers.one.reads: is head, stream or { buffer: SIZE }',
    ],
    [{ handlers: { one: {} } }, 'handlers.one.handler: is missing'],
    [{ routes: {} }, 'routes: is an object, but must be a list'],
    [{ routes: [7] }, 'routes[0]: must be an object'],
    [{ routes: [{ handler: nothing }] }, 'routes[0].path: is missing'],
    [{ routes: [{ path: '/{', handler: nothing }] }, 'routes[0].path: is no path pattern'],
    [
      { routes: [{ path: '/a', method: 'get', handler: nothing }] },
      'routes[0].method: is a method in capital letters',
    ],
    [{ routes: [{ path: '/a' }] }, 'routes[0]: needs a `handler`, an `upgrade` or both'],
    [
      { routes: [{ path: '/a', handler: nothing, listener: 'own' }] },
      'routes[0].listener: is main, admin or { port }',
    ],
    [
      { routes: [{ path: '/a', handler: nothing, listener: { port: 65_536 } }] },
      'routes[0].listener.port: is a port from 0 to 65535',
    ],
    [
      { routes: [{ path: '/a', handler: nothing, listener: { port: '80' } }] },
      'routes[0].listener.port: is a port',
    ],
    [
      { routes: [{ path: '/a', handler: nothing, listener: { port: 80, hots: '::1' } }] },
      'routes[0].listener.hots: is not known: did you mean `host`?',
    ],
    [
      { routes: [{ path: '/a', handler: nothing, listener: { port: 80, host: 1 } }] },
      'routes[0].listener.host: is a number, but must be a text',
    ],
    [{ onEvents: { types: [] } }, 'onEvents.handler: is missing'],
    [
      { onEvents: { handler: nothing, types: 'log' } },
      'onEvents.types: is a text, but must be a list of texts',
    ],
    [
      { services: { users: {} } },
      'services.users: needs its version in provides, such as provides: { "users": \'1.0.0\' }',
    ],
    [
      { services: { users: nothing }, provides: { users: '1.0.0' } },
      'services.users: must be an object of methods',
    ],
    [
      { services: { users: { find: 1 } }, provides: { users: '1.0.0' } },
      'services.users.find: must be a function',
    ],
  ])('in %o is told', (parts, expected) => {
    const told = mistakes({ ...sound, ...parts });
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(expected);
  });
});

describe('a value in a word', () => {
  it.each<[unknown, string]>([
    [null, 'null'],
    [undefined, 'nothing'],
    [[], 'a list'],
    [Promise.resolve(), 'a promise'],
    [{}, 'an object'],
    ['', 'a text'],
    [1n, 'a bigint'],
    [nothing, 'a function'],
  ])('%o is %s', (value, word) => {
    expect(inAWord(value)).toBe(word);
  });
});
