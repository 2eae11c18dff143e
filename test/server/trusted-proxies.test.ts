import { describe, expect, it, onTestFinished } from 'vitest';
import type { ServerSettings } from '../../src/contracts/config.ts';
import type { Responder } from '../../src/contracts/mode.ts';
import { get, jsonOf, type Served, serve } from '../support/engine.ts';

/** Answers with what the exchange knows of its client. */
const whoami: Responder['answer'] = ({ client, scheme, host, peerTrusted }, sink) => {
  sink.head(200, ['content-type', 'application/json']);
  sink.data(JSON.stringify({ ip: client.ip, scheme, host, peerTrusted }));
  sink.end();
};

async function started(settings: Partial<ServerSettings>, options = {}): Promise<Served> {
  const served = await serve({ '/': whoami }, { settings, ...options });
  onTestFinished(async () => void (await served.engine.stop(0)));
  return served;
}

const answerTo = (served: Served, path: string, ...headers: string[]) =>
  served
    .connect()
    .send(get(path, ...headers))
    .toEnd();

describe('a request through a proxy', () => {
  it('is the client’s when the proxy is trusted', async () => {
    const served = await started({ trustedProxies: ['127.0.0.1'] });
    const answer = await answerTo(
      served,
      '/',
      'Forwarded: for="[2001:db8::1]:80";proto=https;host=shop.example',
    );
    expect(jsonOf(answer)).toEqual({
      ip: '2001:db8::1',
      scheme: 'https',
      host: 'shop.example',
      peerTrusted: true,
    });
    expect((await served.ends(1))[0]).toMatchObject({ client: '2001:db8::1' });
  });

  it.each([
    ['nobody is trusted', []],
    ['others are trusted', ['10.0.0.0/8', '::1', 'private']],
  ])('is the proxy’s when %s', async (_when, trustedProxies) => {
    const served = await started({ trustedProxies });
    const answer = await answerTo(
      served,
      '/',
      'Forwarded: for=192.0.2.1;proto=https;host=shop.example',
      'X-Forwarded-For: 192.0.2.1',
      'X-Forwarded-Proto: https',
      'X-Forwarded-Host: shop.example',
    );
    expect(jsonOf(answer)).toEqual({
      ip: '127.0.0.1',
      scheme: 'http',
      host: 'localhost',
      peerTrusted: false,
    });
    expect((await served.ends(1))[0]).toMatchObject({ client: '127.0.0.1' });
  });

  it('survives whatever the headers hold', async () => {
    const served = await started({ trustedProxies: ['loopback'] });
    let state = 9;
    const random = (limit: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * limit);
    };
    const pieces = [
      'for=',
      '192.0.2.1',
      '"',
      '[',
      ']',
      ':',
      '::1',
      ',',
      ';',
      ' ',
      '\\',
      'proto=',
      'https',
      '_x',
      '%',
      '\u00ff',
      '10.0.0.1',
    ];
    const line = () => Array.from({ length: random(30) }, () => pieces[random(pieces.length)]).join('');
    for (let round = 0; round < 300; round++) {
      const answer = await answerTo(
        served,
        '/',
        `Forwarded: ${line()}`,
        `X-Forwarded-For: ${line()}`,
        `X-Forwarded-Proto: ${line()}`,
        `X-Forwarded-Host: ${line()}`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 200 /);
      expect(jsonOf(answer).ip).toMatch(/^[\da-f.:]+$/i);
    }
  });
});

describe('a request whose client goes away', () => {
  it('is still reported with its client', async () => {
    let arrived: () => void = () => {};
    const answering = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const served = await serve({ '/': () => arrived() });
    onTestFinished(async () => void (await served.engine.stop(0)));
    const client = served.connect().send(get('/'));
    await answering;
    client.socket.destroy();
    expect(await served.ends(1)).toMatchObject([{ outcome: 'aborted', client: '127.0.0.1' }]);
  });
});

describe('the control routes', () => {
  const token = 'Authorization: Bearer secret';
  const allowed = /^HTTP\/1\.1 200 /;

  it('take nobody in on a proxy’s word', async () => {
    const served = await started({ trustedProxies: ['loopback'] }, { token: 'secret' });
    expect(await answerTo(served, '/__backworks/status', token)).toMatch(allowed);
    const rebound = get('/__backworks/status', token, 'X-Forwarded-Host: localhost').replace(
      'Host: localhost',
      'Host: evil.example',
    );
    expect(await served.connect().send(rebound).toEnd()).toContain('BW6022');
  });

  it('keep out whom a proxy says to be elsewhere', async () => {
    const served = await started({ trustedProxies: ['loopback'] }, { token: 'secret' });
    for (const header of [
      'X-Forwarded-For: 192.0.2.1',
      'Forwarded: for=192.0.2.1',
      'X-Forwarded-Host: shop.example',
    ])
      expect(await answerTo(served, '/__backworks/status', token, header)).toContain('BW6022');
  });
});
