/** The public entry for programs that run an API themselves. */
export { createApp } from './app.ts';
export type { Diagnostic, Position, Range, Severity, Suggestion } from './base/diagnostic.ts';
export { BackworksError, type ErrorCode } from './base/errors.ts';
export type { App, AppOptions, ConfigSource, LoadReport, ReloadReport, StopReport } from './contracts/app.ts';
export type { CorsSettings, ResolvedConfig, ResolvedEndpoint, ServerSettings } from './contracts/config.ts';
export type { BackworksEvent, Bus, Subscriber } from './contracts/events.ts';
