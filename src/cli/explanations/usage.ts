import { block, type CodesOf, type Explanation } from './explanation.ts';

const files = {
  'backworks.yaml': block`
    endpoints:
      GET /users: { mock: { body: [] } }
  `,
};

/** BW8xxx: the command line. */
export const usage = {
  BW8001: {
    text: 'The first word is none of the commands. Nothing was done, since guessing could start or overwrite something. The message proposes the nearest command; `backworks --help` lists all of them.',
    bad: { command: 'backworks validat', files },
    good: { command: 'backworks validate', files },
  },
  BW8002: {
    text: 'The command has no such option. An option that is ignored would make you believe that it worked, so nothing was done. The message proposes the nearest one; the command with --help lists all it takes.',
    bad: { command: 'backworks validate --qiet', files },
    good: { command: 'backworks validate --quiet', files },
  },
  BW8003: {
    text: 'An option or an argument has a value that the command cannot use: a port that is no number, a name that is not in the list, a folder that is not there, a value too many or none where one is needed. Nothing was done. The message says what is taken.',
    bad: { command: 'backworks start --port http', files },
    good: { command: 'backworks start --port 0', files },
  },
  BW8004: {
    text: 'The command has a question, and there is no terminal to ask on: it runs in a script, in CI or for an agent, or --no-input was given. Waiting for an answer would never end. Say everything with flags, or take the defaults with --yes.',
    bad: { command: 'backworks init' },
    good: { command: 'backworks init shop' },
  },
  BW8005: {
    text: 'The command would write files that are there already, or something of another kind has their place. Your files are not touched without being told. Choose another folder, or overwrite the files of the template with --force; all others are kept.',
    bad: { command: 'backworks init --yes', files },
    good: { command: 'backworks init shop', files },
  },
  BW8006: {
    text: 'The folder cannot be made or written: you may not do it, the disk is full or its name is too long. Everything is written or nothing, so nothing is left behind. Choose another folder, or change its permissions.',
    bad: { command: 'backworks init /usr/share/shop', when: 'you may not write into /usr/share' },
    good: { command: 'backworks init shop' },
  },
  BW8007: {
    text: 'The command was to list a plugin in the configuration, and the file is none that it can write an entry into without changing anything else: it comes from standard input, it is JSON, or its `plugins:` stands somewhere else. Nothing was written. The message shows the entry; put it where it belongs, or name a file in YAML with -c.',
    bad: {
      command: 'backworks plugin new hello --yes',
      files: { 'backworks.json': '{ "endpoints": { "GET /users": { "mock": { "body": [] } } } }\n' },
    },
    good: { command: 'backworks plugin new hello --yes', files },
  },
} as const satisfies Readonly<Record<CodesOf<'BW8'>, Explanation>>;
