import type { Json, PluginCall, PluginLog, PluginRequest } from '../../contracts/plugin.ts';

const NOBODY: Readonly<Record<string, Json>> = Object.freeze({});

/** Exchanges for which a plugin keeps something at once; there are fewer, unless ends were lost. */
const MOST_KEPT = 10_000;

/** What the plugin keeps for exchanges, by their ids. */
export class Memos extends Map<string, unknown> {
  override set(id: string, memo: unknown): this {
    const [oldest] = this.size >= MOST_KEPT && !this.has(id) ? this.keys() : [];
    if (oldest !== undefined) this.delete(oldest);
    return super.set(id, memo);
  }
}

/** A call of a plugin, in the plugin's own process. */
export class RemoteCall implements PluginCall {
  readonly request: PluginRequest;
  readonly settings: unknown;
  readonly principal: Readonly<Record<string, Json>>;
  readonly log: PluginLog;
  readonly #memos: Memos;
  readonly #incoming: { readonly signal: AbortSignal };

  constructor(
    request: PluginRequest,
    told: { readonly settings: unknown; readonly principal?: Readonly<Record<string, unknown>> | undefined },
    log: PluginLog,
    memos: Memos,
    incoming: { readonly signal: AbortSignal },
  ) {
    this.request = request;
    this.settings = told.settings;
    this.principal = (told.principal as Readonly<Record<string, Json>> | undefined) ?? NOBODY;
    this.log = log;
    this.#memos = memos;
    this.#incoming = incoming;
  }

  get id(): string {
    return this.request.id;
  }

  get memo(): unknown {
    return this.#memos.get(this.id);
  }

  set memo(value: unknown) {
    this.#memos.set(this.id, value);
  }

  get signal(): AbortSignal {
    return this.#incoming.signal;
  }
}
