import type {
  Json,
  OwnAnswer,
  OwnRequest,
  PlanView,
  PluginContext,
  PluginLog,
  PluginRequest,
  PluginStore,
  ServiceClient,
} from '../contracts/plugin.ts';

/** What a plugin's context reaches beyond its own process, or beyond itself. */
export interface ContextLink {
  readonly log: PluginLog;
  readonly store: PluginStore;
  readonly plan: PlanView;
  /** The file's `vars:`. */
  readonly vars: Readonly<Record<string, unknown>>;
  /** Stands in for the network. */
  readonly fetch?: typeof fetch | undefined;
  emit(event: string, data: Json | undefined): void;
  /** Something that the plugin asked for failed, and that goes to the plugin now. */
  failed?(error: unknown): void;
  execute(request: OwnRequest): Promise<OwnAnswer>;
  callService(name: string, method: string, args: readonly Json[]): Promise<Json | undefined>;
}

export interface ContextOptions {
  readonly name: string;
  readonly folder: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly link: ContextLink;
}

/** What a plugin may do, the same in both hosts. Whatever of it is a function may be taken out of it. */
export class HostContext implements PluginContext {
  readonly name: string;
  readonly folder: string;
  readonly store: PluginStore;
  settings: Readonly<Record<string, unknown>>;
  readonly #link: ContextLink;
  readonly #over = new AbortController();

  constructor({ name, folder, settings, link }: ContextOptions) {
    this.name = name;
    this.folder = folder;
    this.store = freeStore(link.store);
    this.settings = settings;
    this.#link = link;
  }

  get log(): PluginLog {
    return this.#link.log;
  }

  get signal(): AbortSignal {
    return this.#over.signal;
  }

  get plan(): PlanView {
    return this.#link.plan;
  }

  readonly fetch = (url: string | URL, options: RequestInit = {}): Promise<Response> => {
    const signals = options.signal ? [options.signal, this.signal] : [this.signal];
    const send = this.#link.fetch ?? fetch;
    return this.#hand(send(url, { ...options, signal: AbortSignal.any(signals) }));
  };

  readonly expression = async (
    text: string,
  ): Promise<(request: PluginRequest) => Promise<Json | undefined>> => {
    const { compileForPlugin } = await import('./expression.ts');
    return compileForPlugin(text, this.#link.vars);
  };

  readonly execute = (request: OwnRequest): Promise<OwnAnswer> => this.#hand(this.#link.execute(request));

  readonly emit = (event: string, data?: Json): void => {
    if (!/^[a-z][a-z0-9_.-]*$/i.test(event)) throw new TypeError(`"${event}" is no name for an event`);
    this.#link.emit(event, data);
  };

  readonly service = (name: string): ServiceClient => {
    const call = (method: string, args: readonly Json[]) =>
      this.#hand(this.#link.callService(name, method, args));
    return new Proxy({} as ServiceClient, {
      get(_target, method) {
        // Whoever awaits the client itself asks for `then`.
        if (typeof method !== 'string' || method === 'then') return undefined;
        return (...args: readonly Json[]) => call(method, args);
      },
    });
  };

  /** Its stack may not say that the plugin asked for it. */
  #hand<Value>(work: Promise<Value>): Promise<Value> {
    const link = this.#link;
    return work.catch((error: unknown) => {
      link.failed?.(error);
      throw error;
    });
  }

  /** The plugin stops: whatever looks at its signal ends. */
  end(): void {
    this.#over.abort(new Error('the plugin stops'));
  }
}

function freeStore(store: PluginStore): PluginStore {
  return {
    get: (key) => store.get(key),
    set: (key, value, options) => store.set(key, value, options),
    delete: (key) => store.delete(key),
    compareAndSet: (key, expected, value) => store.compareAndSet(key, expected, value),
    keys: (prefix) => store.keys(prefix),
  };
}
