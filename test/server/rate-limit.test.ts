import { describe, expect, it, onTestFinished } from 'vitest';
import { ManualClock } from '../../src/base/clock.ts';
import type { ServerSettings } from '../../src/contracts/config.ts';
import { type Client, type Endpoints, get, jsonOf, type Served, serve, text } from '../support/engine.ts';
import { parseList } from '../support/structured-fields.ts';

const LIMIT = { requests: 3, per: 60_000, burst: 3, header: undefined };

async function started(
  settings: Partial<ServerSettings>,
  endpoints: Endpoints = { '/': text('hello') },
  clock = new ManualClock(),
): Promise<Served & { clock: ManualClock }> {
  const served = await serve(endpoints, { settings: { rateLimit: LIMIT, ...settings }, clock });
  onTestFinished(async () => void (await served.engine.stop(0)));
  return { ...served, clock };
}

async function answerTo(served: Served, path = '/', ...headers: string[]): Promise<string> {
  return served
    .connect()
    .send(get(path, ...headers))
    .toEnd();
}

const statusOf = (answer: string) => Number(answer.split(' ')[1]);

function fieldOf(answer: string, name: string): string | undefined {
  return new RegExp(`^${name}: (.*)\\r$`, 'im').exec(answer)?.[1];
}

describe('a rate limit', () => {
  it('refuses what goes beyond it, with when to come again', async () => {
    const served = await started({});
    const answers = [];
    for (let i = 0; i < 4; i++) answers.push(await answerTo(served));
    expect(answers.map(statusOf)).toEqual([200, 200, 200, 429]);
    const refused = answers.at(-1) ?? '';
    expect(fieldOf(refused, 'content-type')).toBe('application/problem+json');
    expect(fieldOf(refused, 'retry-after')).toBe('20');
    expect(jsonOf(refused)).toMatchObject({ status: 429, code: 'BW6060', title: 'Too Many Requests' });
    const [end] = (await served.ends(4)).slice(-1);
    expect(end).toMatchObject({ status: 429, code: 'BW6060', outcome: 'answered', client: '127.0.0.1' });
  });

  it('says in every answer what is left, as structured fields', async () => {
    const served = await started({});
    const limits = [];
    for (let i = 0; i < 4; i++) {
      const answer = await answerTo(served, i === 1 ? '/missing' : '/');
      expect(parseList(fieldOf(answer, 'ratelimit-policy') ?? '')).toEqual([
        { value: 'default', parameters: { q: 3, w: 60 } },
      ]);
      limits.push(...parseList(fieldOf(answer, 'ratelimit') ?? ''));
    }
    // While something is left, until all of it is back; then, until the next request is welcome.
    expect(limits).toEqual([
      { value: 'default', parameters: { r: 2, t: 20 } },
      { value: 'default', parameters: { r: 1, t: 40 } },
      { value: 'default', parameters: { r: 0, t: 20 } },
      { value: 'default', parameters: { r: 0, t: 20 } },
    ]);
  });

  it('lets the client in again after the time it named', async () => {
    const served = await started({});
    for (let i = 0; i < 3; i++) await answerTo(served);
    served.clock.advance(19_999);
    expect(statusOf(await answerTo(served))).toBe(429);
    served.clock.advance(1);
    expect(statusOf(await answerTo(served))).toBe(200);
    expect(statusOf(await answerTo(served))).toBe(429);
  });

  it('refuses before the body is read and before the endpoint hears of the request', async () => {
    let calls = 0;
    const served = await started(
      { maxBody: 10_000_000 },
      {
        'POST /': {
          body: 'buffer',
          answer: (exchange, sink) => {
            calls += 1;
            return text('read')(exchange, sink);
          },
        },
      },
    );
    const post = 'POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n';
    for (let i = 0; i < 3; i++) await served.connect().send(`${post}Content-Length: 2\r\n\r\nhi`).toEnd();
    const client = served.connect().send(`${post}Content-Length: 5000000\r\n\r\n`);
    expect(statusOf(await client.until(/BW6060/))).toBe(429);
    client.socket.destroy();
    expect(calls).toBe(3);
  });

  it('counts misses and preflights, but not the control routes', async () => {
    const served = await started({});
    for (let i = 0; i < 10; i++) expect(statusOf(await answerTo(served, '/__backworks/health'))).toBe(200);
    expect(statusOf(await answerTo(served, '/missing'))).toBe(404);
    expect(statusOf(await answerTo(served, '/missing'))).toBe(404);
    expect(statusOf(await answerTo(served, '/missing'))).toBe(404);
    const refused = await answerTo(served, '/missing');
    expect(statusOf(refused)).toBe(429);
    expect(fieldOf(await answerTo(served, '/__backworks/health'), 'ratelimit')).toBeUndefined();
  });

  it('lets pages of other origins read what it says', async () => {
    const cors = { origins: ['*'], headers: [], credentials: false, maxAge: 600 };
    const served = await started({ cors });
    const origin = 'Origin: https://app.example';
    expect(fieldOf(await answerTo(served, '/', origin), 'access-control-expose-headers')).toBe(
      'RateLimit, RateLimit-Policy, Retry-After',
    );
    expect(fieldOf(await answerTo(served, '/'), 'access-control-expose-headers')).toBeUndefined();
    await answerTo(served, '/', origin);
    const refused = await answerTo(served, '/', origin);
    expect(statusOf(refused)).toBe(429);
    expect(fieldOf(refused, 'access-control-allow-origin')).toBe('*');
  });

  it('is not given anew by a reload', async () => {
    const served = await started({});
    for (let i = 0; i < 3; i++) await answerTo(served);
    await served.swap({ '/': text('new') });
    expect(statusOf(await answerTo(served))).toBe(429);
    served.clock.advance(20_000);
    expect(await answerTo(served)).toMatch(/new$/);
  });

  it('counts clients behind a trusted proxy one by one', async () => {
    const served = await started({ trustedProxies: ['loopback'] });
    const from = (ip: string) => answerTo(served, '/', `X-Forwarded-For: ${ip}`);
    for (let i = 0; i < 3; i++) expect(statusOf(await from('192.0.2.1'))).toBe(200);
    expect(statusOf(await from('192.0.2.1'))).toBe(429);
    expect(statusOf(await from('6.6.6.6, 192.0.2.1'))).toBe(429);
    expect(statusOf(await from('192.0.2.2'))).toBe(200);
  });

  it('takes the word of nobody else', async () => {
    const served = await started({});
    for (let i = 0; i < 3; i++) await answerTo(served, '/', `X-Forwarded-For: 192.0.2.${i}`);
    expect(statusOf(await answerTo(served, '/', 'X-Forwarded-For: 192.0.2.9'))).toBe(429);
  });

  it('holds under load on one connection, to the request', async () => {
    const served = await started({ rateLimit: { ...LIMIT, requests: 500, burst: 500 } });
    const client: Client = served.connect();
    const request = get('/').replace('Connection: close\r\n', '');
    client.send(request.repeat(999) + get('/'));
    const statuses = (await client.toEnd()).match(/HTTP\/1\.1 \d{3}/g) ?? [];
    expect(statuses).toHaveLength(1_000);
    expect(statuses.filter((line) => line.endsWith('200'))).toHaveLength(500);
  });

  it('says nothing where there is none', async () => {
    const served = await started({ rateLimit: undefined });
    expect(await answerTo(served)).not.toMatch(/ratelimit/i);
  });
});
