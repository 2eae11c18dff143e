import { definePlugin } from 'backworks/plugin';

interface Item {
  readonly price: number;
  readonly count?: number;
}

interface EndpointSettings {
  /** Part of the sum: 0.19 are 19 %. */
  readonly vat: number;
}

/** Answers what a mock cannot: with sums, and with an answer that comes piece by piece. */
export default definePlugin<unknown, EndpointSettings>({
  name: 'cart',
  version: '1.0.0',
  endpointSchema: { properties: { vat: { type: 'number', minimum: 0, default: 0 } } },
  handlers: {
    total(request, call) {
      const { items } = request.body as { readonly items?: readonly Item[] };
      if (items === undefined || items.length === 0)
        return { status: 422, body: { error: 'there is nothing in the cart' } };
      const net = items.reduce((sum, { price, count = 1 }) => sum + price * count, 0);
      const vat = Math.round(net * call.settings.vat);
      return { net, vat, total: net + vat };
    },
    async *receipt(request) {
      yield `receipt ${request.params.id}\n`;
      for (const line of ['Lamp  12.50', 'Desk  99.00']) yield `${line}\n`;
    },
  },
});
