import type { BodyNeed } from '../../contracts/exchange.ts';
import type { PluginRoute } from '../../contracts/hooks.ts';
import type { ReadsManifest, RouteManifest } from '../../contracts/plugin-host.ts';
import { bindHooks, type PlannedPlugin } from './bind.ts';

/** Where the entry of a plugin stands. */
interface Place {
  readonly file: string;
  readonly line: number;
}

/** The paths that one plugin answers itself, with the hooks of all. */
export function bindRoutes(
  plugin: PlannedPlugin,
  all: readonly PlannedPlugin[],
  { file, line }: Place,
): PluginRoute[] {
  const { name, manifest, handle, resource } = plugin;
  return manifest.routes.map((route, index) => {
    const { method, path, listener, answers, upgrades } = route;
    const place = { path, methods: [method] };
    // The control surface and ports of plugins are no part of the API.
    const { hooks, body, resources } = bindHooks(listener === 'main' ? all : [], place);
    const target = { name: index, reads: route.reads };
    return {
      plugin: name,
      listener,
      info: {
        key: `${method} ${path} (plugin ${name})`,
        methods: [method],
        path,
        mode: 'plugin',
        file,
        line,
      },
      hooks,
      body,
      resources: [...new Set([...resources, resource])],
      responder: {
        body: answers ? needOf(route) : 'none',
        answer: (exchange, sink) => handle.instance.answer(target, exchange, sink, NO_SETTINGS),
        ...(upgrades && {
          upgrade: (exchange, connection) => handle.instance.takeOver(index, exchange, connection),
        }),
      },
    };
  });
}

const NO_SETTINGS = Object.freeze({});

function needOf({ reads }: RouteManifest): BodyNeed {
  return bodyNeedOf(reads);
}

export function bodyNeedOf(reads: ReadsManifest): BodyNeed {
  if (reads === 'stream') return 'stream';
  return typeof reads === 'number' ? 'buffer' : 'none';
}
