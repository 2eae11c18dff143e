import { afterEach, describe, expect, it } from 'vitest';
import { get, jsonOf, type Served, serve, text } from '../../test/support/engine.ts';

const TOKEN = 'a-token-for-tests';
const stops: Served[] = [];
afterEach(async () => {
  for (const served of stops.splice(0)) await served.engine.stop(0);
});

async function ask(
  options: Parameters<typeof serve>[1],
  path: string,
  ...headers: string[]
): Promise<string> {
  const served = await serve({ '/{a}/{b}': text('mine') }, options);
  stops.push(served);
  return served
    .connect()
    .send(get(path, ...headers))
    .toEnd();
}

describe('the control surface', () => {
  it('says to everybody that it lives and is ready', async () => {
    expect(jsonOf(await ask({}, '/__backworks/health'))).toEqual({ status: 'ok' });
    expect(jsonOf(await ask({}, '/__backworks/ready'))).toEqual({ status: 'ready' });
  });

  it('is ready only with a plan', async () => {
    const served = await serve({});
    stops.push(served);
    const asked = served.connect().send(get('/__backworks/ready').replace('close', 'keep-alive'));
    expect(await asked.until(/ready"/)).toMatch(/200 OK/);
  });

  it('keeps its prefix for itself', async () => {
    const answer = await ask({}, '/__backworks/other');
    expect(answer).toMatch(/^HTTP\/1.1 404 /);
    expect(jsonOf(answer)).toMatchObject({ code: 'BW6020' });
  });

  it('gives the status to who has the token', async () => {
    const options = { token: TOKEN, status: () => ({ name: 'shop' }) };
    const answer = await ask(options, '/__backworks/status', `Authorization: Bearer ${TOKEN}`);
    expect(answer).toMatch(/cache-control: no-store/);
    expect(jsonOf(answer)).toEqual({ name: 'shop', requests: 1, in_flight: 1, connections: 1, plans: 1 });
  });

  it.each([
    ['no token', []],
    ['another token', ['Authorization: Bearer wrong']],
    ['another scheme', [`Authorization: Basic ${TOKEN}`]],
  ])('refuses %s', async (_name, headers) => {
    const answer = await ask({ token: TOKEN }, '/__backworks/status', ...headers);
    expect(answer).toMatch(/^HTTP\/1.1 401 [\s\S]*www-authenticate: Bearer\r\n/);
    expect(answer).not.toContain(TOKEN);
  });

  it('is closed when there is no token at all', async () => {
    const answer = await ask({}, '/__backworks/status', 'Authorization: Bearer undefined');
    expect(jsonOf(answer)).toMatchObject({ status: 401, code: 'BW6021' });
  });

  it('refuses pages that reach loopback through another name or origin', async () => {
    const served = await serve({}, { token: TOKEN });
    stops.push(served);
    const authorized = get('/__backworks/status', `Authorization: Bearer ${TOKEN}`);
    for (const bytes of [
      authorized.replace('Host: localhost', 'Host: evil.test'),
      authorized.replace('Host: localhost', 'Host: 127.0.0.1.evil.test'),
      authorized.replace('Host: localhost', 'Host: localhost\r\nOrigin: http://evil.test'),
      authorized.replace('Host: localhost', 'Host: localhost\r\nOrigin: null'),
      authorized.replace('GET /', 'GET http://evil.test/'),
    ]) {
      expect(jsonOf(await served.connect().send(bytes).toEnd())).toMatchObject({
        status: 403,
        code: 'BW6022',
      });
    }
    const own = authorized.replace('Host: localhost', 'Host: localhost:1\r\nOrigin: http://localhost:1');
    expect(await served.connect().send(own).toEnd()).toMatch(/200 OK/);
  });

  it('takes the methods it names', async () => {
    const served = await serve({});
    stops.push(served);
    const health = get('/__backworks/health');
    const wrong = await served.connect().send(health.replace('GET', 'PUT')).toEnd();
    expect(wrong).toMatch(/^HTTP\/1.1 405 [\s\S]*allow: GET, HEAD, OPTIONS\r\n/);
    expect(await served.connect().send(health.replace('GET', 'HEAD')).toEnd()).toMatch(
      /200 OK[\s\S]*\r\n\r\n$/,
    );
    expect(await served.connect().send(health.replace('GET', 'OPTIONS')).toEnd()).toMatch(/204 /);
  });

  it('takes further routes', async () => {
    const route = {
      name: 'extra',
      method: 'POST' as const,
      open: true,
      answer: text('extra'),
    };
    const served = await serve({}, { routes: [route] });
    stops.push(served);
    const answer = await served.connect().send(get('/__backworks/extra').replace('GET', 'POST')).toEnd();
    expect(answer).toMatch(/extra$/);
  });
});
