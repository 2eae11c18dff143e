/** The public entry for tests of plugins. */
import type { PluginDefinition } from './contracts/plugin.ts';
import type { PluginHarness, TestPluginOptions } from './contracts/plugin-testing.ts';

export type {
  FakeServices,
  FaultyPart,
  PluginHarness,
  ReachedRequest,
  TestExchange,
  TestLogLine,
  TestPluginOptions,
  TestRequest,
} from './contracts/plugin-testing.ts';

/**
 * Puts a plugin into its host, with surroundings that the test decides about, and without a server. It belongs
 * to no test framework: node:test, vitest and others take it as it is.
 *
 *     const harness = await testPlugin(plugin, { settings: { greeting: 'hello' } });
 *     await harness.start();
 *     const { response } = await harness.request({ path: '/users/7' });
 *     assert.equal(response.headers['x-greeting'], 'hello');
 *     await harness.stop();
 *
 * @param plugin what `definePlugin` gave, or the file that exports it by default
 * @throws Error that says all that is wrong with the plugin, or with its settings
 */
export async function testPlugin<Settings, EndpointSettings>(
  plugin: PluginDefinition<Settings, EndpointSettings> | string | URL,
  options: TestPluginOptions = {},
): Promise<PluginHarness> {
  const [{ Harness }, { subjectOf }] = await Promise.all([
    import('./testing/harness.ts'),
    import('./testing/subject.ts'),
  ]);
  return Harness.open(await subjectOf(plugin as PluginDefinition | string | URL, options), options);
}
