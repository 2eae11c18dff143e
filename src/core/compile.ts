import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ReadFile, ResolvedConfig, ResolvedEndpoint, ResolvedPlugin } from '../contracts/config.ts';
import type {
  AnsweringPlugin,
  CompileContext,
  ModeDescriptor,
  ResourceHandle,
  Responder,
} from '../contracts/mode.ts';
import type { ResourceSpec } from '../contracts/resource.ts';
import type { RequestCheck } from './input/request-check.ts';
import type { ResponseCheck } from './output/response-check.ts';
import { resourceKey } from './resources.ts';

/** An endpoint ready for a plan. */
export interface CompiledEndpoint {
  readonly responder: Responder;
  readonly claims: readonly Claim[];
  readonly input?: RequestCheck | undefined;
  readonly output?: ResponseCheck | undefined;
}

/** With what it was made from: the next plan takes it over when nothing of that changed. */
interface Compiled extends CompiledEndpoint {
  readonly files: readonly ReadFile[];
}

/** A resource an endpoint wants, and, once its plan is in service, the one it got. */
export class Claim<Instance = unknown> implements ResourceHandle<Instance> {
  readonly spec: ResourceSpec<Instance>;
  #instance: Instance | undefined;

  constructor(spec: ResourceSpec<Instance>) {
    this.spec = spec;
  }

  /** Plans that share the endpoint share the instance, too: filling again changes nothing. */
  fill(instance: Instance): void {
    this.#instance = instance;
  }

  get instance(): Instance {
    if (this.#instance === undefined) throw new Error(`${this.spec.kind} "${this.spec.name}" is not started`);
    return this.#instance;
  }
}

/** Takes down what is wanted for a plan; see `CompileContext.use`. */
export function claimsInto(claims: Claim[]): CompileContext['use'] {
  return <Instance, Settings>(spec: ResourceSpec<Instance, Settings>) => {
    const claim = new Claim(spec as ResourceSpec<Instance>);
    claims.push(claim as Claim);
    return claim;
  };
}

/** The resource that a plugin is in a plan. */
export type PluginSpecs = (plugin: ResolvedPlugin) => ResourceSpec<{ readonly instance: AnsweringPlugin }>;

const NO_PLUGINS: PluginSpecs = ({ name }) => {
  throw new Error(`the plugin "${name}" is not loaded`);
};

/** Prepares resolved endpoints, and keeps those whose text did not change. */
export interface EndpointCompiler {
  /**
   * @returns one for each endpoint, in the same order.
   * @throws CompileError for the first endpoint that cannot be prepared.
   */
  compile(
    config: ResolvedConfig,
    signal: AbortSignal,
    plugins?: PluginSpecs,
  ): Promise<readonly CompiledEndpoint[]>;
  /** Absolute paths of every file the last compiled endpoints read. */
  readonly files: readonly string[];
}

/** An endpoint could not be prepared, although its text was in order. */
export class CompileError extends Error {
  override readonly name = 'CompileError';
  readonly endpoint: ResolvedEndpoint;

  constructor(endpoint: ResolvedEndpoint, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.endpoint = endpoint;
  }
}

export function createEndpointCompiler(modes: readonly ModeDescriptor[]): EndpointCompiler {
  const byName = new Map(modes.map((mode) => [mode.name, mode]));
  let kept = new Map<string, Compiled>();

  async function compileOne(
    endpoint: ResolvedEndpoint,
    config: ResolvedConfig,
    plugins: PluginSpecs,
  ): Promise<Compiled> {
    const mode = byName.get(endpoint.mode);
    if (mode === undefined) throw new Error(`no mode is called "${endpoint.mode}"`);
    const files: ReadFile[] = [];
    const claims: Claim[] = [];
    const implementation = await mode.load();
    const responder = await implementation.compile(endpoint.blocks[endpoint.mode], {
      endpoint,
      scope: { vars: config.vars },
      resolvePath: (path) => resolve(config.folder, path),
      readFile: async (path) => {
        const absolute = resolve(config.folder, path);
        const content = await readFile(absolute);
        files.push({ path: absolute, hash: hashOf(content) });
        return content;
      },
      use: claimsInto(claims),
      plugin: (name) => {
        const plugin = pluginOf(config, name);
        const claim = new Claim(plugins(plugin));
        claims.push(claim as Claim);
        return { manifest: plugin.manifest, handle: answering(claim) };
      },
    });
    return { responder, claims, files, ...(await prepareChecks(endpoint)) };
  }

  return {
    get files() {
      return [...new Set([...kept.values()].flatMap((compiled) => compiled.files.map((file) => file.path)))];
    },
    async compile(config, signal, plugins = NO_PLUGINS) {
      const next = new Map<string, Compiled>();
      const endpoints: CompiledEndpoint[] = [];
      const vars = JSON.stringify(config.vars);
      for (const endpoint of config.endpoints) {
        signal.throwIfAborted();
        const text = textOf(endpoint, config, vars, plugins);
        const before = next.get(text) ?? kept.get(text);
        const fresh = before !== undefined && (await unchanged(before.files));
        const compiled = fresh
          ? before
          : await attempt(endpoint, () => compileOne(endpoint, config, plugins));
        next.set(text, compiled);
        endpoints.push(compiled);
      }
      kept = next;
      return endpoints;
    },
  };
}

/** Everything a responder may depend on, besides the files it reads. */
function textOf(
  endpoint: ResolvedEndpoint,
  config: ResolvedConfig,
  vars: string,
  plugins: PluginSpecs,
): string {
  const { mode, blocks, request, response } = endpoint;
  const { folder } = config;
  const place = response === undefined ? [] : [endpoint.key, endpoint.file, endpoint.line];
  // Another plugin under the same name is another one to answer.
  const plugin = mode === 'plugin' ? pluginKey(endpoint, config, plugins) : [];
  return JSON.stringify([mode, blocks, folder, vars, request, response, place, plugin]);
}

function pluginKey({ blocks, plugins: own }: ResolvedEndpoint, config: ResolvedConfig, plugins: PluginSpecs) {
  const { name } = blocks.plugin as { readonly name: string };
  return [resourceKey(plugins(pluginOf(config, name))), own?.[name]];
}

function pluginOf({ plugins }: ResolvedConfig, name: string): ResolvedPlugin {
  const plugin = plugins.find((one) => one.name === name);
  if (plugin === undefined) throw new Error(`no plugin is called "${name}"`);
  return plugin;
}

function answering(
  claim: ResourceHandle<{ readonly instance: AnsweringPlugin }>,
): ResourceHandle<AnsweringPlugin> {
  return {
    get instance() {
      return claim.instance.instance;
    },
  };
}

/** What looks at requests and answers; loaded only where there is a schema. */
async function prepareChecks(
  endpoint: ResolvedEndpoint,
): Promise<Pick<CompiledEndpoint, 'input' | 'output'>> {
  const { request, response } = endpoint;
  const [input, output] = await Promise.all([
    request && import('./input/request-check.ts').then((one) => one.prepareRequestCheck(request)),
    response &&
      import('./output/response-check.ts').then((one) => one.prepareResponseCheck(response, endpoint)),
  ]);
  return { input, output };
}

async function attempt<Value>(endpoint: ResolvedEndpoint, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (cause) {
    throw new CompileError(endpoint, cause);
  }
}

async function unchanged(files: readonly ReadFile[]): Promise<boolean> {
  for (const file of files) {
    const content = await readFile(file.path).catch(() => undefined);
    if (content === undefined || hashOf(content) !== file.hash) return false;
  }
  return true;
}

function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('base64url');
}
