import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Channel, type ChannelLimits, type Handlers } from './channel.ts';
import { type HardenOptions, harden } from './harden.ts';
import { EndedError } from './process-error.ts';
import { ownFigures } from './usage.ts';

export interface ServeOptions extends Handlers, HardenOptions {
  readonly limits?: Partial<ChannelLimits>;
}

/** Ends the process. @param complaint what went wrong, if anything did */
export type Exit = (code: number, complaint: string | undefined) => void;

/**
 * The child's side of a channel: hardens this process, says hello, and ends the process when the channel ends, so
 * that no child outlives its parent.
 *
 * @param descriptor as BACKWORKS_CHANNEL_FD names it
 */
export function serveChannel(descriptor: number, options: ServeOptions): Channel {
  // Whatever runs here later may replace them.
  const [exit, kill] = [process.exit.bind(process), process.kill.bind(process)];
  harden(process, options);
  const socket = new Socket({ fd: descriptor, readable: true, writable: true });
  return serveStream(socket, options, (code, complaint) => {
    if (complaint !== undefined) process.stderr.write(`${complaint}\n`);
    endGroup(kill);
    exit(code);
  });
}

/** Asks what this process started to end, too: a parent that was killed cannot. */
function endGroup(kill: typeof process.kill): void {
  // The first process of a sandbox takes everything with it when it ends.
  if (process.pid === 1) return;
  process.on('SIGTERM', () => {});
  try {
    kill(-process.pid, 'SIGTERM');
  } catch {
    // It leads no group: somebody else is to see to that.
  }
}

/** The same over any stream, and without hardening. */
export function serveStream(stream: Duplex, options: ServeOptions, exit: Exit): Channel {
  const channel = new Channel(stream, {
    side: 'child',
    answer: (call) => options.answer(call),
    note: (method, params, payload) => options.note?.(method, params, payload),
    figures: ownFigures,
    ...(options.limits && { limits: options.limits }),
  });
  void channel.closed.then((reason) => {
    const isFault = reason !== undefined && !(reason instanceof EndedError);
    exit(isFault ? 1 : 0, isFault ? String(reason) : undefined);
  });
  return channel;
}
