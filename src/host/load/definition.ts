import semver from 'semver';
import { parseRoutePattern, RoutePatternError } from '../../base/route-pattern.ts';
import { parseDuration, parseSize } from '../../base/units.ts';
import type { PluginDefinition } from '../../contracts/plugin.ts';
import {
  checkProperties,
  DEFINITION,
  type DefinitionMistake,
  EVENTS,
  HANDLER,
  HOOK,
  HOOKS,
  isObject,
  join,
  LISTENER,
  ROUTE,
} from './definition-shape.ts';

export type CheckedDefinition =
  | { readonly definition: PluginDefinition }
  | { readonly mistakes: readonly DefinitionMistake[] };

/** Looks at what a module exports by default: all that is wrong with it as a plugin, or the plugin. */
export function checkDefinition(exported: unknown): CheckedDefinition {
  // Of a module without a default export, all of it came here.
  if (!isObject(exported) || !Object.keys(exported).some((key) => Object.hasOwn(DEFINITION, key))) {
    return { mistakes: [{ at: '', message: 'the default export is not what definePlugin({ ... }) gives' }] };
  }
  const mistakes = [
    ...checkProperties(exported, DEFINITION, '', ['name', 'version']),
    ...checkMetadata(exported),
    ...checkHooks(exported.hooks),
    ...checkHandlers(exported.handlers),
    ...checkRoutes(exported.routes),
    ...(isObject(exported.onEvents)
      ? checkProperties(exported.onEvents, EVENTS, 'onEvents', ['handler'])
      : []),
    ...checkServices(exported),
  ];
  return mistakes.length > 0 ? { mistakes } : { definition: exported as unknown as PluginDefinition };
}

function checkMetadata(value: Record<string, unknown>): DefinitionMistake[] {
  const { name, version, contract, needs, provides, max_execution_time: time } = value;
  return [
    ...unless(
      name,
      /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
      'name',
      'has letters in lower case, digits and hyphens',
    ),
    ...when(version, (text) => semver.valid(text) === null, 'version', 'is no version such as 1.0.0'),
    ...when(contract, isNoRange, 'contract', 'is no range of versions such as ^1.0.0'),
    ...eachText(needs, 'needs', isNoRange, 'is no range of versions such as ^1.0.0'),
    ...eachText(provides, 'provides', (text) => semver.valid(text) === null, 'is no version such as 1.0.0'),
    ...when(time, isNoDuration, 'max_execution_time', 'is no duration such as 100ms'),
  ];
}

function isNoRange(text: string): boolean {
  return semver.validRange(text) === null;
}

function isNoDuration(text: string): boolean {
  return fails(() => parseDuration(text)) || parseDuration(text) < 1;
}

function fails(work: () => unknown): boolean {
  try {
    work();
    return false;
  } catch {
    return true;
  }
}

function unless(value: unknown, form: RegExp, at: string, message: string): DefinitionMistake[] {
  return when(value, (text) => !form.test(text), at, message);
}

function when(
  value: unknown,
  isWrong: (text: string) => boolean,
  at: string,
  message: string,
): DefinitionMistake[] {
  return typeof value === 'string' && isWrong(value)
    ? [{ at, message: `${message}, not ${quote(value)}` }]
    : [];
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 60));
}

function eachText(
  value: unknown,
  at: string,
  isWrong: (text: string) => boolean,
  message: string,
): DefinitionMistake[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, text]) =>
    typeof text === 'string'
      ? when(text, isWrong, join(at, key), message)
      : [{ at: join(at, key), message: 'must be a text' }],
  );
}

function checkHooks(hooks: unknown): DefinitionMistake[] {
  if (!isObject(hooks)) return [];
  return [
    ...checkProperties(hooks, HOOKS, 'hooks'),
    ...Object.entries(hooks).flatMap(([name, hook]) =>
      isObject(hook) ? checkHook(hook, `hooks.${name}`) : [],
    ),
  ];
}

const PHASES = ['guard', 'cache', 'transform'];

