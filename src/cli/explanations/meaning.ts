import { block, type CodesOf, type Explanation } from './explanation.ts';

/** BW30xx and BW39xx: routes, modes and files. */
export const meaning = {
  BW3001: {
    text: 'The key of this endpoint is a name, and nothing says which path it answers. A name is allowed, but a route needs a path. Write the route as the key, such as `GET /users`, or add `path:` below the name.',
    bad: {
      config: block`
        endpoints:
          users: { mock: { body: [] } }
      `,
    },
    good: {
      config: block`
        endpoints:
          users: { path: /users, mock: { body: [] } }
      `,
    },
  },
  BW3002: {
    text: 'The word before the path is no method that an endpoint can answer. Methods of HTTP are written in capitals and count letter for letter; several of them stand with commas between them. CONNECT is for proxies and never reaches an endpoint. Mend the word, or leave the method away to answer all of them.',
    bad: {
      config: block`
        endpoints:
          get /users: { mock: { body: [] } }
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /users: { mock: { body: [] } }
      `,
    },
  },
  BW3003: {
    text: 'The key already says the method or the path, and a setting below it says something else. Only one of them can be true. Remove the setting, or turn the key into a mere name.',
    bad: {
      config: block`
        endpoints:
          GET /users: { methods: [POST], mock: { status: 201 } }
      `,
    },
    good: {
      config: block`
        endpoints:
          POST /users: { mock: { status: 201 } }
      `,
    },
  },
  BW3004: {
    text: 'The path of a route begins with a slash and consists of text and {parameters} between slashes; `*` may stand at its end. This one has something else, such as a parameter in the style of another framework, a query, or a brace that is not closed. Write parameters in braces and read the query in an expression instead.',
    bad: {
      config: block`
        endpoints:
          GET /users/:id: { mock: { body: {} } }
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /users/{id}: { mock: { body: {} } }
      `,
    },
  },
  BW3005: {
    text: 'Two endpoints answer the same method of the same path. Which of them counts would depend on their order in the file, which must mean nothing. Remove one of them, or change its method or its path. An endpoint without a method answers all of them.',
    bad: {
      config: block`
        endpoints:
          GET /users: { mock: { body: [] } }
          GET,POST /users: { mock: { status: 201 } }
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /users: { mock: { body: [] } }
          POST /users: { mock: { status: 201 } }
      `,
    },
  },
  BW3006: {
    text: 'Two routes differ only in the names of their parameters. Every request that fits one of them fits the other, so nothing tells them apart. Remove one of the two, or tell them apart by text in the path.',
    bad: {
      config: block`
        endpoints:
          GET /users/{id}: { mock: { body: {} } }
          GET /users/{name}: { mock: { body: {} } }
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /users/{id}: { mock: { body: {} } }
          GET /users/by-name/{name}: { mock: { body: {} } }
      `,
    },
  },
  BW3007: {
    text: 'Paths below /__backworks/ belong to Backworks itself: health, readiness and control. An endpoint there would hide them from the programs that rely on them. Choose another path.',
    bad: {
      config: block`
        endpoints:
          GET /__backworks/info: { mock: { body: {} } }
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /info: { mock: { body: {} } }
      `,
    },
  },
  BW3008: {
    text: 'The endpoint has a route, but no block that says how it answers. Each endpoint has at least one block with the name of a mode. Add one; an empty `mock: {}` answers 200 without a body.',
    bad: {
      config: block`
        endpoints:
          GET /users: { description: everybody }
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /users: { description: everybody, mock: {} }
      `,
    },
  },
  BW3009: {
    text: 'The endpoint has blocks for several modes, and nothing says which of them answers. Keeping several is the point of modes, but one must be chosen. Add `mode:` to the endpoint, or to the top of the file for all endpoints.',
    bad: {
      config: block`
        endpoints:
          GET /users:
            mock: { body: [] }
            proxy: { target: "https://api.example" }
      `,
      when: 'both modes are installed',
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
  BW3010: {
    text: 'The endpoint names a mode and has no block for it. The block holds what the mode needs to know, so the name alone says too little. Add the block, or name the mode whose block is there.',
    bad: {
      config: block`
        endpoints:
          GET /users: { mode: mock }
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /users: { mode: mock, mock: { body: [] } }
      `,
    },
  },
  BW3011: {
    text: 'A setting names a file that does not exist. Paths are relative to the folder of the file they stand in, not to the folder where you run the command. Mend the path or create the file; the report proposes a file with a similar name.',
    bad: {
      config: block`
        endpoints:
          GET /users: { mock: { file: ./usrs.json } }
      `,
      files: { 'users.json': '[]\n' },
    },
    good: {
      config: block`
        endpoints:
          GET /users: { mock: { file: ./users.json } }
      `,
      files: { 'users.json': '[]\n' },
    },
  },
  BW3012: {
    text: 'The path leads to a folder, a device or a file that this user may not read, and an answer is made of the bytes of a file. Name the file itself, or change its permissions.',
    bad: {
      config: block`
        endpoints:
          GET /users: { mock: { file: ./users } }
      `,
      files: { 'users/all.json': '[]\n' },
    },
    good: {
      config: block`
        endpoints:
          GET /users: { mock: { file: ./users/all.json } }
      `,
      files: { 'users/all.json': '[]\n' },
    },
  },
  BW3013: {
    text: 'Browsers would refuse these CORS settings, or they would never match. An origin is a scheme, a host and perhaps a port, without a path; `*` stands alone; and with credentials the origins must be named one by one. Write them as the Origin header of the browser has them.',
    bad: {
      config: block`
        server:
          cors: { origins: ["*"], credentials: true }
        endpoints: {}
      `,
    },
    good: {
      config: block`
        server:
          cors: { origins: ["https://shop.example"], credentials: true }
        endpoints: {}
      `,
    },
  },
  BW3014: {
    text: 'Two settings are in order each, but together one of them can never count: for example, the headers get more time than the whole request they belong to. Whoever changes the one that does not count sees no effect. Change one of the two. This is a warning.',
    bad: {
      config: block`
        server: { timeout: 5s, header_timeout: 10s }
        endpoints: {}
      `,
    },
    good: {
      config: block`
        server: { timeout: 15s, header_timeout: 10s }
        endpoints: {}
      `,
    },
  },
  BW3901: {
    text: 'A program that uses Backworks as a library asked it to serve a configuration with errors. Serving a part of it would hide the mistakes, so nothing is served. Look at the diagnostics of `load()` before `start()`, or run `backworks validate` and mend what it reports.',
    bad: {
      config: block`
        endpoints:
          GET /users: { mock: { stauts: 201 } }
      `,
      when: 'a program calls `app.start()` with it',
    },
    good: {
      config: block`
        endpoints:
          GET /users: { mock: { status: 201 } }
      `,
    },
  },
  BW3902: {
    text: 'The file is in order, but something that an endpoint needs could not be made ready when the server started or the file was saved. It may be a file that is too large to hold in memory, or one that vanished in that moment. The message names the endpoint and the reason; a running server keeps the configuration it had.',
    bad: {
      config: block`
        endpoints:
          GET /film: { mock: { file: ./film.mp4 } }
      `,
      when: 'film.mp4 is larger than 2 GiB',
    },
    good: {
      config: block`
        endpoints:
          GET /film: { mock: { file: ./trailer.mp4 } }
      `,
      files: { 'trailer.mp4': 'a short film\n' },
    },
  },
  BW3101: {
    text: 'An answer has one body, and this mock names two sources for it. `body` is sent as JSON, `text` as text, and `file` as the bytes of a file. Keep the one you mean.',
    bad: {
      config: block`
        endpoints:
          GET /hello: { mock: { text: Hello!, body: { text: Hello! } } }
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /hello: { mock: { text: Hello! } }
      `,
    },
  },
  BW3102: {
    text: 'Answers with status 204, 205 or 304 never have a body; a client would take its bytes for the beginning of the next answer. Remove the body, or choose a status that has one, such as 200.',
    bad: {
      config: block`
        endpoints:
          DELETE /users/{id}: { mock: { status: 204, body: { ok: true } } }
      `,
    },
    good: {
      config: block`
        endpoints:
          DELETE /users/{id}: { mock: { status: 204 } }
      `,
    },
  },
  BW3103: {
    text: 'Headers such as Content-Length, Transfer-Encoding and Connection follow from the body and the connection. A wrong value would let two answers run into each other, so only the server sets them. Remove the line.',
    bad: {
      config: block`
        endpoints:
          GET /hello: { mock: { headers: { content-length: 6 }, text: Hello! } }
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /hello: { mock: { text: Hello! } }
      `,
    },
  },
  BW3104: {
    text: 'A header is one line of Latin-1 characters (RFC 9110, section 5.5), and this value has a line break or a character beyond that. It could not be sent, or it would smuggle in another header. Encode such characters, for example with percent signs, or send the text in the body.',
    bad: {
      config: block`
        endpoints:
          GET /hello: { mock: { headers: { x-mood: "☀" } } }
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /hello: { mock: { headers: { x-mood: "%E2%98%80" } } }
      `,
    },
  },
  BW3105: {
    text: 'The delay is longer than a timer can wait, which is a little more than 24 days. The timer would end at once instead of late. Choose a shorter delay; to show a request that is never answered, a few minutes will do.',
    bad: {
      config: block`
        endpoints:
          GET /late: { mock: { delay: 30d } }
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /late: { mock: { delay: 5m } }
      `,
    },
  },
} as const satisfies Readonly<
  Record<Exclude<CodesOf<'BW3'>, CodesOf<'BW32' | 'BW33' | 'BW34'>>, Explanation>
>;
