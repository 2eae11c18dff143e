import type { ErrorCode } from '../../src/base/errors.ts';

/** Where a code is provoked whose sample cannot be tried out as it stands. */
interface Elsewhere {
  /** The test, from the root; it names the code. */
  readonly file: string;
  /** What keeps the sample from being tried out. */
  readonly reason: string;
}

export const elsewhere: Partial<Readonly<Record<ErrorCode, Elsewhere>>> = {
  BW1007: {
    file: 'test/config/hostile-files.test.ts',
    reason: 'nobody wants to read a sample of 8 MiB',
  },
  BW1019: {
    file: 'test/config/hostile-files.test.ts',
    reason: 'it takes more than 10,000 mistakes',
  },
  BW6060: {
    file: 'test/server/rate-limit.test.ts',
    reason: 'it takes more than one request',
  },
  BW1025: {
    file: 'test/explanations/machine.test.ts',
    reason: 'it takes more than 1,000 files',
  },
  BW3009: {
    file: 'src/config/resolve/modes.test.ts',
    reason: 'its sample has a mode that is not there yet',
  },
  BW7041: {
    file: 'test/plugins/sandbox.test.ts',
    reason: 'it takes a machine without a sandbox',
  },
  BW3325: {
    file: 'test/tls/tls.test.ts',
    reason: 'it takes the rights of a file',
  },
  BW3901: {
    file: 'test/explanations/engine.test.ts',
    reason: 'commands look at the diagnostics first, so that only a program gets this far',
  },
  BW3902: {
    file: 'test/reload/reload.test.ts',
    reason: 'it takes a file of 2 GiB',
  },
  BW6011: {
    file: 'src/core/service.test.ts',
    reason: 'it takes several connections at once',
  },
  BW6012: {
    file: 'test/explanations/engine.test.ts',
    reason: 'the request must come while the server stops',
  },
  BW6016: {
    file: 'src/core/body.test.ts',
    reason: 'the client must go away in the middle',
  },
  BW6018: {
    file: 'test/explanations/engine.test.ts',
    reason: 'no mode we have gives such an answer',
  },
  BW6019: {
    file: 'test/explanations/engine.test.ts',
    reason: 'the request must come before the first configuration',
  },
  BW6033: {
    file: 'test/modes/static-changes.test.ts',
    reason: 'the file must change while it is sent',
  },
  BW6034: {
    file: 'test/modes/static-descriptors.test.ts',
    reason: 'it takes a process without descriptors to spare',
  },
  BW6041: {
    file: 'test/proxy/forward.test.ts',
    reason: 'it takes a target that breaks off',
  },
  BW6042: {
    file: 'test/proxy/forward.test.ts',
    reason: 'it takes a target that accepts nobody',
  },
  BW6043: {
    file: 'test/proxy/forward.test.ts',
    reason: 'it takes a target that does not answer',
  },
  BW6044: {
    file: 'test/proxy/forward.test.ts',
    reason: 'the target must be the server itself',
  },
  BW6070: {
    file: 'src/core/slow-clients.test.ts',
    reason: 'the client must stop reading',
  },
  BW7001: {
    file: 'test/cli/dev.test.ts',
    reason: 'another program must hold the port',
  },
  BW7002: {
    file: 'test/explanations/machine.test.ts',
    reason: 'it takes a user without rights',
  },
  BW7004: {
    file: 'test/cli/lost-output.test.ts',
    reason: 'it takes a full disk',
  },
  BW7005: {
    file: 'src/cli/fix/rewrite.test.ts',
    reason: 'the file must be one that may not be written',
  },
  BW7006: {
    file: 'src/cli/fix/rewrite.test.ts',
    reason: 'the file must change in the same moment',
  },
  BW7010: {
    file: 'test/reload/reload.test.ts',
    reason: 'a server must run with other settings',
  },
  BW7020: {
    file: 'src/core/tls/self-signed.test.ts',
    reason: 'the package must be missing',
  },
  BW7021: {
    file: 'src/core/tls/self-signed.test.ts',
    reason: 'it takes a folder that cannot be written',
  },
  BW7022: {
    file: 'src/core/tls/material.test.ts',
    reason: 'the files must change in the same moment',
  },
  BW8006: {
    file: 'test/explanations/machine.test.ts',
    reason: 'it takes a folder that cannot be written',
  },
  BW9001: {
    file: 'src/core/pipeline.test.ts',
    reason: 'it takes a bug',
  },
};
