import { block, type CodesOf, type Explanation } from './explanation.ts';

const token = block`
  endpoints:
    GET /token: { mock: { text: "\${TOKEN}" } }
`;

const port = block`
  server: { port: "\${SHOP_PORT}" }
  endpoints: {}
`;

/** BW5xxx: variables of the environment and of .env files. */
export const variables = {
  BW5001: {
    text: 'The file reads a variable that neither the environment nor an .env file sets, and it has no default. Going on with an empty text would hide the mistake until it does harm. Set the variable, write it into .env, or give a default with ${NAME:-default}.',
    bad: { config: token },
    good: { config: token, variables: { TOKEN: 'abc' } },
  },
  BW5002: {
    text: 'The variable is set, but its text is not of the type that the setting takes, such as a word where a number is wanted. The value itself is not shown, since it may be a secret. Set it to a value of the type that the report names.',
    bad: { config: port, variables: { SHOP_PORT: 'http' } },
    good: { config: port, variables: { SHOP_PORT: '8080' } },
  },
  BW5003: {
    text: 'An expression stands in a setting that is read once, when the file is loaded. There is no request yet that it could read. Write a plain value, or a variable of the environment in upper case; answers such as body, text and headers are where expressions work.',
    bad: {
      config: block`
        server: { host: "\${headers.host}" }
        endpoints: {}
      `,
    },
    good: {
      config: block`
        server: { host: "\${SHOP_HOST:-127.0.0.1}" }
        endpoints: {}
      `,
    },
  },
  BW5004: {
    text: 'This looks like a variable of the environment, but is not written as one. Names are in upper case, a default stands behind `:-`, and a message for a variable that must be set behind `:?`. Write one of the three forms; a literal ${ is written $${.',
    bad: {
      config: block`
        name: "\${shop_name:-shop}"
        endpoints: {}
      `,
    },
    good: {
      config: block`
        name: "\${SHOP_NAME:-shop}"
        endpoints: {}
      `,
    },
  },
  BW5005: {
    text: 'A line of an .env file is neither a variable nor a comment, so it has no effect. Mostly the equals sign is missing, or a comment has no `#`. Write NAME=value on one line; values with spaces or `#` stand in quotes. This is a warning.',
    bad: { config: token, files: { '.env': 'the token of the shop\nTOKEN=abc\n' } },
    good: { config: token, files: { '.env': '# the token of the shop\nTOKEN=abc\n' } },
  },
  BW5006: {
    text: 'The file .env.example lists the variables that this project needs, and some of them are set nowhere. What needs them will miss them, now or later. Copy their lines into .env and give them values; remove from the example what nobody needs any more. This is a warning.',
    bad: {
      config: token,
      files: { '.env': 'TOKEN=abc\n', '.env.example': 'TOKEN=\nSHOP_PORT=\n' },
    },
    good: {
      config: token,
      files: { '.env': 'TOKEN=abc\nSHOP_PORT=4000\n', '.env.example': 'TOKEN=\nSHOP_PORT=\n' },
    },
  },
  BW5007: {
    text: 'The file reads a variable without a default, and .env.example does not list it. Whoever copies the example to begin with will miss that variable. Add its name to .env.example, without the value. This is a warning.',
    bad: { config: token, files: { '.env': 'TOKEN=abc\n', '.env.example': '# nothing yet\n' } },
    good: { config: token, files: { '.env': 'TOKEN=abc\n', '.env.example': 'TOKEN=\n' } },
  },
} as const satisfies Readonly<Record<CodesOf<'BW5'>, Explanation>>;