function checkHook(hook: Record<string, unknown>, at: string): DefinitionMistake[] {
  const { phase, routes, methods, reads } = hook;
  const isGuard = phase === 'guard' && at === 'hooks.beforeRequest';
  return [
    ...checkProperties(hook, HOOK, at, ['handler']),
    ...when(phase, (text) => !PHASES.includes(text), `${at}.phase`, `is one of ${PHASES.join(', ')}`),
    ...texts(routes).flatMap((path, index) => checkPath(path, `${at}.routes[${index}]`)),
    ...texts(methods).flatMap((method, index) =>
      unless(method, /^[A-Za-z][A-Za-z-]*$/, `${at}.methods[${index}]`, 'is no method'),
    ),
    ...checkReads(reads, `${at}.reads`, ['head', 'tap']),
    ...(isGuard && reads !== undefined && reads !== 'head'
      ? [{ at: `${at}.reads`, message: 'must be `head`: guards run before the body is read' }]
      : []),
  ];
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function checkPath(path: string, at: string): DefinitionMistake[] {
  try {
    parseRoutePattern(path);
    return [];
  } catch (error) {
    if (!(error instanceof RoutePatternError)) throw error;
    return [{ at, message: `is no path pattern: ${error.message}` }];
  }
}

function checkReads(reads: unknown, at: string, words: readonly string[]): DefinitionMistake[] {
  if (typeof reads === 'string') {
    return words.includes(reads) ? [] : [{ at, message: `is ${words.join(', ')} or { buffer: SIZE }` }];
  }
  if (!isObject(reads)) return [];
  const { buffer, ...others } = reads;
  const [other] = Object.keys(others);
  if (other !== undefined) return [{ at: `${at}.${other}`, message: 'is not known: known is buffer' }];
  const isSize = typeof buffer === 'number' ? Number.isInteger(buffer) && buffer > 0 : isSizeText(buffer);
  return isSize ? [] : [{ at: `${at}.buffer`, message: 'is a size such as 64kb, or a number of bytes' }];
}

function isSizeText(value: unknown): boolean {
  return typeof value === 'string' && !fails(() => parseSize(value)) && parseSize(value) > 0;
}

function checkHandlers(handlers: unknown): DefinitionMistake[] {
  if (!isObject(handlers)) return [];
  return Object.entries(handlers).flatMap(([name, handler]) => {
    const at = `handlers.${name}`;
    if (typeof handler === 'function') return [];
    if (!isObject(handler)) return [{ at, message: 'must be a function or an object with `handler`' }];
    return [
      ...checkProperties(handler, HANDLER, at, ['handler']),
      ...checkReads(handler.reads, `${at}.reads`, ['head', 'stream']),
    ];
  });
}

function checkRoutes(routes: unknown): DefinitionMistake[] {
  if (!Array.isArray(routes)) return [];
  return routes.flatMap((route: unknown, index) => {
    const at = `routes[${index}]`;
    if (!isObject(route)) return [{ at, message: 'must be an object' }];
    const { path, method, handler, upgrade, listener } = route;
    return [
      ...checkProperties(route, ROUTE, at, ['path']),
      ...(typeof path === 'string' ? checkPath(path, `${at}.path`) : []),
      ...unless(method, /^[A-Z][A-Z-]*$/, `${at}.method`, 'is a method in capital letters'),
      ...(handler === undefined && upgrade === undefined
        ? [{ at, message: 'needs a `handler`, an `upgrade` or both' }]
        : []),
      ...checkListener(listener, `${at}.listener`),
    ];
  });
}

function checkListener(listener: unknown, at: string): DefinitionMistake[] {
  if (typeof listener === 'string')
    return ['main', 'admin'].includes(listener) ? [] : [{ at, message: 'is main, admin or { port }' }];
  if (!isObject(listener)) return [];
  const { port } = listener;
  const isPort = typeof port === 'number' && Number.isInteger(port) && port >= 0 && port <= 65_535;
  return [
    ...checkProperties(listener, LISTENER, at),
    ...(isPort ? [] : [{ at: `${at}.port`, message: 'is a port from 0 to 65535' }]),
  ];
}

function checkServices({ services, provides }: Record<string, unknown>): DefinitionMistake[] {
  if (!isObject(services)) return [];
  const provided = isObject(provides) ? provides : {};
  return Object.entries(services).flatMap(([name, service]) => {
    const at = `services.${name}`;
    if (!isObject(service)) return [{ at, message: 'must be an object of methods' }];
    const odd = Object.entries(service).filter(([, method]) => typeof method !== 'function');
    return [
      ...(Object.hasOwn(provided, name)
        ? []
        : [
            {
              at,
              message: `needs its version in provides, such as provides: { ${JSON.stringify(name)}: '1.0.0' }`,
            },
          ]),
      ...odd.map(([method]) => ({ at: `${at}.${method}`, message: 'must be a function' })),
    ];
  });
}
