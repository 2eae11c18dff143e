import { block, type CodesOf, type Explanation } from './explanation.ts';

/** A request for JSON, with its body. */
function post(path: string, body: string): string {
  const length = Buffer.byteLength(body);
  return block`
    POST ${path} HTTP/1.1
    Host: 127.0.0.1:4000
    Content-Type: application/json
    Content-Length: ${String(length)}

    ${body}
  `.trimEnd();
}

function get(path: string): string {
  return `GET ${path} HTTP/1.1\nHost: 127.0.0.1:4000\n`;
}

const pairs = block`
  endpoints:
    GET /pairs:
      mock:
        body: "\${query.of.split('').map(a, query.of.split('').map(b, a + b))}"
`;

const half = block`
  endpoints:
    GET /half: { mock: { body: "\${20 / int(query.by)}" } }
`;

const order = block`
  endpoints:
    POST /orders: { mock: { body: { id: "\${body.id}" } } }
`;

const page = block`
  endpoints:
    GET /users: { mock: { body: { page: "\${int(query.page)}" } } }
`;

/** BW4xxx: what stands between `${` and `}`. */
export const expressions = {
  BW4001: {
    text: 'The text between ${ and } is no expression of CEL. Mostly an operator of another language slipped in, such as `=` for `==`, `and` for `&&` or `??` for default(x, y), or a name with a dash is read as a subtraction. The report shows the place, and a fix where it knows one.',
    bad: {
      config: block`
        endpoints:
          GET /users: { mock: { body: { first: "\${query.page = '1'}" } } }
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /users: { mock: { body: { first: "\${query.page == '1'}" } } }
      `,
    },
  },
  BW4002: {
    text: 'The expression reads a name that does not exist here: it is misspelt, the path has no such parameter, or `vars:` has no such entry. It would fail with every request, so it is refused now. The report proposes the nearest name; variables of the environment are written in upper case and without a prefix, such as ${PORT}.',
    bad: {
      config: block`
        endpoints:
          GET /users/{id}: { mock: { body: { id: "\${path.idd}" } } }
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /users/{id}: { mock: { body: { id: "\${path.id}" } } }
      `,
    },
  },
  BW4003: {
    text: 'The expression calls a function that CEL does not have. Some functions have other names elsewhere: the length of a list or a text is size(x), and lower case is x.lowerAscii(). The report proposes the function that was probably meant.',
    bad: {
      config: block`
        endpoints:
          GET /hello: { mock: { body: { letters: "\${len(query.name)}" } } }
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /hello: { mock: { body: { letters: "\${size(query.name)}" } } }
      `,
    },
  },
  BW4004: {
    text: 'An operator or a function gets a value of a type it does not take. CEL converts nothing by itself: parameters, query and headers are text, and text is not equal to a number. Convert one side with int(), double() or string(), quote the literal, or let dyn() stand for any type.',
    bad: {
      config: block`
        endpoints:
          GET /users/{id}: { mock: { body: { admin: "\${path.id == 1}" } } }
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /users/{id}: { mock: { body: { admin: "\${path.id == '1'}" } } }
      `,
    },
  },
  BW4005: {
    text: 'The default is written in the way of environment variables, ${NAME:-default}, but the name is not one of theirs: those are in upper case and are read once, when the file is loaded. Values of a request get their default with the function default(x, y). Write the one you mean.',
    bad: {
      config: block`
        endpoints:
          GET /users: { mock: { body: { page: "\${query.page:-1}" } } }
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /users: { mock: { body: { page: "\${default(query.page, '1')}" } } }
      `,
    },
  },
  BW4006: {
    text: 'There is nothing between ${ and }. An empty expression has no value that could stand in its place. Write an expression, or double the dollar sign when the three characters themselves are meant.',
    bad: {
      config: block`
        endpoints:
          GET /hello: { mock: { text: "Hello \${}!" } }
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /hello: { mock: { text: "Hello \${query.name}!" } }
      `,
    },
  },
  BW4007: {
    text: 'An expression begins with ${ and never ends. Everything up to the end of the text would belong to it. Add the closing brace, or write $${ when the two characters themselves are meant.',
    bad: {
      config: block`
        endpoints:
          GET /users/{id}: { mock: { text: "user \${path.id" } }
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /users/{id}: { mock: { text: "user \${path.id}" } }
      `,
    },
  },
  BW4008: {
    text: 'The expression is longer, has more parts or nests more loops than one may. Expressions run within every request, so their size is bounded: 4,096 characters, 500 parts and two loops within each other. Split it, or move fixed data below `vars:` and long answers into a file.',
    bad: {
      config: block`
        endpoints:
          GET /cube:
            mock:
              body: "\${[1, 2].map(a, [1, 2].map(b, [1, 2].map(c, a * b * c)))}"
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /square:
            mock: { body: "\${[1, 2].map(a, [1, 2].map(b, a * b))}" }
      `,
    },
  },
  BW4009: {
    text: 'The pattern for matches() is computed, or has something that could make it run for a very long time, such as lookaround or a backreference. A request could then stop the whole server with a well-chosen text (ReDoS). Write the pattern as literal text in the RE2 style, or split the question into several.',
    bad: {
      config: block`
        endpoints:
          GET /users/{id}:
            mock: { body: { ok: "\${path.id.matches('(?=[0-9])[0-9a-f]+')}" } }
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /users/{id}:
            mock: { body: { ok: "\${path.id.matches('^[0-9][0-9a-f]*$')}" } }
      `,
    },
  },
  BW4010: {
    text: 'The expression reads a value that this request does not have, such as a query parameter the client left out. There is no text that could stand for it, so the answer is an error instead of "undefined". Say with default(x, y) what counts when it is missing.',
    bad: {
      config: block`
        endpoints:
          GET /users: { mock: { body: { page: "\${query.page}" } } }
      `,
      request: get('/users'),
      status: 500,
    },
    good: {
      config: block`
        endpoints:
          GET /users: { mock: { body: { page: "\${default(query.page, '1')}" } } }
      `,
      request: get('/users'),
      status: 200,
    },
  },
  BW4011: {
    text: 'With the data of this request, the expression takes more than 10,000 steps or makes more than 1 MiB of data. The bound keeps one request from holding up all others. Loops within loops are the usual reason; take a part of the list, or refuse large input before.',
    bad: { config: pairs, request: get(`/pairs?of=${'abcdefghij'.repeat(12)}`), status: 500 },
    good: { config: pairs, request: get('/pairs?of=abc'), status: 200 },
  },
  BW4012: {
    text: 'The expression divides by zero, which has no result for whole numbers. Where the divisor is written in the file it is refused at once; where it comes from the request, that request is answered with an error. Ask for zero first, as in x == 0 ? 0 : y / x.',
    bad: { config: half, request: get('/half?by=0'), status: 500 },
    good: { config: half, request: get('/half?by=4'), status: 200 },
  },
  BW4013: {
    text: 'A whole number is beyond 2^53 - 1, or a result is infinite. JSON has no way to carry it without losing digits, and most clients would read another number. Keep such numbers as text.',
    bad: {
      config: block`
        endpoints:
          GET /order: { mock: { body: { id: "\${9007199254740993}" } } }
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /order: { mock: { body: { id: "\${'9007199254740993'}" } } }
      `,
    },
  },
  BW4014: {
    text: 'A function got a value of the right type that it can do nothing with, such as int() of a word or a time zone that does not exist. Mostly the client sent it. Ask for its form first, for example with matches(), or take the text as it is.',
    bad: { config: page, request: get('/users?page=two'), status: 500 },
    good: { config: page, request: get('/users?page=2'), status: 200 },
  },
  BW4015: {
    text: 'An expression of the endpoint reads the body, and the body is not what its Content-Type says: mostly JSON that is cut off or has a comma too many. The mistake is in the request. Send JSON that is in order, or the Content-Type that the body really has.',
    bad: { config: order, request: post('/orders', '{ "id": 7'), status: 400 },
    good: { config: order, request: post('/orders', '{ "id": 7 }'), status: 200 },
  },
  BW4016: {
    text: 'The body of the request has a whole number beyond 2^53 - 1, and the answer was to send it back as a number, or it has more than 308 digits. JavaScript and most clients would turn it into another number without a word. Send such numbers as text; in the expression, string(x) gives all digits.',
    bad: { config: order, request: post('/orders', '{ "id": 9007199254740993 }'), status: 400 },
    good: { config: order, request: post('/orders', '{ "id": "9007199254740993" }'), status: 200 },
  },
  BW4017: {
    text: 'A template stands in a key, where nothing is filled in: the answer would have the characters ${...} as a name. Only values are templates. Put the value under a fixed key. This is a warning, since such a name may be meant.',
    bad: {
      config: block`
        endpoints:
          GET /users/{id}: { mock: { body: { "\${path.id}": found } } }
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /users/{id}: { mock: { body: { id: "\${path.id}", state: found } } }
      `,
    },
  },
} as const satisfies Readonly<Record<CodesOf<'BW4'>, Explanation>>;
