/** Starts a server, waits for its first good answer, and makes sure that it ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { httpGet } from './http-get.mjs';
import { processTree } from './process-tree.mjs';
import { pinned } from './processors.mjs';

/**
 * @typedef {object} ServerSpec
 * @property {string} name
 * @property {string[]} command
 * @property {number} port
 * @property {string} path answers 200 once the server is ready
 * @property {number} [warmUp] seconds of load before it is measured
 */

/**
 * @typedef {object} RunningServer
 * @property {string} name
 * @property {number} pid
 * @property {number} port
 * @property {number} readyTime milliseconds from spawn to the first good answer
 * @property {(signal?: NodeJS.Signals) => Promise<void>} stop resolves when the process has ended
 */

const readyDeadline = 60_000;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
process.on('exit', () => {
  for (const child of running) signalTree(child.pid, 'SIGKILL');
});

function signalTree(pid, signal) {
  for (const member of processTree(pid).reverse()) {
    try {
      process.kill(member, signal);
    } catch {
      // It ended by itself between the listing and the signal.
    }
  }
}

/** Below the range from which systems give ports away by themselves, so that nobody gets ours meanwhile. */
let nextPort = 20_000 + (process.pid % 100) * 100;

/** @returns {Promise<number>} a port nobody listens on */
export async function freePort() {
  const port = nextPort++;
  const server = createServer().listen(port);
  try {
    await once(server, 'listening');
  } catch {
    return freePort();
  }
  server.close();
  await once(server, 'close');
  return port;
}

async function waitForAnswer(spec, child, pollInterval) {
  const deadline = performance.now() + readyDeadline;
  let last = 'nothing';
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`${spec.name} ended with exit code ${child.exitCode}`);
    try {
      const { status } = await httpGet(spec.port, spec.path, readyDeadline);
      if (status === 200) return;
      last = `status ${status}`;
    } catch (error) {
      last = error.message;
    }
    await pause(pollInterval);
  }
  throw new Error(`${spec.name} did not become ready; last seen: ${last}`);
}

/**
 * @param {ServerSpec} spec
 * @param {{ processor?: number, pollInterval?: number }} [options]
 * @returns {Promise<RunningServer>}
 */
export async function startServer(spec, { processor, pollInterval = 5 } = {}) {
  const [file, ...args] = pinned(spec.command, processor);
  const begin = performance.now();
  const child = spawn(file, args, { stdio: 'ignore' });
  running.add(child);
  const ended = once(child, 'close').finally(() => running.delete(child));
  const stop = async (signal = 'SIGKILL') => {
    signalTree(child.pid, signal);
    await ended;
  };
  try {
    await waitForAnswer(spec, child, pollInterval);
  } catch (error) {
    if (child.exitCode === null) await stop();
    throw error;
  }
  return { name: spec.name, pid: child.pid, port: spec.port, readyTime: performance.now() - begin, stop };
}
