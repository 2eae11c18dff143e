import { connect, type TLSSocket } from 'node:tls';

/** Frame types and flags of RFC 9113, section 6. */
export const TYPES = {
  data: 0,
  headers: 1,
  priority: 2,
  reset: 3,
  settings: 4,
  ping: 6,
  goaway: 7,
  window: 8,
  continuation: 9,
} as const;

export const END_STREAM = 1;
export const END_HEADERS = 4;

export const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'latin1');

export function frame(
  type: number,
  flags: number,
  stream: number,
  payload: Buffer = Buffer.alloc(0),
): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** A number as the payload of four bytes. */
export function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A header field as HPACK writes it without any table (RFC 7541, section 6.2.2); texts below 127 bytes. */
export function field(name: string, value: string): Buffer {
  return Buffer.concat([
    Buffer.from([0, name.length]),
    Buffer.from(name, 'latin1'),
    Buffer.from([value.length]),
    Buffer.from(value, 'latin1'),
  ]);
}

/** The headers of a request; methods and https have fixed numbers (RFC 7541, appendix A). */
export function requestBlock(path: string, method: 'GET' | 'POST' = 'GET'): Buffer {
  const fixed = Buffer.from([method === 'GET' ? 0x82 : 0x83, 0x87]);
  return Buffer.concat([fixed, field(':path', path), field(':authority', 'localhost')]);
}

/** What every connection begins with. */
export const OPENING = Buffer.concat([PREFACE, frame(TYPES.settings, 0, 0)]);

/** A client that sends frames as they are. */
export class FrameClient {
  readonly socket: TLSSocket;
  readonly ready: Promise<void>;
  readonly closed: Promise<void>;
  received = Buffer.alloc(0);

  constructor(port: number, protocol: 'h2' | 'http/1.1' = 'h2') {
    this.socket = connect({ port, host: '127.0.0.1', ALPNProtocols: [protocol], rejectUnauthorized: false });
    this.ready = new Promise((resolve) => {
      this.socket.once('secureConnect', resolve).once('close', () => resolve());
    });
    this.closed = new Promise((resolve) => void this.socket.once('close', () => resolve()));
    this.socket.on('error', () => {});
    this.socket.on('data', (chunk: Buffer) => {
      this.received = Buffer.concat([this.received, chunk]);
    });
  }

  /** Sends as long as the server takes any. @returns false when the connection is gone */
  async send(bytes: Buffer): Promise<boolean> {
    await this.ready;
    if (this.socket.destroyed) return false;
    await new Promise((resolve) => {
      this.socket.write(bytes, resolve);
    });
    return !this.socket.destroyed;
  }

  /** Frames of one type that came so far. */
  frames(type: number): Buffer[] {
    const found: Buffer[] = [];
    for (let at = 0; at + 9 <= this.received.length; ) {
      const size = this.received.readUIntBE(at, 3);
      if (this.received[at + 3] === type) found.push(this.received.subarray(at, at + 9 + size));
      at += 9 + size;
    }
    return found;
  }
}
