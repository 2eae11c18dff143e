import { BackworksError } from '../base/errors.ts';

/** What a forwarded request was doing. */
export type Phase = 'connect' | 'send' | 'first_byte' | 'body';

/** Where the time went, in ms; a phase that was not reached is missing. */
export interface Timings {
  readonly connect?: number;
  readonly send?: number;
  readonly first_byte?: number;
}

/** What a failure is told with: the target's origin, and how far the request came. */
export interface Attempt {
  readonly target: string;
  readonly phase: Phase;
  readonly timings: Timings;
}

/** The time limits, as the file calls them. */
export type Limit = 'connect' | 'first_byte' | 'idle' | 'total';

/** The target took too long. */
export function lateError(limit: Limit, milliseconds: number, attempt: Attempt): BackworksError {
  const what: Readonly<Record<Limit, string>> = {
    connect: `no connection to ${attempt.target}`,
    first_byte: `no answer from ${attempt.target}`,
    idle: `nothing more from ${attempt.target}`,
    total: `${attempt.target} was not done`,
  };
  const message = `${what[limit]} within ${milliseconds} ms (timeouts.${limit})`;
  return new BackworksError(limit === 'connect' ? 'BW6042' : 'BW6043', message, {
    members: membersOf(attempt, `timeouts.${limit}`),
  });
}

/** The connection could not be made, or broke. */
export function brokenError(cause: unknown, attempt: Attempt): BackworksError {
  const { target, phase } = attempt;
  const reason = reasonOf(cause);
  if (codeOf(cause) === 'UND_ERR_CONNECT_TIMEOUT') {
    return new BackworksError('BW6042', `no connection to ${target}: timed out`, {
      cause,
      members: membersOf(attempt, 'timeouts.connect'),
    });
  }
  const members = membersOf(attempt, reason);
  if (phase === 'connect')
    return new BackworksError('BW6040', `cannot connect to ${target}: ${reason}`, { cause, members });
  const when = phase === 'body' ? 'in the middle of its answer' : 'before it answered';
  return new BackworksError('BW6041', `${target} broke off ${when}: ${reason}`, { cause, members });
}

/** The target answered with a status that HTTP does not have (RFC 9110, section 15). */
export function statusError(status: number, attempt: Attempt): BackworksError {
  return new BackworksError('BW6041', `${attempt.target} answered with the status ${status}`, {
    members: membersOf(attempt, 'its status is none of HTTP'),
  });
}

function membersOf({ target, timings }: Attempt, cause: string): Readonly<Record<string, unknown>> {
  const rounded = Object.entries(timings).map(
    ([phase, time]) => [phase, Math.round(time * 10) / 10] as const,
  );
  return { target, cause, timings: Object.fromEntries(rounded) };
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EPIPE: 'connection closed',
  ENOTFOUND: 'host name not found',
  EAI_AGAIN: 'host name cannot be looked up now',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  UND_ERR_SOCKET: 'connection closed',
  UND_ERR_HEADERS_OVERFLOW: 'its headers are too large',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'its body is not as long as it said',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate chain has a self-signed one',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not signed by a trusted authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS there',
};

/** In words that name no path and no data. */
function reasonOf(cause: unknown): string {
  const code = codeOf(cause);
  if (isNoHttp(cause, code))
    return isTlsAlert(cause) ? 'it speaks TLS there: use https://' : 'its answer is not HTTP';
  if (code === undefined) return 'connection failed';
  return REASONS[code] ?? code;
}

/** Both HTTP parsers, undici's and that of Node.js, name what they cannot read in this way. */
function isNoHttp(cause: unknown, code: string | undefined): boolean {
  return code?.startsWith('HPE_') === true || (cause instanceof Error && cause.name === 'HTTPParserError');
}

/** A record of the type `alert`, of any version (RFC 8446, section 5.1): the answer of TLS to plain HTTP. */
function isTlsAlert(cause: unknown): boolean {
  const { data, rawPacket } = cause as { data?: string; rawPacket?: Buffer };
  return (data ?? rawPacket?.toString('latin1') ?? '').startsWith('\x15\x03');
}

function codeOf(cause: unknown): string | undefined {
  const { code, errors } = (cause ?? {}) as { code?: string; errors?: readonly { code?: string }[] };
  // Several addresses were tried: what the last one said is as good as any.
  return code ?? errors?.at(-1)?.code;
}
