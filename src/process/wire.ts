import type { Duplex } from 'node:stream';
import { type ChannelLimits, Unasked } from './channel-limits.ts';
import { type Frame, writeHead } from './frames.ts';
import { Outbox } from './outbox.ts';
import { ChannelError } from './process-error.ts';

/** What the two directions of a channel share: its limits, what leaves, and what came unasked. */
export class Wire {
  readonly limits: ChannelLimits;
  readonly outbox: Outbox;
  readonly unasked: Unasked;
  /** Called whenever a call or a stream is over. */
  readonly settle: () => void;

  constructor(stream: Duplex, limits: ChannelLimits, settle: () => void) {
    this.limits = limits;
    this.outbox = new Outbox(stream);
    this.unasked = new Unasked(limits.maxUnasked);
    this.settle = settle;
  }

  get isFull(): boolean {
    return this.outbox.size > this.limits.maxQueued;
  }

  /** Sends a frame of bounded size. */
  put(frame: Frame, payload?: Uint8Array): void {
    this.outbox.put(writeHead(frame), payload);
  }

  /**
   * Sends what a user of the channel gave us.
   *
   * @throws ChannelError when it is longer than allowed
   * @throws TypeError for what JSON cannot say
   */
  putChecked(frame: Frame, payload: Uint8Array | undefined): void {
    const { maxHead, maxPayload } = this.limits;
    const head = writeHead(frame);
    // No character takes more than three bytes.
    if (head.length * 3 > maxHead && Buffer.byteLength(head) > maxHead) {
      throw new ChannelError('too_large', `the parameters or the result have more than ${maxHead} bytes`);
    }
    if (payload !== undefined && payload.length > maxPayload) {
      throw new ChannelError('too_large', `the payload has more than ${maxPayload} bytes: use a stream`);
    }
    this.outbox.put(head, payload);
  }
}
