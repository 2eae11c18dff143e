import semver from 'semver';
import type { Json, OwnRequest, PluginDefinition } from '../contracts/plugin.ts';
import type { OfficialPlugin } from '../contracts/plugin-host.ts';
import type { FakeServices, TestPluginOptions } from '../contracts/plugin-testing.ts';
import type { Ask } from '../host/own-requests.ts';
import { readAnswer } from '../host/patch/answer.ts';
import { headerValuesOf } from '../host/views/header-values.ts';
import { decodedValue } from '../host/views/request-facts.ts';
import type { Faults } from './faults.ts';

/** Requests that a plugin made, in their order. */
export interface Sent {
  readonly fetched: { readonly url: string; readonly init: RequestInit }[];
  readonly executed: OwnRequest[];
}

/** Answers what a plugin fetches, as the test says. */
export function fakeFetch(answer: TestPluginOptions['fetch'], sent: Sent, faults: Faults): typeof fetch {
  return (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input);
    sent.fetched.push({ url, init });
    return faults.through('fetch', async () => {
      if (answer !== undefined) return answer(url, init);
      throw new Error(
        `the plugin fetches ${url}: say what it gets, such as testPlugin(plugin, { fetch: () => Response.json({}) })`,
      );
    });
  };
}

/** Answers what a plugin asks of its own API, as the test says. */
export function fakeAsk(answer: TestPluginOptions['execute'], sent: Sent, faults: Faults): Ask {
  return ({ method, url, headers, body }) => {
    const told = headerValuesOf(headers.flatMap(([name, values]) => values.flatMap((one) => [name, one])));
    const decoded = body.length === 0 ? undefined : decodedValue(body, told['content-type']);
    const request = { method, path: url, headers: told, body: decoded };
    sent.executed.push(request);
    return faults.through('execute', async () => {
      if (answer === undefined)
        throw new Error(
          `the plugin asks for ${method} ${url}: say what it gets, such as testPlugin(plugin, { execute: () => ({ body: {} }) })`,
        );
      const ready = readAnswer(await answer(request), 'execute of the test returned');
      const raw = ready.headers.flatMap(([name, values]) => values.flatMap((one) => [name, one]));
      const isTyped = ready.headers.some(([name]) => name === 'content-type');
      const typing = isTyped ? [] : ['content-type', ready.body.type];
      return { status: ready.status, headers: [...raw, ...typing], body: ready.body.bytes };
    });
  };
}

/** Plugins that provide what another one needs, each for one service. @param needs of that other one */
export function fakePlugins(
  services: FakeServices,
  needs: Readonly<Record<string, string>>,
  faults: Faults,
): OfficialPlugin[] {
  return Object.entries(services).map(([name, methods], index) => {
    // Of the versions that will do, any will do.
    const version = minimum(needs[name]);
    const service = Object.fromEntries(
      Object.entries(methods).map(([method, answer]) => [
        method,
        (args: readonly Json[]) => faults.through(`services.${name}.${method}`, async () => answer(...args)),
      ]),
    );
    const definition: PluginDefinition = {
      name: `fake-${index}`,
      version,
      provides: { [name]: version },
      services: { [name]: service },
    };
    return { name: definition.name, summary: '', load: async () => ({ default: definition }) };
  });
}

function minimum(range: string | undefined): string {
  const isRange = range !== undefined && semver.validRange(range) !== null;
  return (isRange ? semver.minVersion(range)?.version : undefined) ?? '1.0.0';
}
