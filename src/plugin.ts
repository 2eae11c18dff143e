/** The public entry for authors of plugins. */
import type { PluginDefinition } from './contracts/plugin.ts';

export type {
  AfterResponse,
  BeforeRequest,
  EventHandler,
  ExchangeOutcome,
  Handle,
  Handler,
  HandlerRequest,
  HeaderPatch,
  HeaderValues,
  Health,
  Hook,
  Json,
  Metrics,
  OwnAnswer,
  OwnRequest,
  Phase,
  PlanView,
  PluginAnswer,
  PluginCall,
  PluginConnection,
  PluginContext,
  PluginDefinition,
  PluginHooks,
  PluginLog,
  PluginRequest,
  PluginResponse,
  PluginSchema,
  PluginStore,
  Reads,
  RequestEndpoint,
  RequestPatch,
  ResponsePatch,
  Route,
  Service,
  ServiceCall,
  ServiceClient,
  Tap,
} from './contracts/plugin.ts';

/**
 * Describes a plugin. It gives back what it takes: it is there for the types.
 *
 *     export default definePlugin({
 *       name: 'seen',
 *       version: '1.0.0',
 *       hooks: {
 *         beforeRequest(request, call) {
 *           return { headers: { 'x-seen': '1' } };
 *         },
 *       },
 *     });
 */
export function definePlugin<Settings = Record<string, unknown>, EndpointSettings = Record<string, unknown>>(
  definition: PluginDefinition<Settings, EndpointSettings>,
): PluginDefinition<Settings, EndpointSettings> {
  return definition;
}
