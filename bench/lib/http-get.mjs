/** The cheapest possible GET: one raw connection, so that probing does not disturb what is measured. */
import { connect } from 'node:net';

const contentLength = /\r\ncontent-length: (\d+)/i;

function isComplete(answer) {
  const headEnd = answer.indexOf('\r\n\r\n');
  if (headEnd < 0) return false;
  const length = contentLength.exec(answer.slice(0, headEnd));
  return length !== null && answer.length >= headEnd + 4 + Number(length[1]);
}

/**
 * @param {number} port
 * @param {string} path
 * @param {number} [timeout] milliseconds
 * @returns {Promise<{ status: number, body: string }>}
 */
export function httpGet(port, path, timeout = 5000) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.setTimeout(timeout, () => socket.destroy(new Error(`no answer within ${timeout} ms`)));
    socket.on('error', reject);
    socket.on('connect', () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`),
    );
    socket.on('data', (bytes) => {
      answer += bytes.toString('latin1');
      if (isComplete(answer)) socket.destroy();
    });
    socket.on('close', () => {
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(answer);
      if (!status) return reject(new Error('the connection closed without an answer'));
      resolve({ status: Number(status[1]), body: answer.slice(answer.indexOf('\r\n\r\n') + 4) });
    });
  });
}
