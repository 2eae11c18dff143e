import { block, type CodesOf, type Explanation } from './explanation.ts';

const users = block`
  endpoints:
    GET /users: { mock: { body: [] } }
`;

const echo = block`
  endpoints:
    POST /notes: { mock: { text: "\${body}" } }
`;

const named = block`
  endpoints:
    GET /hello: { mock: { headers: { x-name: "\${query.name}" } } }
`;

const HOST = 'Host: 127.0.0.1:4000';

function get(path: string, ...headers: readonly string[]): string {
  return [`GET ${path} HTTP/1.1`, HOST, ...headers, ''].join('\n');
}

function post(headers: readonly string[], body: string): string {
  return ['POST /notes HTTP/1.1', HOST, 'Content-Type: text/plain', ...headers, '', body].join('\n');
}

const hello = post(['Content-Length: 5'], 'hello');

/** BW6xxx: answers to HTTP requests. */
export const requests = {
  BW6001: {
    text: 'No endpoint has a route for this path. Paths count letter for letter, and a slash at the end makes another path. The answer lists routes that look like it under `nearest`; mend the path of the request, or add an endpoint.',
    bad: { config: users, request: get('/user'), status: 404 },
    good: { config: users, request: get('/users'), status: 200 },
  },
  BW6002: {
    text: 'There are endpoints for this path, but none for this method. The Allow header of the answer lists the methods that the path takes. Use one of them, or add an endpoint for this one.',
    bad: { config: users, request: `DELETE /users HTTP/1.1\n${HOST}\n`, status: 405 },
    good: { config: users, request: get('/users'), status: 200 },
  },
  BW6003: {
    text: 'The path of the request has a percent sign that is not followed by two hex digits, or its bytes are no UTF-8. Every reader would make something else of it. Clients encode a path with encodeURIComponent() or the like, piece by piece; a percent sign itself is %25.',
    bad: { config: users, request: get('/users%zz'), status: 400 },
    good: { config: users, request: get('/users'), status: 200 },
  },
  BW6004: {
    text: 'The path has a segment "." or "..", plain or encoded. Browsers and other clients resolve them before they send; what arrives with them is often an attempt to reach files outside a folder. Send the resolved path.',
    bad: { config: users, request: get('/shop/../users'), status: 400 },
    good: { config: users, request: get('/users'), status: 200 },
  },
  BW6005: {
    text: 'A request of HTTP/1.1 has exactly one Host header, with a host name and perhaps a port (RFC 9112, section 3.2). This one has none, several, or one with other characters. Two servers on the way could disagree about whom it is for. Every ordinary client sends the header by itself.',
    bad: { config: users, request: 'GET /users HTTP/1.1\n', status: 400 },
    good: { config: users, request: get('/users'), status: 200 },
  },
  BW6006: {
    text: 'The path and query of the request are longer than 8,192 characters. That much data in a URL is cut off or refused by many programs on the way. Send it in the body of a POST request.',
    bad: { config: users, request: get(`/users?ids=${'1,'.repeat(4100)}`), status: 414 },
    good: { config: users, request: get('/users?ids=1,2,3'), status: 200 },
  },
  BW6007: {
    text: 'The endpoint needs the whole body in memory, and the body is larger than `server.max_body` allows, which is 1mb unless you say otherwise. The bound keeps a few requests from filling the memory. Send less, or raise the setting.',
    bad: { config: echo, request: post(['Content-Length: 2000000'], 'hello and so on'), status: 413 },
    good: { config: echo, request: hello, status: 200 },
  },
  BW6008: {
    text: 'The headers of the request are larger than `server.max_headers` allows, which is 16kb unless you say otherwise. Mostly the reason is cookies that piled up for this host; ports share them. Delete cookies that nobody needs, or raise the setting.',
    bad: {
      config: `server: { max_headers: 1kb }\n${users}`,
      request: get('/users', `Cookie: session=${'0123456789'.repeat(150)}`),
      status: 431,
    },
    good: {
      config: `server: { max_headers: 1kb }\n${users}`,
      request: get('/users', 'Cookie: session=0123456789'),
      status: 200,
    },
  },
  BW6009: {
    text: 'The request did not arrive as a whole within `server.timeout`, or its headers not within `server.header_timeout`. A client that sends slowly, or never finishes, would hold a connection for ever. Send the request again; for large uploads over slow lines, raise the setting.',
    bad: {
      config: `server: { timeout: 100ms }\n${echo}`,
      request: post(['Content-Length: 500'], 'only the beginning of it'),
      status: 408,
    },
    good: { config: `server: { timeout: 100ms }\n${echo}`, request: hello, status: 200 },
  },
  BW6010: {
    text: 'The bytes that arrived are no well-formed request of HTTP/1.1: a header without a colon, a length that is no number, or a TLS greeting on a plain port. Guessing where the request ends would let one client speak in the name of another (request smuggling), so the connection is closed. Mend the client; for https:// addresses, use http:// here.',
    bad: { config: users, request: get('/users', 'Accept application/json'), status: 400 },
    good: { config: users, request: get('/users', 'Accept: application/json'), status: 200 },
  },
  BW6011: {
    text: 'As many connections are open as `server.max_connections` allows. Each connection takes memory and a file descriptor, so their number is bounded. Try again in a moment, as the Retry-After header says; let clients keep and reuse their connections, or raise the setting.',
    bad: {
      config: `server: { max_connections: 1 }\n${users}`,
      request: get('/users'),
      status: 503,
      when: 'another client holds the only connection',
    },
    good: { config: users, request: get('/users'), status: 200 },
  },
  BW6012: {
    text: 'The server was asked to stop: it finishes what it began and takes nothing new. Whoever sends requests through a load balancer sees this for a moment with every deployment. Send the request again on a new connection, which reaches the next server.',
    bad: {
      config: users,
      request: get('/__backworks/ready'),
      status: 503,
      when: 'the server is stopping',
    },
    good: { config: users, request: get('/__backworks/ready'), status: 200 },
  },
  BW6013: {
    text: 'The request wants to turn its connection into a WebSocket, and the endpoint answers plain HTTP. Waiting for messages would never end. Use a plain request, or a mode that takes WebSocket connections.',
    bad: {
      config: users,
      request: get('/users', 'Connection: Upgrade', 'Upgrade: websocket'),
      status: 501,
    },
    good: { config: users, request: get('/users'), status: 200 },
  },
  BW6014: {
    text: 'CONNECT asks for a tunnel to another host, as clients do that use this server as their HTTP proxy. This server is no such proxy: a tunnel would lead past every rule it has. Remove it from the proxy settings of the client and ask for its paths directly.',
    bad: {
      config: users,
      request: 'CONNECT shop.example:443 HTTP/1.1\nHost: shop.example:443\n',
      status: 501,
    },
    good: { config: users, request: get('/users'), status: 200 },
  },
  BW6015: {
    text: 'The Expect header names something other than 100-continue, the only expectation that HTTP defines. A server that does not know an expectation must say so instead of ignoring it. Remove the header.',
    bad: { config: users, request: get('/users', 'Expect: tea'), status: 417 },
    good: { config: users, request: get('/users'), status: 200 },
  },
  BW6016: {
    text: 'The client closed its side of the connection before the request was complete: fewer bytes came than Content-Length announced, or the last chunk is missing. Half a request must not be taken for a whole one. Send it again, with a length in bytes, not in characters.',
    bad: {
      config: echo,
      request: post(['Content-Length: 500'], 'only the beginning of it'),
      status: 400,
      when: 'the client then closes the connection',
    },
    good: { config: echo, request: hello, status: 200 },
  },
  BW6017: {
    text: 'The request names a version of HTTP that this server does not speak. Only HTTP/1.1 and HTTP/1.0 arrive as text; HTTP/2 and later are negotiated in another way, by the server in front if there is one. Use HTTP/1.1.',
    bad: { config: users, request: `GET /users HTTP/2.0\n${HOST}\n`, status: 505 },
    good: { config: users, request: get('/users'), status: 200 },
  },
  BW6018: {
    text: 'The endpoint gave an answer that HTTP does not allow, such as a status outside 200 to 599, a header with a line break, or a length other than that of its body. Sent as it is, it would break the connection for the next request. The log names the endpoint and what was wrong; mend what made the answer.',
    bad: {
      config: users,
      request: get('/users'),
      status: 500,
      when: 'the mode answers with status 99',
    },
    good: { config: users, request: get('/users'), status: 200 },
  },
  BW6019: {
    text: 'The server listens, but has no configuration to answer from yet. This lasts only until the first one is loaded. Ask /__backworks/ready until it answers 200 before you send requests.',
    bad: {
      config: users,
      request: get('/users'),
      status: 503,
      when: 'the first configuration is still being loaded',
    },
    good: { config: users, request: get('/users'), status: 200 },
  },
  BW6020: {
    text: 'Paths below /__backworks/ belong to Backworks itself, and it has nothing under this name. There are health and ready for everybody, and status for those who have the token. Mend the path; endpoints of your own belong elsewhere.',
    bad: { config: users, request: get('/__backworks/helth'), status: 404 },
    good: { config: users, request: get('/__backworks/health'), status: 200 },
  },
  BW6021: {
    text: 'This control route is only for those who have the token, and the request has none or a wrong one. The token is made anew with every start and stands in the run file, .backworks/run/PID.json beside the configuration, which only its owner can read. Send it as `Authorization: Bearer TOKEN`.',
    bad: { config: users, request: get('/__backworks/status'), status: 401 },
    good: {
      config: users,
      request: get('/__backworks/status', 'Authorization: Bearer TOKEN'),
      status: 200,
    },
  },
  BW6022: {
    text: 'The control routes answer only this machine: requests from loopback, sent to a loopback name such as 127.0.0.1 or localhost, and not from a page of another origin. Otherwise a web page in your browser could control your server. Send the request from the machine itself.',
    bad: {
      config: users,
      request: get('/__backworks/status', 'Origin: https://evil.example'),
      status: 403,
    },
    good: {
      config: users,
      request: get('/__backworks/status', 'Authorization: Bearer TOKEN'),
      status: 200,
    },
  },
  BW6023: {
    text: 'The Transfer-Encoding header names something other than `chunked` alone. Then nobody can tell for sure where the body ends, and guessing wrong would let two requests run into each other. Send the body with Content-Length, or with `Transfer-Encoding: chunked`.',
    bad: {
      config: echo,
      request: post(['Transfer-Encoding: gzip, chunked'], '5\nhello\n0\n\n'),
      status: 501,
    },
    good: {
      config: echo,
      request: post(['Transfer-Encoding: chunked'], '5\nhello\n0\n\n'),
      status: 200,
    },
  },
  BW6601: {
    text: 'The template of a header gave a text that no header can carry: a line break, or a character beyond Latin-1. Mostly it repeats what the client sent, and a line break could smuggle in a header of the attacker. Encode the value, or send it in the body.',
    bad: { config: named, request: get('/hello?name=Ada%0D%0Ax-admin:%20yes'), status: 500 },
    good: { config: named, request: get('/hello?name=Ada'), status: 200 },
  },
} as const satisfies Readonly<
  Record<
    Exclude<
      CodesOf<'BW6'>,
      | CodesOf<'BW603'>
      | CodesOf<'BW604'>
      | CodesOf<'BW605'>
      | CodesOf<'BW606'>
      | CodesOf<'BW607'>
      | CodesOf<'BW608'>
    >,
    Explanation
  >
>;
