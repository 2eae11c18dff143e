/**
 * The load generator for machines without wrk: keep-alive connections, one request in flight on each.
 * It is slower than wrk and tells nothing about requests per second; the CPU per request of the server holds.
 *
 * usage: node load-client.mjs <port> <connections> <seconds> <file with one path per line>
 */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

const [port, connections, seconds] = process.argv.slice(2, 5).map(Number);
const requests = readFileSync(process.argv[5], 'utf8')
  .trim()
  .split('\n')
  .map((path) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);

const latencies = [];
let errors = 0;
let sent = 0;

function openConnection() {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  let begin = 0;
  const send = () => {
    answer = '';
    begin = performance.now();
    socket.write(requests[sent++ % requests.length]);
  };
  socket.setNoDelay(true);
  socket.on('connect', send);
  socket.on('error', () => {
    errors++;
  });
  socket.on('data', (bytes) => {
    answer += bytes.toString('latin1');
    const headEnd = answer.indexOf('\r\n\r\n');
    const length = /\r\ncontent-length: (\d+)/i.exec(answer.slice(0, headEnd));
    if (headEnd < 0 || length === null || answer.length < headEnd + 4 + Number(length[1])) return;
    latencies.push(performance.now() - begin);
    if (!answer.startsWith('HTTP/1.1 2')) errors++;
    send();
  });
}

function report(elapsed) {
  latencies.sort((a, b) => a - b);
  const at = (share) => latencies[Math.floor(latencies.length * share)] ?? 0;
  const result = { requests: latencies.length, seconds: elapsed, p50: at(0.5), p99: at(0.99), errors };
  process.stdout.write(`RESULT ${JSON.stringify(result)}\n`, () => process.exit(0));
}

const begin = performance.now();
for (let i = 0; i < connections; i++) openConnection();
setTimeout(() => report((performance.now() - begin) / 1000), seconds * 1000);
