import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testPlugin } from 'backworks/testing';
import apiKeys from './api-keys.ts';

const settings = {
  clients: [
    { key: 'key-of-ada', name: 'Ada', roles: ['admin'] },
    { key: 'key-of-bob', name: 'Bob' },
  ],
};

async function ask(key: string | undefined, endpointSettings = {}) {
  const harness = await testPlugin(apiKeys, { settings, endpointSettings });
  await harness.start();
  const exchange = await harness.request(key === undefined ? {} : { headers: { 'X-Api-Key': key } });
  await harness.stop();
  return exchange;
}

test('says who it is, and keeps the key to itself', async () => {
  const { request } = await ask('key-of-ada');
  assert.deepEqual(request?.principal, { name: 'Ada', roles: ['admin'] });
  assert.equal(request?.headers['x-api-key'], undefined);
});

test('lets in nobody without a key', async () => {
  for (const key of [undefined, '', 'key-of-eve']) {
    const { request, response } = await ask(key);
    assert.deepEqual([request, response.status], [undefined, 401]);
  }
});

test('asks for a role where the endpoint wants one', async () => {
  assert.equal((await ask('key-of-ada', { role: 'admin' })).response.status, 200);
  assert.equal((await ask('key-of-bob', { role: 'admin' })).response.status, 403);
});

test('takes no short keys', async () => {
  await assert.rejects(
    testPlugin(apiKeys, { settings: { clients: [{ key: 'short', name: 'x' }] } }),
    /BW3406/,
  );
});
