/** The other side broke the rules of the protocol. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

/** The other side ended the channel. */
export class EndedError extends Error {
  override readonly name = 'EndedError';
}

/**
 * | code      | the call                                                                       |
 * |-----------|--------------------------------------------------------------------------------|
 * | closed    | cannot be answered any more; the cause says why, such as how the child ended    |
 * | busy      | was not sent, because as many calls or bytes as allowed are on their way        |
 * | late      | had no answer within its timeout; the other side was told                      |
 * | too_large | was not sent, because its parameters or its payload are beyond the limit        |
 */
export type ChannelErrorCode = 'closed' | 'busy' | 'late' | 'too_large';

/** A call that the channel itself could not bring to an end. */
export class ChannelError extends Error {
  override readonly name = 'ChannelError';
  readonly code: ChannelErrorCode;

  constructor(code: ChannelErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A child process that could not be started: which command, and the reason the system gave. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';
  /** As the system calls it, such as ENOENT, EACCES or EAGAIN. */
  readonly code: string | undefined;

  constructor(message: string, code: string | undefined, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
