import { block, type CodesOf, type Explanation } from './explanation.ts';

const users = block`
  endpoints:
    GET /users: { mock: { body: [] } }
`;

const orders = block`
  endpoints:
    GET /orders: { mock: { body: [] } }
`;

/** BW102x: files that are put together from others. */
export const composition = {
  BW1020: {
    text: 'A pattern below `include:` matches no file. A pattern that silently matches nothing would leave out a part of the API. Mend the pattern or remove the line; it is relative to the folder of the file it stands in, `*` stays within a folder and `**` goes through all below.',
    bad: { config: `include: ["./parts/*.yml"]\n${users}`, files: { 'parts/orders.yaml': orders } },
    good: { config: `include: ["./parts/*.yaml"]\n${users}`, files: { 'parts/orders.yaml': orders } },
  },
  BW1021: {
    text: 'A file includes or extends itself, directly or by way of others. It would have to be read before it is read. The message shows the circle; move what both files need into a third one, and let both name that.',
    bad: {
      config: `extends: ./base.yaml\n${users}`,
      files: { 'base.yaml': 'extends: ./backworks.yaml\nserver: { port: 4000 }\n' },
    },
    good: {
      config: `extends: ./base.yaml\n${users}`,
      files: { 'base.yaml': 'server: { port: 4000 }\n' },
    },
  },
  BW1022: {
    text: 'Two files that are included side by side have the same setting. They are equals, so neither wins over the other, and their order in the list must mean nothing. Keep the setting in one of them, or write it into the file that includes both: that one wins.',
    bad: {
      config: 'include: [./users.yaml, ./orders.yaml]\n',
      files: {
        'users.yaml': `server: { port: 4000 }\n${users}`,
        'orders.yaml': `server: { port: 5000 }\n${orders}`,
      },
    },
    good: {
      config: 'include: [./users.yaml, ./orders.yaml]\nserver: { port: 4000 }\n',
      files: { 'users.yaml': users, 'orders.yaml': orders },
    },
  },
  BW1023: {
    text: 'The environment that --env or BACKWORKS_ENV names is not there: `environments:` has no such entry, and there is no .env file of that name. Serving without its settings could, for example, listen where nobody expects it. Mend the name, or add an entry, which may be empty.',
    bad: {
      command: 'backworks start --check --env prod',
      files: { 'backworks.yaml': `${users}environments:\n  production: { server: { port: 8080 } }\n` },
    },
    good: {
      command: 'backworks start --check --env production',
      files: { 'backworks.yaml': `${users}environments:\n  production: { server: { port: 8080 } }\n` },
    },
  },
  BW1024: {
    text: 'The configuration comes from standard input and names other files with `include:` or `extends:`. Such paths are relative to the file they stand in, and standard input is in no folder. Name the file instead of feeding it, or say with --stdin-filename which file the text stands for.',
    bad: {
      command: 'backworks start --check -c - < shop.yaml',
      files: { 'shop.yaml': `include: ./orders.yaml\n${users}`, 'orders.yaml': orders },
    },
    good: {
      command: 'backworks start --check -c shop.yaml',
      files: { 'shop.yaml': `include: ./orders.yaml\n${users}`, 'orders.yaml': orders },
    },
  },
  BW1025: {
    text: 'The configuration is made of more than 1,000 files. Mostly a pattern such as `**/*.yaml` caught a folder that was not meant, and reading on could take for ever. Make the pattern narrower, or join some of the files.',
    bad: { config: 'include: ["./**/*.yaml"]\n', when: 'more than 1,000 files match' },
    good: { config: 'include: ["./api/*.yaml"]\n', files: { 'api/orders.yaml': orders } },
  },
  BW1026: {
    text: 'An environment, or a file over another one, takes something away with `null`, and nothing of that name is there to be taken away. Probably the name is written differently: the endpoint that was to go is still served. Write the name as the weaker file has it, or remove the line.',
    bad: { config: 'extends: ./base.yaml\nendpoints:\n  GET /usrs: null\n', files: { 'base.yaml': users } },
    good: { config: 'extends: ./base.yaml\nendpoints:\n  GET /users: null\n', files: { 'base.yaml': users } },
  },
} as const satisfies Readonly<Record<CodesOf<'BW102'>, Explanation>>;
