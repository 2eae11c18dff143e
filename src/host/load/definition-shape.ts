import { nearest } from '../../base/suggest.ts';

/** A mistake in a definition: which property, and what is wrong with it. */
export interface DefinitionMistake {
  /** Such as `hooks.beforeRequest.phase`; empty for the definition itself. */
  readonly at: string;
  readonly message: string;
}

type Kind = 'text' | 'boolean' | 'function' | 'mapping' | 'list' | 'texts' | 'anything';

/** The kinds of values a property takes. */
export type Shape = Readonly<Record<string, readonly Kind[]>>;

export const DEFINITION: Shape = {
  name: ['text'],
  version: ['text'],
  description: ['text'],
  contract: ['text'],
  configSchema: ['mapping'],
  endpointSchema: ['mapping'],
  needs: ['mapping'],
  provides: ['mapping'],
  critical: ['boolean'],
  max_execution_time: ['text'],
  initialize: ['function'],
  start: ['function'],
  stop: ['function'],
  cleanup: ['function'],
  healthCheck: ['function'],
  getMetrics: ['function'],
  onConfigReload: ['function'],
  hooks: ['mapping'],
  exchangeEnd: ['function'],
  handlers: ['mapping'],
  routes: ['list'],
  onEvents: ['function', 'mapping'],
  services: ['mapping'],
};

export const HOOKS: Shape = {
  beforeRequest: ['function', 'mapping'],
  afterResponse: ['function', 'mapping'],
};

export const HOOK: Shape = {
  handler: ['function'],
  phase: ['text'],
  routes: ['texts'],
  methods: ['texts'],
  reads: ['text', 'mapping'],
  before: ['texts'],
  after: ['texts'],
};

export const HANDLER: Shape = { handler: ['function'], reads: ['text', 'mapping'] };

export const ROUTE: Shape = {
  method: ['text'],
  path: ['text'],
  handler: ['function'],
  reads: ['text', 'mapping'],
  upgrade: ['function'],
  listener: ['text', 'mapping'],
};

/** A port is looked at apart from its kind. */
export const LISTENER: Shape = { port: ['anything'], host: ['text'] };

export const EVENTS: Shape = { handler: ['function'], types: ['texts'] };

const WORDS: Readonly<Record<Kind, string>> = {
  text: 'a text',
  boolean: 'true or false',
  function: 'a function',
  mapping: 'an object',
  list: 'a list',
  texts: 'a list of texts',
  anything: 'anything',
};

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Finds unknown properties and those of another kind. @param at where the object stands, such as `hooks` */
export function checkProperties(
  value: Record<string, unknown>,
  shape: Shape,
  at: string,
  required: readonly string[] = [],
): DefinitionMistake[] {
  const mistakes: DefinitionMistake[] = [];
  for (const key of required) {
    if (value[key] === undefined) mistakes.push({ at: join(at, key), message: 'is missing' });
  }
  for (const [key, given] of Object.entries(value)) {
    if (given === undefined) continue;
    const kinds = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (kinds === undefined) mistakes.push(unknown(join(at, key), key, shape));
    else if (!kinds.some((kind) => isOf(kind, given)))
      mistakes.push({
        at: join(at, key),
        message: `is ${describe(given)}, but must be ${kinds.map((kind) => WORDS[kind]).join(' or ')}`,
      });
  }
  return mistakes;
}

function unknown(at: string, key: string, shape: Shape): DefinitionMistake {
  const meant = nearest(key, Object.keys(shape));
  const advice =
    meant === undefined ? `known are ${Object.keys(shape).join(', ')}` : `did you mean \`${meant}\`?`;
  return { at, message: `is not known: ${advice}` };
}

export function join(at: string, key: string): string {
  return at === '' ? key : `${at}.${key}`;
}

function isOf(kind: Kind, value: unknown): boolean {
  switch (kind) {
    case 'text':
      return typeof value === 'string';
    case 'mapping':
      return isObject(value);
    case 'list':
      return Array.isArray(value);
    case 'texts':
      return Array.isArray(value) && value.every((one) => typeof one === 'string');
    case 'anything':
      return true;
    default:
      return typeof value === kind;
  }
}

/** A value in a word, for messages. */
export function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Promise) return 'a promise';
  const kind = typeof value;
  if (kind === 'object') return 'an object';
  if (kind === 'string') return 'a text';
  return kind === 'undefined' ? 'nothing' : `a ${kind}`;
}
