import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { readAll, socketPair } from '../../test/support/channels.ts';
import { exchangeOf, keepEvents, manifestOf, portOf, SILENT } from '../../test/support/plugins.ts';
import { ManualClock } from '../base/clock.ts';
import { Deadlines } from './guard/deadlines.ts';
import { PluginInstance } from './instance.ts';
import type { PluginPort } from './port.ts';

async function taking(upgrade: PluginPort['upgrade'], head = '') {
  const clock = new ManualClock();
  const { bus } = keepEvents();
  const options = {
    name: 'shop',
    maxExecutionTime: 100,
    handlerTime: 1_000,
    folder: '/',
    critical: false,
    concurrency: 1,
  };
  const services = { bus, clock, deadlines: new Deadlines(clock) };
  const instance = new PluginInstance(manifestOf(), options, services, SILENT);
  instance.attach(portOf({ upgrade }));
  const [near, socket] = await socketPair();
  const seen = { opened: 0 };
  const connection = {
    request: {} as IncomingMessage,
    socket,
    head: Buffer.from(head),
    opened() {
      seen.opened += 1;
    },
  };
  const take = () => instance.takeOver(3, exchangeOf({ path: '/socket' }), connection);
  return { instance, near, socket, seen, take };
}

describe('a connection that a plugin takes over', () => {
  it('is its own from its first byte on, with what the client sent already', async () => {
    const { near, seen, take } = await taking(async (route, call, connection) => {
      expect([route, call.request.path, call.settings, seen.opened]).toEqual([3, '/socket', {}, 0]);
      connection.write(Buffer.from('hello '));
      connection.write(Buffer.from('and '));
      const [first] = await once(connection.readable as NodeJS.ReadableStream, 'data');
      connection.write(first as Buffer);
      connection.end();
    }, 'early');
    const told = readAll(near);
    await take();
    expect([String(await told), seen.opened]).toEqual(['hello and early', 1]);
  });

  it('is open also when it is ended without a byte', async () => {
    const { near, seen, take } = await taking(async (_route, _call, connection) => connection.end());
    await take();
    expect([(await readAll(near)).length, seen.opened]).toEqual([0, 1]);
  });

  it('is the server’s again when the plugin fails before that', async () => {
    const { socket, seen, take } = await taking(async () => {
      throw new Error('no room');
    });
    await expect(take()).rejects.toMatchObject({ code: 'BW6081', message: 'the plugin "shop": no room' });
    expect([socket.destroyed, seen.opened]).toEqual([false, 0]);
  });

  it('breaks off when the plugin fails behind that', async () => {
    const { near, socket, take } = await taking(async (_route, _call, connection) => {
      connection.write(Buffer.from('begun'));
      throw new Error('torn');
    });
    near.on('error', () => {});
    near.resume();
    await take();
    expect(socket.destroyed).toBe(true);
  });

  it('is refused while the plugin does not run', async () => {
    const { instance, socket, take } = await taking(async () => {});
    instance.detach('failed', 'gone');
    await expect(take()).rejects.toMatchObject({ code: 'BW6083', message: 'the plugin "shop" does not run' });
    expect(socket.destroyed).toBe(false);
  });
});
