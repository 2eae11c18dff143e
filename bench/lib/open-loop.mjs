/**
 * Requests at a fixed rate over kept connections, whatever the answers do: a server that stands still for a while is
 * asked all the same, and each request counts from the moment it was due.
 */
import { connect } from 'node:net';

const CONNECTIONS = 16;

/** Kept connections to one server, each with one request at a time. */
class Pool {
  #port;
  #idle = [];
  #waiting = [];
  #sockets = new Set();
  #isClosed = false;

  constructor(port) {
    this.#port = port;
    for (let n = 0; n < CONNECTIONS; n++) this.#open();
  }

  #open() {
    const socket = connect(this.#port, '127.0.0.1');
    const member = { socket, answer: '', done: undefined };
    socket.setNoDelay(true);
    socket.on('connect', () => this.#release(member));
    socket.on('data', (bytes) => this.#hear(member, bytes));
    socket.on('error', () => {});
    socket.on('close', () => this.#lose(member));
    this.#sockets.add(socket);
  }

  /** Servers end connections that nobody uses. */
  #lose(member) {
    this.#sockets.delete(member.socket);
    this.#idle = this.#idle.filter((one) => one !== member);
    member.done?.(undefined);
    if (!this.#isClosed) this.#open();
  }

  #hear(member, bytes) {
    member.answer += bytes.toString('latin1');
    const { answer } = member;
    const headEnd = answer.indexOf('\r\n\r\n');
    const length = /\r\ncontent-length: (\d+)/i.exec(answer.slice(0, headEnd));
    if (headEnd < 0 || length === null || answer.length < headEnd + 4 + Number(length[1])) return;
    const { done } = member;
    member.answer = '';
    member.done = undefined;
    this.#release(member);
    done?.(answer);
  }

  #release(member) {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(member);
    else this.#send(member, next);
  }

  #send(member, { path, resolve }) {
    member.done = resolve;
    member.socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
  }

  /** @returns {Promise<string | undefined>} the answer as text; undefined when the connection broke */
  ask(path) {
    return new Promise((resolve) => {
      const member = this.#idle.pop();
      if (member === undefined) this.#waiting.push({ path, resolve });
      else this.#send(member, { path, resolve });
    });
  }

  close() {
    this.#isClosed = true;
    for (const socket of this.#sockets) socket.destroy();
  }
}

/** @param {number} port */
export function openPool(port) {
  return new Pool(port);
}

/**
 * @param {Pool} pool
 * @param {{ path: string, rate: number, milliseconds: number }} load
 * @returns {Promise<{ p50: number, p99: number, failed: number, requests: number }>} milliseconds
 */
export async function openLoop(pool, { path, rate, milliseconds }) {
  const times = [];
  let failed = 0;
  const asked = [];
  const begin = performance.now();
  const count = Math.round((rate * milliseconds) / 1_000);
  for (let n = 0; n < count; ) {
    const due = Math.min(count, Math.floor(((performance.now() - begin) * rate) / 1_000));
    for (; n < due; n++) {
      const at = begin + (n * 1_000) / rate;
      const told = pool.ask(path).then((answer) => {
        if (answer?.startsWith('HTTP/1.1 200')) times.push(performance.now() - at);
        else failed++;
      });
      asked.push(told);
    }
    await new Promise(setImmediate);
  }
  await Promise.all(asked);
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor(times.length * share)] ?? 0;
  return { p50: at(0.5), p99: at(0.99), failed, requests: times.length };
}
