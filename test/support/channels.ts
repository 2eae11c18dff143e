import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { Channel, type ChannelOptions } from '../../src/process/channel.ts';

/** Both ends of a connection over loopback. */
export async function socketPair(): Promise<[Socket, Socket]> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const near = connect((server.address() as { port: number }).port, '127.0.0.1');
  const [far] = (await once(server, 'connection')) as [Socket];
  server.close();
  onTestFinished(() => {
    near.destroy();
    far.destroy();
  });
  return [near, far];
}

type Side = Partial<Omit<ChannelOptions, 'side'>>;

/** Two channels that talk to each other. The parent's comes first. */
export async function channelPair(child: Side = {}, parent: Side = {}): Promise<[Channel, Channel]> {
  const [near, far] = await socketPair();
  const answer = () => ({});
  const pair: [Channel, Channel] = [
    new Channel(near, { answer, ...parent, side: 'parent' }),
    new Channel(far, { answer, ...child, side: 'child' }),
  ];
  await Promise.all(pair.map((channel) => channel.ready));
  return pair;
}

/** A parent's channel, and the bare socket of a child that says what the test writes. */
export async function bareChild(parent: Side = {}): Promise<[Channel, Socket]> {
  const [near, far] = await socketPair();
  far.on('error', () => {});
  far.resume();
  far.write('{"t":"hello","v":1}\n');
  const channel = new Channel(near, { answer: () => ({}), ...parent, side: 'parent' });
  await channel.ready;
  return [channel, far];
}

/** What was read of a stream in the end. */
export async function readAll(stream: NodeJS.ReadableStream | undefined): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream ?? []) parts.push(Buffer.from(part as Buffer));
  return Buffer.concat(parts);
}
