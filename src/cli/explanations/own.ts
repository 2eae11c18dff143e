import { block, type CodesOf, type Explanation } from './explanation.ts';

const shop = block`
  endpoints:
    GET /users: { mock: { body: [] } }
`;

const request = 'GET /users HTTP/1.1\nHost: 127.0.0.1:4000\n';

/** BW9xxx: mistakes of ours. */
export const own = {
  BW9001: {
    text: 'Something happened that Backworks did not expect: this is a bug of ours and nothing you did. A request ends with status 500 and the server goes on; a command ends with exit code 70 and names a report file, in which secrets are masked. Send us that file; with -v the place in our code is shown at once.',
    bad: { config: shop, request, status: 500, when: 'there is a bug in Backworks' },
    good: { config: shop, request, status: 200 },
  },
} as const satisfies Readonly<Record<CodesOf<'BW9'>, Explanation>>;
