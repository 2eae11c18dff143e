import type { Bus, LogLine } from '../contracts/events.ts';
import type { PluginLog } from '../contracts/plugin.ts';

/** What a plugin says, as events of its own. */
export function createLog(bus: Bus, plugin: string): PluginLog {
  const say = (level: LogLine['level']) => (message: unknown) => {
    if (bus.wanted) bus.publish({ type: 'log', level, message: String(message), plugin });
  };
  return { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };
}
