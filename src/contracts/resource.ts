/**
 * Something that lives longer than one plan: a listener, a pool, a watcher. Two plans whose specs
 * have the same kind, name and `restart` settings share one instance; the last lease to go stops it.
 */
export interface ResourceSpec<Instance, Settings = unknown> {
  readonly kind: string;
  readonly name: string;
  /** Settings that need a new instance when they change; compared as JSON text. */
  readonly restart: unknown;
  /** Settings the running instance takes over through `update`. */
  readonly settings: Settings;
  /** Two instances with the same claim cannot run at once, such as a port. */
  readonly exclusive?: string;
  start(settings: Settings, signal: AbortSignal): Promise<Instance>;
  update?(instance: Instance, settings: Settings): void;
  stop(instance: Instance): Promise<void>;
}

/** A plan's claim on a resource. Released once; releasing again does nothing. */
export interface Lease<Instance> {
  readonly instance: Instance;
  release(): Promise<void>;
}
