import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testPlugin } from 'backworks/testing';
import money from './money.ts';

test('adds a text to every price, however deep', async () => {
  const harness = await testPlugin(money, { settings: { currency: 'USD' } });
  await harness.start();
  const body = { items: [{ name: 'Lamp', price: 1250 }], total: { price: 99 } };
  const { response } = await harness.response({ body });
  assert.deepEqual(response.body, {
    items: [{ name: 'Lamp', price: 1250, price_text: '$12.50' }],
    total: { price: 99, price_text: '$0.99' },
  });
  await harness.stop();
});

test('leaves alone what is no JSON', async () => {
  const harness = await testPlugin(money);
  await harness.start();
  const { response, faults } = await harness.response({ body: 'price: 7' });
  assert.equal(response.body, 'price: 7');
  assert.deepEqual(faults, []);
  await harness.stop();
});
