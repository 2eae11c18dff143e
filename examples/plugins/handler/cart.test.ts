import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testPlugin } from 'backworks/testing';
import cart from './cart.ts';

const handlers = { 'POST /cart/total': 'total', 'GET /receipts/{id}': 'receipt' };

test('adds up, with the tax of the endpoint', async () => {
  const harness = await testPlugin(cart, { handlers, endpoints: { 'POST /cart/total': { vat: 0.2 } } });
  await harness.start();
  const body = { items: [{ price: 100, count: 3 }, { price: 50 }] };
  const { response } = await harness.request({ method: 'POST', path: '/cart/total', body });
  assert.deepEqual(response.body, { net: 350, vat: 70, total: 420 });
  await harness.stop();
});

test('refuses an empty cart', async () => {
  const harness = await testPlugin(cart, { handlers });
  await harness.start();
  const { response } = await harness.request({ method: 'POST', path: '/cart/total', body: { items: [] } });
  assert.equal(response.status, 422);
  await harness.stop();
});

test('prints a receipt line by line', async () => {
  const harness = await testPlugin(cart, { handlers });
  await harness.start();
  const { response } = await harness.request({ path: '/receipts/7' });
  assert.equal(new TextDecoder().decode(response.bytes), 'receipt 7\nLamp  12.50\nDesk  99.00\n');
  await harness.stop();
});
