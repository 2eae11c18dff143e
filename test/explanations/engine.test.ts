import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from '../../src/app.ts';
import { ManualClock } from '../../src/base/clock.ts';
import { explanations } from '../../src/cli/explanations/index.ts';
import { createBus } from '../../src/core/bus.ts';
import { Engine } from '../../src/core/engine.ts';
import { Client, get, jsonOf, SETTINGS, type Served, serve, text } from '../support/engine.ts';

const stops: Served[] = [];
afterEach(async () => {
  for (const served of stops.splice(0)) await served.engine.stop(0);
});

const keepAlive = (path: string) => get(path).replace('close', 'keep-alive');

describe('a request', () => {
  it('whose endpoint gives no valid answer is answered with BW6018', async () => {
    const served = await serve({
      'GET /users': (_exchange, sink) => {
        sink.head(99, []);
        sink.end();
      },
    });
    stops.push(served);
    const problem = jsonOf(await served.connect().send(get('/users')).toEnd());
    expect(problem).toMatchObject({ status: 500, code: 'BW6018' });
  });

  it('before the first configuration is answered with BW6019', async () => {
    const engine = new Engine({ bus: createBus(), development: false });
    const build = engine.resources.begin();
    const { signal } = new AbortController();
    const { port } = await build.acquire(engine.listener(SETTINGS, { move: false }), signal);
    onTestFinished(async () => {
      await engine.stop(0);
      await build.rollback();
    });
    const problem = jsonOf(await new Client(port).send(get('/users')).toEnd());
    expect(problem).toMatchObject({ status: 503, code: 'BW6019' });
  });

  it('whether a stopping server is ready is answered with BW6012', async () => {
    const clock = new ManualClock();
    let finish = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const slow: Parameters<typeof serve>[0][string] = async (_exchange, sink) => {
      await held;
      sink.head(204, []);
      sink.end();
    };
    const served = await serve({ 'GET /slow': slow, 'GET /a': text('fine') }, { clock });
    const [busy, idle] = [served.connect(), served.connect()];
    await busy.send(keepAlive('/a')).until(/fine/);
    await idle.send(keepAlive('/a')).until(/fine/);
    busy.send(get('/slow'));
    const stopped = served.engine.stop(1_000);
    const answer = await idle.send(get('/__backworks/ready')).toEnd();
    expect(jsonOf(answer)).toMatchObject({ status: 503, code: 'BW6012' });
    finish();
    clock.advance(1_000);
    await stopped;
  });
});

describe('a program', () => {
  it('that serves a configuration with errors gets BW3901', async () => {
    const { bad } = explanations.BW3901;
    const config = 'config' in bad ? bad.config : '';
    const app = createApp({ source: { kind: 'text', text: config, folder: '/' }, environment: {}, port: 0 });
    await expect(app.start()).rejects.toMatchObject({ code: 'BW3901' });
    await app.stop();
  });
});
