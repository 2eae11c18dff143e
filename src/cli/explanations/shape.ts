import { block, type CodesOf, type Explanation } from './explanation.ts';

/** BW2xxx: keys, types and ranges. */
export const shape = {
  BW2001: {
    text: 'No part of Backworks knows this key at this place. It is refused instead of ignored, since a setting that silently does nothing is hard to find. Mostly it is a slip of the pen, or the key belongs one level higher or lower; the report names the nearest known one. Notes and anchors of your own are welcome below keys that begin with `x-`.',
    bad: {
      config: block`
        endpoints:
          POST /users: { mock: { stauts: 201 } }
      `,
    },
    good: {
      config: block`
        endpoints:
          POST /users: { mock: { status: 201 } }
      `,
    },
  },
  BW2002: {
    text: 'A key that must be there is missing. Without it the setting has no meaning, and there is no default that would be right for everybody. Add the key; the report shows which one, and where.',
    bad: {
      config: block`
        server:
          cors: { credentials: true }
        endpoints: {}
      `,
    },
    good: {
      config: block`
        server:
          cors: { credentials: true, origins: ["https://shop.example"] }
        endpoints: {}
      `,
    },
  },
  BW2003: {
    text: 'The setting takes one word of a short list, and this is none of them. Upper and lower case count. Use one of the words that the report lists; it proposes the nearest one.',
    bad: {
      config: block`
        endpoints:
          GET /users:
            mode: moc
            mock: { body: [] }
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /users:
            mode: mock
            mock: { body: [] }
      `,
    },
  },
  BW2004: {
    text: 'The value is of another kind than the setting takes, such as a text where a number is wanted or a single value where a list is. YAML decides by the way a value is written: 8080 is a number, "8080" is text, `true` is a boolean, and a key with nothing behind it is null. Write the kind that the report asks for.',
    bad: {
      config: block`
        server: { port: "8080" }
        endpoints: {}
      `,
    },
    good: {
      config: block`
        server: { port: 8080 }
        endpoints: {}
      `,
    },
  },
  BW2005: {
    text: 'The number, time or size is below or above what can be used. The limits come from the protocol or the machine: a port is at most 65535, an HTTP status has three digits, a timer cannot wait for months. Choose a value between the limits that the report names.',
    bad: {
      config: block`
        server: { port: 70000 }
        endpoints: {}
      `,
    },
    good: {
      config: block`
        server: { port: 7000 }
        endpoints: {}
      `,
    },
  },
  BW2006: {
    text: 'The value is of the right kind, but not in the form that the setting takes. Times are written like 250ms, 30s or 5m, sizes like 512kb or 1mb, and a host has neither scheme nor port. Write it as the report shows.',
    bad: {
      config: block`
        server: { host: "http://localhost:4000" }
        endpoints: {}
      `,
    },
    good: {
      config: block`
        server: { host: localhost, port: 4000 }
        endpoints: {}
      `,
    },
  },
  BW2007: {
    text: 'A time or a size is a bare number. One reader takes 500 for milliseconds, the next one for seconds, and a wrong guess is a thousandfold mistake that shows only in production. Write the unit behind the number, such as 500ms or 1mb.',
    bad: {
      config: block`
        server: { timeout: 500 }
        endpoints: {}
      `,
    },
    good: {
      config: block`
        server: { timeout: 500ms }
        endpoints: {}
      `,
    },
  },
  BW2008: {
    text: 'JavaScript counts in steps of one only up to 2^53, about nine quadrillion. A larger whole number would silently become the nearest one that can be told, and the answer would hold other digits than the file. Ids of this size travel best as texts, since most clients have the same limit.',
    bad: {
      config: block`
        endpoints:
          GET /order:
            mock: { body: { id: 9007199254740993 } }
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /order:
            mock: { body: { id: "9007199254740993" } }
      `,
    },
  },
} as const satisfies Readonly<Record<CodesOf<'BW2'>, Explanation>>;
