import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';

/** What keeps a certificate and a private key from being shown to clients. */
export interface PairFault {
  readonly code: 'BW3321' | 'BW3322' | 'BW3323';
  readonly culprit: 'cert' | 'key';
  /** A sentence about the culprit. */
  readonly message: string;
  readonly hint?: string;
}

/** When clients accept a certificate. */
export interface Validity {
  readonly from: Date;
  readonly to: Date;
}

export interface PairReport {
  /** None when the two can be used. */
  readonly faults: readonly PairFault[];
  /** Undefined when the two cannot be used. */
  readonly validity: Validity | undefined;
}

/** How sentences call the two. */
export type NameOf = (one: 'cert' | 'key') => string;

/** Looks at the contents of the two files as TLS will. */
export function checkPair(cert: Buffer, key: Buffer, nameOf: NameOf): PairReport {
  const certificate = attempt(() => new X509Certificate(pemOnly(cert)));
  const privateKey = attempt(() => createPrivateKey(pemOnly(key)));
  const faults: PairFault[] = [];
  if (certificate instanceof Error)
    faults.push({ code: 'BW3321', culprit: 'cert', message: `${nameOf('cert')} is no certificate in PEM` });
  if (privateKey instanceof Error) faults.push(keyFault(key, nameOf));
  if (certificate instanceof Error || privateKey instanceof Error) return unusable(...faults);
  if (!certificate.checkPrivateKey(privateKey)) {
    const message = `${nameOf('key')} is not the key of ${nameOf('cert')}`;
    return unusable({ code: 'BW3323', culprit: 'key', message });
  }
  const context = attempt(() => createSecureContext({ cert, key }));
  if (context instanceof Error) {
    const message = `${nameOf('cert')} cannot be used: ${reasonOf(context)}`;
    return unusable({ code: 'BW3321', culprit: 'cert', message });
  }
  const { validFrom, validTo } = certificate;
  return { faults: [], validity: { from: new Date(validFrom), to: new Date(validTo) } };
}

function unusable(...faults: readonly PairFault[]): PairReport {
  return { faults, validity: undefined };
}

/** DER would be read, too, but not by TLS. */
function pemOnly(content: Buffer): Buffer {
  if (!content.includes('-----BEGIN ')) throw new Error('there is no PEM block');
  return content;
}

function keyFault(key: Buffer, nameOf: NameOf): PairFault {
  const base = { code: 'BW3322', culprit: 'key' } as const;
  if (!key.includes('ENCRYPTED')) return { ...base, message: `${nameOf('key')} is no private key in PEM` };
  return {
    ...base,
    message: `${nameOf('key')} is a private key with a passphrase`,
    hint: 'write one without: openssl pkey -in FILE -out NEW_FILE, and keep it to yourself: chmod 600 NEW_FILE',
  };
}

/** What OpenSSL says, without the numbers around it. */
function reasonOf({ message }: Error): string {
  return message.split(':').at(-1) ?? message;
}

function attempt<Value>(work: () => Value): Value | Error {
  try {
    return work();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
