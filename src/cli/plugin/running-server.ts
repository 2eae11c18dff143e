import { readdirSync, readFileSync, statSync } from 'node:fs';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { join } from 'node:path';
import { messageOf } from '../../base/thrown.ts';

/** A server as its run file describes it. */
export interface RunningServer {
  readonly pid: number;
  readonly url: string;
  /** Opens its control surface. */
  readonly token: string;
}

/** What a server gave, or why it gave nothing. */
export type ControlAnswer = { readonly value: unknown } | { readonly obstacle: string };

/** As the control surface has it: nobody else gets the token, whoever answers there. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** How long a server may take to answer, in ms. */
const PATIENCE = 3_000;

/** Servers of a configuration that run now, the newest first. @param folder the configuration's */
export function runningServers(folder: string): readonly RunningServer[] {
  const runs = join(folder, '.backworks', 'run');
  return namesIn(runs)
    .flatMap((name) => {
      const server = readRun(join(runs, name));
      return server !== undefined && isRunning(server.pid) ? [server] : [];
    })
    .toSorted((a, b) => ageOf(runs, a) - ageOf(runs, b));
}

/** Asks the control surface of a server; see docs/reference/control.md. @param route such as `plugins` */
export function askServer({ url, token }: RunningServer, route: string): Promise<ControlAnswer> {
  const target = new URL(`/__backworks/${route}`, url);
  // Who listens on every address listens on this one, which alone is let in.
  target.hostname = target.hostname.replace(/^0\.0\.0\.0$/, '127.0.0.1').replace(/^\[::\]$/, '[::1]');
  if (!LOOPBACK.test(target.hostname))
    return Promise.resolve({ obstacle: 'it does not listen on loopback, where alone it may be asked' });
  const headers = { authorization: `Bearer ${token}` };
  const signal = AbortSignal.timeout(PATIENCE);
  return new Promise((resolve) => {
    // It is on this machine, and proved by its run file: what its certificate says of names adds nothing.
    const options = { headers, signal, rejectUnauthorized: false, agent: false } as const;
    const send = target.protocol === 'https:' ? requestHttps : requestHttp;
    const fail = (error: unknown) => resolve({ obstacle: messageOf(error) });
    const request = send(target, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () => resolve(readAnswer(response.statusCode, Buffer.concat(chunks).toString())));
    });
    request.on('error', fail);
    request.end();
  });
}

function readAnswer(status: number | undefined, text: string): ControlAnswer {
  if (status !== 200) return { obstacle: `it answered with ${status}` };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { obstacle: 'its answer is no JSON' };
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+\.json$/.test(name));
  } catch {
    // No server was ever started there.
    return [];
  }
}

function readRun(path: string): RunningServer | undefined {
  try {
    const { pid, url, token } = JSON.parse(readFileSync(path, 'utf8')) as Partial<RunningServer>;
    if (typeof pid !== 'number' || typeof token !== 'string' || typeof url !== 'string') return undefined;
    return URL.canParse(url) ? { pid, url, token } : undefined;
  } catch {
    // It ended meanwhile, or is another user's.
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Smaller for those that were started later. */
function ageOf(runs: string, { pid }: RunningServer): number {
  return -(statSync(join(runs, `${pid}.json`), { throwIfNoEntry: false })?.mtimeMs ?? 0);
}
