import { expect, it } from 'vitest';
import { manifestOf } from './manifest.ts';

const nothing = () => undefined;

it('a plugin that says little has the rest by default', () => {
  expect(manifestOf({ name: 'a', version: '1.0.0' }, ['/a.ts'], 'd')).toEqual({
    name: 'a',
    version: '1.0.0',
    description: undefined,
    configSchema: undefined,
    endpointSchema: undefined,
    needs: {},
    provides: { a: '1.0.0' },
    critical: false,
    maxExecutionTime: undefined,
    hooks: [],
    handlers: [],
    routes: [],
    events: undefined,
    services: {},
    reloads: false,
    checksHealth: false,
    hasMetrics: false,
    endsExchanges: false,
    files: ['/a.ts'],
    digest: 'd',
  });
});

it('a plugin is data, with its units read and its words filled in', () => {
  const manifest = manifestOf(
    {
      name: 'a',
      version: '1.0.0',
      description: 'x',
      needs: { kv: '^1.0.0' },
      provides: { identity: '2.0.0' },
      critical: true,
      max_execution_time: '1.5s',
      healthCheck: () => true,
      getMetrics: () => ({}),
      onConfigReload: nothing,
      exchangeEnd: nothing,
      hooks: {
        afterResponse: { handler: nothing, reads: { buffer: '64kb' }, methods: ['get'] },
        beforeRequest: { handler: nothing, phase: 'guard', routes: ['/a'], before: ['b'], after: ['c'] },
      },
      handlers: {
        whole: nothing,
        head: { handler: nothing, reads: 'head' },
        some: { handler: nothing, reads: { buffer: 9 } },
        all: { handler: nothing },
      },
      routes: [
        { path: '/a', handler: nothing },
        { path: '/b', method: 'POST', upgrade: nothing, listener: 'admin' },
        { path: '/c', handler: nothing, listener: { port: 9 } },
        { path: '/d', handler: nothing, listener: { port: 9, host: '::1' } },
      ],
      onEvents: { handler: nothing, types: ['log'] },
      services: { identity: { find: nothing, list: nothing } },
    },
    [],
    '',
  );
  expect(JSON.parse(JSON.stringify(manifest))).toMatchObject({
    provides: { a: '1.0.0', identity: '2.0.0' },
    critical: true,
    maxExecutionTime: 1_500,
    hooks: [
      {
        kind: 'beforeRequest',
        phase: 'guard',
        routes: ['/a'],
        methods: [],
        reads: 'head',
        before: ['b'],
        after: ['c'],
      },
      {
        kind: 'afterResponse',
        phase: 'transform',
        routes: [],
        methods: ['GET'],
        reads: 65_536,
        before: [],
        after: [],
      },
    ],
    handlers: [
      { name: 'whole', reads: Number.MAX_SAFE_INTEGER },
      { name: 'head', reads: 'head' },
      { name: 'some', reads: 9 },
      { name: 'all', reads: Number.MAX_SAFE_INTEGER },
    ],
    routes: [
      { method: 'GET', path: '/a', answers: true, upgrades: false, listener: 'main' },
      { method: 'POST', path: '/b', answers: false, upgrades: true, listener: 'admin' },
      { path: '/c', listener: { port: 9, host: '127.0.0.1' } },
      { path: '/d', listener: { port: 9, host: '::1' } },
    ],
    events: ['log'],
    services: { identity: ['find', 'list'] },
    reloads: true,
    checksHealth: true,
    hasMetrics: true,
    endsExchanges: true,
  });
});

it('a plugin with one function for events wants all of them, also with an object that names none', () => {
  const events = (onEvents: NonNullable<Parameters<typeof manifestOf>[0]['onEvents']>) =>
    manifestOf({ name: 'a', version: '1.0.0', onEvents }, [], '').events;
  expect([events(nothing), events({ handler: nothing })]).toEqual([[], []]);
});

it('a plugin that decides who may ask for what is critical, unless it says otherwise', () => {
  const critical = (parts: object) => manifestOf({ name: 'a', version: '1.0.0', ...parts }, [], 'd').critical;
  const hook = { phase: 'guard', handler: nothing } as const;
  expect([
    critical({ hooks: { beforeRequest: hook } }),
    critical({ provides: { identity: '1.0.0' } }),
    critical({ hooks: { beforeRequest: hook }, critical: false }),
    critical({ hooks: { beforeRequest: nothing, afterResponse: hook } }),
  ]).toEqual([true, true, false, false]);
});
