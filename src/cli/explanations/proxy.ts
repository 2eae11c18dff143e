import { block, type CodesOf, type Explanation } from './explanation.ts';

const HOST = 'Host: 127.0.0.1:4000';

const request = ['GET /users HTTP/1.1', HOST, ''].join('\n');

const target = block`
  endpoints:
    /*: { proxy: { target: "http://127.0.0.1:9000" } }
`;

const impatient = block`
  endpoints:
    /*: { proxy: { target: "http://127.0.0.1:9000", timeouts: { connect: 100ms, first_byte: 100ms } } }
`;

const running = { config: target, request, status: 200, when: 'the target runs' };

/** BW333x and BW604x: proxy mode. */
export const proxy = {
  BW3331: {
    text: 'The target of a proxy is the URL of a server: http or https, a host, perhaps a port and a path that comes before the path of every request. A query, a fragment or a user name has no place in it. Send credentials as a header, with `headers:`.',
    bad: {
      config: block`
        endpoints:
          /*: { proxy: { target: "127.0.0.1:9000" } }
      `,
    },
    good: { config: target },
  },
  BW6040: {
    text: 'There is no connection to the target: nothing listens there, its name is unknown, or its certificate is not trusted. The answer says which under `cause`, and under `timings` how long it took to find out. Start the target, or mend host, port and certificate.',
    bad: {
      config: block`
        endpoints:
          /*: { proxy: { target: "http://127.0.0.1:1" } }
      `,
      request,
      status: 502,
    },
    good: running,
  },
  BW6041: {
    text: 'The target took the request and closed the connection, or sent something that is no HTTP answer. Its own log knows more. When this happens in the middle of an answer, the status is already gone to the client, so that its connection is cut instead.',
    bad: { config: target, request, status: 502, when: 'the target closes the connection' },
    good: running,
  },
  BW6042: {
    text: 'The target did not accept a connection in time: it is overloaded, or something on the way drops the packets. The limit is `timeouts.connect`, 5 seconds unless the block says otherwise. Look at the target first; raise the limit only for targets that are far away.',
    bad: { config: impatient, request, status: 504, when: 'the target accepts no connection' },
    good: running,
  },
  BW6043: {
    text: 'The target accepted the request and did not answer in time. The answer names the limit that was reached under `cause`, and under `timings` where the time went. Find out what the target does for so long, or raise that limit below `timeouts:`.',
    bad: { config: impatient, request, status: 504, when: 'the target does not answer' },
    good: running,
  },
  BW6044: {
    text: 'The request came back to the server that sent it on, and would go round for ever. The target is this server itself, or a server that sends requests back here. Name the server that is to answer.',
    bad: { config: target, request, status: 508, when: 'the target is the server itself' },
    good: running,
  },
} as const satisfies Readonly<Record<CodesOf<'BW333'> | CodesOf<'BW604'>, Explanation>>;
