import { block, type CodesOf, type Explanation } from './explanation.ts';

const limited = block`
  server:
    rate_limit: { requests: 100, per: 1m }
  endpoints:
    GET /users: { mock: { body: [] } }
`;

const request = 'GET /users HTTP/1.1\nHost: 127.0.0.1:4000\n';

/** Who the clients are, and how much each of them may ask. */
export const clients = {
  BW3311: {
    text: 'What a trusted proxy says about its clients is believed, so that each of them must be named by its address. This entry is neither an address nor a network, and host names do not count because anybody may change where they lead. Write an address such as 192.0.2.7, a network such as 10.0.0.0/8, `loopback` for this machine, or `private` for the networks that the internet does not reach.',
    bad: {
      config: block`
        server: { trusted_proxies: [proxy.internal] }
        endpoints: {}
      `,
    },
    good: {
      config: block`
        server: { trusted_proxies: [loopback, 10.0.0.0/8] }
        endpoints: {}
      `,
    },
  },
  BW6060: {
    text: 'This client has sent more requests than `server.rate_limit` allows. Requests are counted by IP address, of IPv6 by its first 64 bits, or by the header that the setting names; those that fail and those that reach no endpoint count, too. The RateLimit header of every answer says how many are left, and Retry-After when the next one is welcome. Behind a proxy all clients seem to be one, unless `server.trusted_proxies` names it.',
    bad: { config: limited, request, status: 429, when: 'the client has sent 100 in this moment' },
    good: { config: limited, request, status: 200 },
  },
} as const satisfies Readonly<Record<CodesOf<'BW331'> | CodesOf<'BW606'>, Explanation>>;
