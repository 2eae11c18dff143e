import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { exchangeOf, manifestOf } from '../../../test/support/plugins.ts';
import type { Channel } from '../../process/channel.ts';
import { Call } from '../call.ts';
import { RemotePort } from './remote-port.ts';

it('takes no more of what a plugin writes to a connection than its client does', async () => {
  const stream = Readable.from(['a', 'b', 'c'].map((text) => Buffer.from(text)));
  const channel = { call: async () => ({ stream }) } as unknown as Channel;
  const port = new RemotePort(manifestOf({}), channel);
  const written: string[] = [];
  let goOn = () => {};
  let ended: Promise<void> | undefined;
  const held = new Promise<void>((resolve) => {
    const connection = {
      readable: Readable.from([]),
      write: (chunk: Uint8Array) => written.push(String(chunk)) !== 2,
      taken: () => {
        resolve();
        return new Promise<void>((took) => {
          goOn = took;
        });
      },
      end: () => void written.push('end'),
    };
    const owner = { log: {} as never, remembered: () => {} };
    ended = port.upgrade(0, new Call(exchangeOf(), owner, {}, false), connection);
  });
  await held;
  await new Promise(setImmediate);
  expect(written).toEqual(['a', 'b']);
  goOn();
  await ended;
  expect(written).toEqual(['a', 'b', 'c', 'end']);
});
