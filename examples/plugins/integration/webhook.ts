import { definePlugin } from 'backworks/plugin';

interface Settings {
  readonly url: string;
  /** Keys of endpoints. */
  readonly endpoints: readonly string[];
}

/** What is to be sent; what could not be sent goes with the next. */
let waiting: object[] = [];
let sent = 0;

const MOST_WAITING = 1_000;

/** Tells another system of requests to some endpoints, behind the client's back. */
export default definePlugin<Settings>({
  name: 'webhook',
  version: '1.0.0',
  max_execution_time: '5s',
  configSchema: {
    required: ['url', 'endpoints'],
    properties: {
      url: { type: 'string', format: 'uri' },
      endpoints: { type: 'array', items: { type: 'string' } },
    },
  },
  onEvents: {
    types: ['request.end'],
    async handler(events, { settings, fetch, log }) {
      for (const event of events)
        if (event.type === 'request.end' && settings.endpoints.includes(event.endpoint ?? ''))
          waiting.push({ endpoint: event.endpoint, path: event.path, status: event.status });
      if (waiting.length === 0) return;
      const batch = waiting.splice(0, MOST_WAITING);
      try {
        const body = JSON.stringify(batch);
        const { ok, status } = await fetch(settings.url, {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/json' },
        });
        if (!ok) throw new Error(`it answered ${status}`);
        sent += batch.length;
      } catch (error) {
        waiting = [...batch, ...waiting].slice(-MOST_WAITING);
        log.warn(`${settings.url} was not told of ${waiting.length} requests yet: ${error}`);
      }
    },
  },
  getMetrics: () => ({ sent, waiting: waiting.length }),
});
