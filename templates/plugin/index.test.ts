import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testPlugin } from 'backworks/testing';
import plugin from './index.ts';

test('puts its greeting on every answer', async () => {
  const harness = await testPlugin(plugin, { settings: { greeting: 'hi' } });
  await harness.start();
  const { response, faults } = await harness.request({ path: '/users/7' });
  assert.equal(response.headers['x-{{name}}'], 'hi');
  assert.deepEqual(faults, []);
  await harness.stop();
});

test('says hello when nobody says otherwise', async () => {
  const harness = await testPlugin(plugin);
  await harness.start();
  const { response } = await harness.response({ status: 404, body: 'nothing there' });
  assert.equal(response.status, 404);
  assert.equal(response.headers['x-{{name}}'], 'hello');
  await harness.stop();
});

test('takes no greeting that is not a text', async () => {
  await assert.rejects(testPlugin(plugin, { settings: { greeting: 7 } }), /BW3406/);
});
