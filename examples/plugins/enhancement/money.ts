import { definePlugin } from 'backworks/plugin';

interface Settings {
  readonly currency: string;
  readonly locale: string;
}

/** Adds `price_text` wherever an answer has a `price` in cents. */
export default definePlugin<Settings>({
  name: 'money',
  version: '1.0.0',
  max_execution_time: '1s',
  configSchema: {
    properties: {
      currency: { type: 'string', pattern: '^[A-Z]{3}$', default: 'EUR' },
      locale: { type: 'string', default: 'en' },
    },
  },
  hooks: {
    afterResponse: {
      reads: { buffer: '256kb' },
      handler(response, _call, { settings: { currency, locale } }) {
        if (typeof response.body !== 'object' || response.body === null) return undefined;
        const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
        return { body: withTexts(response.body, (cents) => format.format(cents / 100)) };
      },
    },
  },
});

function withTexts(value: unknown, text: (cents: number) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => withTexts(one, text));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, one]) => [key, withTexts(one, text)]);
  const { price } = value as { readonly price?: unknown };
  return { ...Object.fromEntries(members), ...(typeof price === 'number' && { price_text: text(price) }) };
}
