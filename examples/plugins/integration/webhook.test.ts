import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testPlugin } from 'backworks/testing';
import webhook from './webhook.ts';

const settings = { url: 'https://example.com/hook', endpoints: ['POST /orders'] };

/** The end of a request. */
function ended(endpoint: string, path: string) {
  return {
    type: 'request.end',
    id: '1',
    method: 'POST',
    endpoint,
    path,
    status: 201,
    duration: 1,
    mode: 'mock',
    outcome: 'answered',
  } as const;
}

test('tells of the endpoints it is for, and of what it could not tell before', async () => {
  let status = 503;
  const harness = await testPlugin(webhook, { settings, fetch: () => new Response(null, { status }) });
  await harness.start();
  await harness.deliver(ended('POST /orders', '/orders'), ended('GET /items', '/items'));
  assert.deepEqual(await harness.metrics(), { sent: 0, waiting: 1 });
  assert.match(harness.logs[0]?.message ?? '', /was not told of 1 requests yet: Error: it answered 503/);
  status = 204;
  await harness.deliver(ended('POST /orders', '/orders?2'));
  const [, last] = harness.fetched;
  assert.deepEqual(JSON.parse(String(last?.init.body)), [
    { endpoint: 'POST /orders', path: '/orders', status: 201 },
    { endpoint: 'POST /orders', path: '/orders?2', status: 201 },
  ]);
  assert.deepEqual(await harness.metrics(), { sent: 2, waiting: 0 });
  await harness.stop();
});
