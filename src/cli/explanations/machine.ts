import { block, type CodesOf, type Explanation } from './explanation.ts';

const shop = block`
  endpoints:
    GET /users: { mock: { body: [] } }
`;

const typo = shop.replace('mock: {', 'mock: { stauts: 200,');

const files = { 'backworks.yaml': shop };

/** BW7xxx: ports, permissions and files of the machine. */
export const machine = {
  BW7001: {
    text: 'Another program already listens on this address, often an earlier run of the same server. Two programs cannot share one port. Stop the other one, or choose another port with --port or `server.port`; --port 0 takes a free one.',
    bad: {
      command: 'backworks start --port 4000',
      files,
      when: 'another program listens on port 4000',
    },
    good: { command: 'backworks start --port 0', files },
  },
  BW7002: {
    text: 'The system does not let this user listen on this address. On most systems ports below 1024 are reserved for administrators. Choose a higher port and let a proxy or a port mapping lead to it, or give the program the right to use this one.',
    bad: {
      command: 'backworks start --port 80',
      files,
      when: 'you are no administrator',
    },
    good: { command: 'backworks start --port 0', files },
  },
  BW7003: {
    text: 'The host to listen on is no address of this machine, or its name cannot be resolved. A server listens on an address of its own: 127.0.0.1 for this machine alone, 0.0.0.0 for all of its networks. Mend --host or `server.host`.',
    bad: { command: 'backworks start --host 192.0.2.1 --port 0', files },
    good: { command: 'backworks start --host 127.0.0.1 --port 0', files },
  },
  BW7004: {
    text: 'The result of the command could not be written to standard output, mostly because a disk is full. A result that nobody can read is none, so the command does not claim success. Make room where the output goes, or send it somewhere else.',
    bad: {
      command: 'backworks validate --json',
      files,
      when: 'the output goes to a disk that is full',
    },
    good: { command: 'backworks validate --json', files },
  },
  BW7005: {
    text: 'The command was to mend a file and may not write it, or the disk is full. Every file is written as a whole or not at all, and the message says what was written before. Change the permissions, or take the diff of --fix --dry-run and apply it elsewhere.',
    bad: {
      command: 'backworks validate --fix --yes',
      files: { 'backworks.yaml': typo },
      when: 'you may not write backworks.yaml',
    },
    good: { command: 'backworks validate --fix --dry-run', files },
  },
  BW7006: {
    text: 'While the command worked out how to mend a file, somebody else saved or removed it. Writing now would undo that work without a word, so the file is left as it is. Run the command again; it begins with what stands there now.',
    bad: {
      command: 'backworks validate --fix --yes',
      files: { 'backworks.yaml': typo },
      when: 'an editor saves backworks.yaml in the same moment',
    },
    good: { command: 'backworks validate --fix --yes', files },
  },
  BW7010: {
    text: 'The file was saved with a change that a running server cannot take over, such as another host or another size of headers: they belong to a socket that is open already. The server goes on with the configuration it had. Stop it and start it again to use the new one.',
    bad: {
      config: `server: { host: "::1" }\n${shop}`,
      when: 'the server runs with `host: 127.0.0.1`',
    },
    good: { config: `server: { host: "::1" }\n${shop}` },
  },
  BW7030: {
    text: 'There is no program of the name that stands behind `--`. It is looked for as a shell does: in the folders of PATH, or at its path when there is a slash in it. The API was stopped again, and the exit code is that of shells, 127. Programs of npm packages are found with `npx`, or as scripts with `npm run`.',
    bad: { command: 'backworks exec -- nod --version', files },
    good: { command: 'backworks exec -- node --version', files },
  },
  BW7031: {
    text: 'What stands behind `--` is there, and the system does not run it: it is no executable file, it is a folder, or its arguments are too long. The API was stopped again, and the exit code is that of shells, 126. Make the file executable with chmod +x, or name the program that reads it.',
    bad: { command: 'backworks exec -- ./test.sh', files: { ...files, 'test.sh': 'echo passed\n' } },
    good: { command: 'backworks exec -- sh test.sh', files: { ...files, 'test.sh': 'echo passed\n' } },
  },
} as const satisfies Readonly<
  Record<Exclude<CodesOf<'BW7'>, CodesOf<'BW702'> | CodesOf<'BW704'>>, Explanation>
>;
