/** One bounded load against a loopback port. */
import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bench, scratchFolder } from './paths.mjs';
import { clientProcessor, pinned } from './processors.mjs';

/**
 * @typedef {object} LoadResult
 * @property {number} requests
 * @property {number} seconds
 * @property {number} p50 milliseconds
 * @property {number} p99 milliseconds
 * @property {number} errors broken connections, time-outs, answers with 4xx and 5xx
 */

const hasWrk = spawnSync('wrk', ['-v']).error === undefined;
export const loadGenerator = hasWrk ? 'wrk' : 'the built-in load client (wrk is not installed)';

function wrk(port, connections, seconds) {
  const script = join(bench, 'lib/wrk-report.lua');
  const url = `http://127.0.0.1:${port}`;
  return ['wrk', '-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', script, url];
}

function builtIn(port, connections, seconds, pathsFile) {
  const client = join(bench, 'lib/load-client.mjs');
  return [process.execPath, client, String(port), String(connections), String(seconds), pathsFile];
}

/**
 * @param {{ port: number, paths: string[], seconds: number, connections?: number }} load paths are cycled through
 * @returns {Promise<LoadResult>}
 */
export function applyLoad({ port, paths, seconds, connections = 64 }) {
  const pathsFile = join(scratchFolder('load'), `${port}.txt`);
  writeFileSync(pathsFile, `${paths.join('\n')}\n`);
  const command = (hasWrk ? wrk : builtIn)(port, connections, seconds, pathsFile);
  const [file, ...args] = pinned(command, clientProcessor);
  return new Promise((resolve, reject) => {
    const client = spawn(file, args, { env: { ...process.env, BENCH_PATHS: pathsFile } });
    let output = '';
    client.stdout.on('data', (bytes) => {
      output += bytes;
    });
    client.stderr.on('data', (bytes) => {
      output += bytes;
    });
    client.on('close', () => {
      const result = /RESULT (\{.*\})/.exec(output);
      if (result) resolve(JSON.parse(result[1]));
      else reject(new Error(`the load generator failed: ${output.slice(0, 500)}`));
    });
  });
}
