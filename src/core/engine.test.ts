import { Agent, get as httpGet } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it } from 'vitest';
import { get, planOf, SETTINGS, type Served, serve, text } from '../../test/support/engine.ts';
import { ManualClock } from '../base/clock.ts';
import type { Responder } from '../contracts/mode.ts';
import type { ResourceSpec } from '../contracts/resource.ts';
import type { Sink } from '../contracts/sink.ts';
import type { Plan } from './plan.ts';
import { resourceKey } from './resources.ts';

const stops: Served[] = [];
afterEach(async () => {
  for (const served of stops.splice(0)) await served.engine.stop(0);
});

async function start(...given: Parameters<typeof serve>): Promise<Served> {
  const served = await serve(...given);
  stops.push(served);
  return served;
}

/** Collects garbage now. */
const collect = (() => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
})();

function held() {
  const sinks: Sink[] = [];
  const answer: Responder['answer'] = (_exchange, sink) => void sinks.push(sink);
  const arrived = async (count: number) => {
    while (sinks.length < count) await new Promise(setImmediate);
  };
  return { answer, sinks, arrived };
}

function finish(sink: Sink | undefined, content = 'late'): void {
  sink?.head(200, []);
  sink?.data(content);
  sink?.end();
}

/** The answers in what was received, each with its head. */
const answersIn = (received: string) => received.split(/(?=HTTP\/1\.1 )/);

const keepAlive = (path: string) => get(path).replace('close', 'keep-alive');

describe('a swap', () => {
  it('leaves requests with the plan they began with', async () => {
    const { answer, sinks, arrived } = held();
    const served = await start({ 'GET /slow': answer, 'GET /a': text('old') });
    const client = served.connect().send(keepAlive('/slow'));
    await arrived(1);
    await served.swap({ 'GET /a': text('new') });
    expect(await served.connect().send(get('/a')).toEnd()).toMatch(/new$/);
    expect(served.engine.status.plans).toBe(2);
    finish(sinks[0]);
    expect(await client.until(/late/)).toMatch(/200 OK/);
    expect(await client.send(get('/slow')).toEnd()).toMatch(/404 Not Found/);
    expect(served.engine.status.plans).toBe(1);
  });

  it('happens 1,000 times under load without a failed request', async () => {
    const served = await start({ 'GET /a': text('0') });
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    const url = `${served.service.url}/a`;
    let done = false;
    let answered = 0;
    const failures: unknown[] = [];
    const load = async () => {
      while (!done) {
        await new Promise<void>((resolve) => {
          httpGet(url, { agent }, (response) => {
            if (response.statusCode !== 200) failures.push(response.statusCode);
            response
              .resume()
              .on('end', resolve)
              .on('error', (error) => failures.push(error));
            answered += 1;
          }).on('error', (error) => {
            failures.push(error);
            resolve();
          });
        });
      }
    };
    const clients = Array.from({ length: 8 }, load);
    for (let i = 1; i <= 1_000; i++) {
      await served.swap({ 'GET /a': text(String(i)) });
      if (i % 5 === 0) await new Promise(setImmediate);
    }
    done = true;
    await Promise.all(clients);
    agent.destroy();
    expect(failures).toEqual([]);
    expect(answered).toBeGreaterThan(100);
    expect(await served.connect().send(get('/a')).toEnd()).toMatch(/1000$/);
    expect(served.engine.status.plans).toBe(1);
  });

  it('lets old plans go although long requests from each of them last', async () => {
    const clock = new ManualClock();
    const { answer, sinks, arrived } = held();
    const old: WeakRef<Plan>[] = [];
    const remember = (plan: Plan) => {
      old.push(new WeakRef(plan));
      return plan;
    };
    const served = await start({ 'GET /slow': answer }, { clock, plan: remember });
    const clients = [];
    for (let i = 1; i <= 50; i++) {
      clients.push(served.connect().send(keepAlive('/slow')));
      await arrived(i);
      await served.swap({ 'GET /slow': answer });
    }
    expect(served.engine.status.plans).toBe(51);
    clock.advance(4_000);
    expect(served.engine.status.plans).toBe(51);
    clock.advance(2_000);
    expect(served.engine.status).toMatchObject({ plans: 1, in_flight: 50 });
    await new Promise(setImmediate);
    collect();
    expect(old.filter((plan) => plan.deref() !== undefined).length).toBeLessThan(5);
    for (const sink of sinks) finish(sink);
    for (const client of clients) expect(await client.until(/late/)).toMatch(/200 OK/);
  });

  it('keeps the resources of a long request alive until it ended', async () => {
    const clock = new ManualClock();
    const { answer, sinks, arrived } = held();
    const log: string[] = [];
    const pool: ResourceSpec<string> = {
      kind: 'pool',
      name: 'db',
      restart: 1,
      settings: 1,
      start: async () => 'db',
      stop: async () => void log.push('stopped'),
    };
    const needsPool = (plan: Plan): Plan => {
      for (const endpoint of plan.endpoints) Object.assign(endpoint, { resources: [resourceKey(pool)] });
      return plan;
    };
    const served = await start({}, { clock, plan: needsPool });
    await served.swap({ 'GET /slow': answer }, [pool]);
    const client = served.connect().send(keepAlive('/slow'));
    await arrived(1);
    await served.swap({});
    clock.advance(6_000);
    expect(served.engine.status.plans).toBe(1);
    expect(log).toEqual([]);
    finish(sinks[0]);
    await client.until(/late/);
    await served.engine.resources.settled();
    expect(log).toEqual(['stopped']);
  });
});

