import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent, get, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import { type Server, serve, temporaryFolder } from '../cli/program.ts';

export interface Told {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Milliseconds since 1970, and how long it took. */
  readonly at: number;
  readonly took: number;
}

/** Asks once, over a connection that is kept. */
export function ask(url: string, agent: Agent): Promise<Told> {
  const at = performance.now();
  return new Promise((resolve, reject) => {
    const request = get(url, { agent }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, body, at, took: performance.now() - at });
      });
      response.on('error', reject);
    });
    request.on('error', reject);
  });
}

/** One client after the other's answer, without end; what it is told is kept. */
export interface Client {
  readonly told: readonly Told[];
  readonly failed: readonly unknown[];
  /** Resolves once so many more were answered. */
  answers(count: number): Promise<void>;
  /** Resolves with the first answer that is as wanted, of those from now on. */
  next(wanted: (told: Told) => boolean): Promise<Told>;
  stop(): Promise<void>;
}

/** Milliseconds between an answer and the next request. */
const PAUSE = 3;

/** @param isRight what every answer has to be like */
export function client(url: string, isRight: (told: Told) => boolean): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const told: Told[] = [];
  const failed: unknown[] = [];
  const waiting = new Set<() => void>();
  let isOver = false;
  const work = (async () => {
    while (!isOver) {
      try {
        const one = await ask(url, agent);
        told.push(one);
        if (!isRight(one)) failed.push(one);
      } catch (error) {
        failed.push(error);
      }
      for (const look of [...waiting]) look();
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    agent.destroy();
  })();
  const until = <Value>(find: () => Value | undefined) =>
    new Promise<Value>((resolve) => {
      const look = () => {
        const found = find();
        if (found !== undefined && waiting.delete(look)) resolve(found);
      };
      waiting.add(look);
      look();
    });
  const stop = () => {
    isOver = true;
    return work;
  };
  onTestFinished(stop);
  return {
    told,
    failed,
    answers: (count) => {
      const goal = told.length + failed.length + count;
      return until(() => (told.length + failed.length >= goal ? true : undefined)).then(() => {});
    },
    next: (wanted) => {
      const now = performance.now();
      return until(() => told.find((one) => one.at >= now && wanted(one)));
    },
    stop,
  };
}

/** Milliseconds of those that were asked in between. */
export function timesOf(clients: readonly Client[], from: number, to: number): number[] {
  return clients
    .flatMap(({ told }) => told)
    .filter(({ at, took }) => at + took >= from && at <= to)
    .map(({ took }) => took);
}

/**
 * Lets a test ask a server to collect its garbage, and to say what is left. V8's young generation grows up to 32 MiB
 * with whatever makes garbage, and stays that large: it is grown beforehand, so that what is left at the end beyond
 * what was there before is what somebody keeps.
 */
const COLLECTOR = `
  import { setFlagsFromString } from 'node:v8';
  import { runInNewContext } from 'node:vm';
  // The processes of plugins are not asked.
  delete process.env.NODE_OPTIONS;
  let young = [];
  for (let round = 0; round < 60; round += 1) {
    young.push(Array.from({ length: 50_000 }, (_, at) => ({ at })));
    if (young.length > 4) young.shift();
  }
  young = undefined;
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  process.on('SIGUSR2', async () => {
    for (let count = 0; count < 3; count += 1) {
      collect();
      await new Promise(setImmediate);
    }
    process.stdout.write(JSON.stringify({ type: 'resident', bytes: process.memoryUsage.rss() }) + '\\n');
  });`;

function descendantsOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim();
  const children = text === '' ? [] : text.split(' ').map(Number);
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

export interface Measured extends Server {
  /** Bytes that are resident once the garbage is collected: what is in use, not what happens to lie around. */
  resident(): Promise<number>;
  /** Ids of the processes that it started, and those that they started. */
  descendants(): number[];
  /** Its open descriptors. */
  descriptors(): number;
}

/** Serves a project with the built program. */
export async function serveMeasured(cwd: string): Promise<Measured> {
  const collector = join(temporaryFolder(), 'collector.mjs');
  writeFileSync(collector, COLLECTOR);
  const environment = { NODE_OPTIONS: `--import ${pathToFileURL(collector).href}` };
  const server = await serve(['start', '--log-format', 'json'], { cwd, environment });
  const { pid } = server.ready;
  let asked = 0;
  return {
    ...server,
    async resident() {
      asked += 1;
      process.kill(pid, 'SIGUSR2');
      return Number((await server.milestone('resident', asked)).bytes);
    },
    descendants: () => descendantsOf(pid),
    descriptors: () => readdirSync(`/proc/${pid}/fd`).length,
  };
}