describe('stopping', () => {
  it('lets requests in flight finish and takes no new connections', async () => {
    const { answer, sinks, arrived } = held();
    const served = await start({ 'GET /slow': answer });
    const [busy, idle, silent] = [served.connect(), served.connect(), served.connect()];
    busy.send(keepAlive('/slow') + keepAlive('/slow'));
    idle.send(keepAlive('/none'));
    await idle.until(/BW6001/);
    await arrived(2);
    const stopped = served.engine.stop(10_000);
    await Promise.all([idle.toEnd(), silent.toEnd()]);
    busy.send(keepAlive('/slow'));
    const refused = served.connect();
    await refused.toEnd();
    expect(refused.received).toBe('');
    await arrived(3);
    for (const [index, content] of ['one', 'two', 'three'].entries()) finish(sinks[index], content);
    const [one = '', two = '', three = ''] = answersIn(await busy.toEnd());
    expect([one, two]).toEqual([expect.stringMatching(/one$/), expect.stringMatching(/two$/)]);
    expect(one + two).not.toMatch(/connection: close/i);
    expect(three).toMatch(/connection: close[\s\S]*three$/i);
    expect(await stopped).toMatchObject({ served: 4, finished: 3, cut: 0 });
    expect(served.engine.status).toMatchObject({ in_flight: 0, connections: 0 });
  });

  it('still answers what kept connections send a moment later, and ends them with it', async () => {
    const served = await start({ 'GET /a': text('fine') });
    const clients = Array.from({ length: 20 }, () => served.connect().send(keepAlive('/a')));
    for (const client of clients) await client.until(/fine/);
    const stopped = served.engine.stop(10_000);
    for (const client of clients) client.send(keepAlive('/a'));
    for (const client of clients) {
      expect(await client.toEnd()).toMatch(
        /200 OK[\s\S]*fineHTTP\/1.1 200 OK[\s\S]*connection: close[\s\S]*fine$/i,
      );
    }
    expect(await stopped).toMatchObject({ served: 40, finished: 20, cut: 0 });
  });

  it('answers all that a kept connection sends a moment later, and ends it with the last answer', async () => {
    const served = await start({ 'GET /a': text('fine') });
    const client = served.connect().send(keepAlive('/a'));
    await client.until(/fine/);
    const stopped = served.engine.stop(10_000);
    client.send(keepAlive('/a').repeat(30));
    const answers = answersIn(await client.toEnd());
    expect(answers.map((answer) => /fine$/.test(answer))).toEqual(Array(31).fill(true));
    expect(answers.map((answer) => /connection: close/i.test(answer)).indexOf(true)).toBe(30);
    expect(await stopped).toMatchObject({ served: 31, finished: 30, cut: 0 });
  });

  it('answers pipelined requests that wait for their turn', async () => {
    const { answer, sinks, arrived } = held();
    const served = await start({ 'GET /slow': answer });
    const client = served.connect().send(keepAlive('/slow').repeat(40));
    await arrived(17);
    const stopped = served.engine.stop(10_000);
    for (let index = 0; index < 40; index++) {
      await arrived(index + 1);
      finish(sinks[index], `number ${index}`);
    }
    const answers = answersIn(await client.toEnd());
    expect(answers.map((one) => one.slice(one.lastIndexOf('\n') + 1))).toEqual(
      Array.from({ length: 40 }, (_, index) => `number ${index}`),
    );
    expect(await stopped).toMatchObject({ finished: 40, cut: 0 });
  });

  it('leaves alone what comes behind the answer that is announced as the last one', async () => {
    const { answer, sinks, arrived } = held();
    const served = await start({ 'GET /slow': answer, 'GET /a': text('fine') });
    const client = served.connect().send(keepAlive('/slow') + keepAlive('/a'));
    await arrived(1);
    const other = served.connect().send(keepAlive('/slow'));
    await arrived(2);
    const stopped = served.engine.stop(10_000);
    sinks[0]?.head(200, ['content-length', '8']);
    sinks[1]?.head(200, ['content-length', '8']);
    await other.until(/connection: close/i);
    other.send(keepAlive('/slow'));
    await client.until(/200 OK/);
    for (const sink of sinks) {
      sink.data('finished');
      sink.end();
    }
    expect(await other.toEnd()).toMatch(/^HTTP\/1\.1 200 [\s\S]*finished$/);
    expect(answersIn(await client.toEnd()).length).toBe(2);
    expect(await stopped).toMatchObject({ served: 3, finished: 3, cut: 0 });
    expect(sinks.length).toBe(2);
  });

  it('waits until a slow reader has the whole of its answer', async () => {
    const body = Buffer.alloc(20_000_000, 'a');
    const served = await start({
      'GET /big': (_exchange, sink) => {
        sink.head(200, ['content-length', String(body.length)]);
        sink.data(body);
        sink.end();
      },
    });
    const reader = served.connect();
    reader.send(keepAlive('/big'));
    await reader.until(/200 OK/);
    reader.socket.pause();
    const stopped = served.engine.stop(30_000);
    reader.socket.resume();
    const received = await reader.toEnd();
    expect(received.length - received.indexOf('\r\n\r\n') - 4).toBe(body.length);
    expect(await stopped).toMatchObject({ finished: 1, cut: 0 });
  });

  it('cuts what does not finish in time, and says so', async () => {
    const clock = new ManualClock();
    const { answer, sinks, arrived } = held();
    let signal: AbortSignal | undefined;
    const served = await start(
      {
        'GET /slow': (exchange, sink) => {
          signal ??= exchange.signal;
          return answer(exchange, sink);
        },
      },
      { clock },
    );
    const [quick, stuck] = [
      served.connect().send(keepAlive('/slow')),
      served.connect().send(keepAlive('/slow')),
    ];
    await arrived(2);
    const stopped = served.engine.stop(3_000);
    finish(sinks[1]);
    await Promise.race([quick.toEnd(), stuck.toEnd()]);
    clock.advance(2_999);
    expect(signal?.aborted).toBe(false);
    clock.advance(1);
    expect(await stopped).toEqual({ served: 2, finished: 1, cut: 1, duration: 3_000 });
    expect(signal?.aborted).toBe(true);
    const ends = await served.ends(2);
    expect(ends.map(({ outcome }) => outcome).sort()).toEqual(['answered', 'failed']);
  });

  it('can be hurried by a second call', async () => {
    const { answer, arrived } = held();
    const served = await start({ 'GET /slow': answer });
    served.connect().send(keepAlive('/slow'));
    await arrived(1);
    const first = served.engine.stop(60_000);
    expect(await served.engine.stop(0)).toMatchObject({ cut: 1 });
    expect(await first).toMatchObject({ cut: 1 });
  });
});

it('a changed port moves the server, and requests on the old one finish', async () => {
  const { answer, sinks, arrived } = held();
  const served = await start({ 'GET /slow': answer });
  const client = served.connect().send(keepAlive('/slow'));
  await arrived(1);
  const other = await serve({});
  const { port } = other.service;
  await other.engine.stop(0);
  const build = served.engine.resources.begin();
  const settings = { ...SETTINGS, port };
  const service = await build.acquire(
    served.engine.listener(settings, { move: false }),
    new AbortController().signal,
  );
  served.engine.swap(planOf({ 'GET /a': text('moved') }), await build.commit());
  const response = await fetch(`${service.url}/a`);
  expect([service.port, await response.text()]).toEqual([port, 'moved']);
  finish(sinks[0]);
  expect(await client.until(/late/)).toMatch(/200 OK/);
  await client.toEnd();
});

it('a default port that is taken moves on', async () => {
  const first = await start({});
  const build = first.engine.resources.begin();
  const spec = first.engine.listener({ ...SETTINGS, port: first.service.port }, { move: true });
  const second = await build.acquire(spec, new AbortController().signal);
  expect(second.port).toBeGreaterThan(first.service.port);
  await build.rollback();
});
