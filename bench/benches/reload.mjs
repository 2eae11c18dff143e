import { renameSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { backworks, staticConfig } from '../lib/backworks.mjs';
import { atMost } from '../lib/goal.mjs';
import { httpGet } from '../lib/http-get.mjs';
import { startServer } from '../lib/server.mjs';
import { median } from '../lib/statistics.mjs';
import { table } from '../lib/table.mjs';

const groups = 10;
const saves = 12;
/** Milliseconds. */
const deadline = 8000;
const probeInterval = 1;
const settleTime = 300;

/** Two ways editors save. */
const waysToSave = {
  'in place': (file, text) => writeFileSync(file, text),
  'by rename': (file, text) => {
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  },
};

const configWith = (mark) =>
  staticConfig(groups, JSON.stringify({ id: 17, name: 'Ada', role: 'admin', mark }));

/** @returns {Promise<{ time: number, probes: number, failed: number }>} time in ms; Infinity when never served */
async function waitUntilServed(server, path, mark) {
  const begin = performance.now();
  let probes = 0;
  let failed = 0;
  while (performance.now() - begin < deadline) {
    probes++;
    try {
      const { status, body } = await httpGet(server.port, path);
      if (body.includes(mark)) return { time: performance.now() - begin, probes, failed };
      if (status !== 200) failed++;
    } catch {
      failed++;
    }
    await pause(probeInterval);
  }
  return { time: Number.POSITIVE_INFINITY, probes, failed };
}

async function saveRepeatedly(server, spec, way, save) {
  const results = [];
  for (let round = 0; round < saves; round++) {
    const mark = `${way} ${round}.`;
    await pause(settleTime);
    save(spec.file, configWith(mark));
    results.push(await waitUntilServed(server, spec.path, mark));
  }
  return {
    way,
    times: results.map(({ time }) => time),
    probes: results.reduce((total, { probes }) => total + probes, 0),
    failed: results.reduce((total, { failed }) => total + failed, 0),
  };
}

/** @type {import('./index.mjs').Bench} */
export const reload = {
  name: 'reload',
  summary: 'dev with 50 endpoints: from the save to the first new answer',
  async run() {
    const spec = await backworks('reload', configWith('first'), { command: 'dev' });
    const server = await startServer(spec);
    const rows = [];
    try {
      for (const [way, save] of Object.entries(waysToSave)) {
        rows.push(await saveRepeatedly(server, spec, way, save));
      }
    } finally {
      await server.stop();
    }
    return {
      tables: [
        table(rows, {
          saved: ({ way }) => way,
          'median ms': ({ times }) => median(times).toFixed(1),
          'longest ms': ({ times }) => Math.max(...times).toFixed(1),
          probes: ({ probes }) => probes,
          'failed probes': ({ failed }) => failed,
        }),
      ],
      goals: rows.flatMap(({ way, times, failed }) => [
        atMost(`save ${way} to served`, 20, median(times), ' ms', 1),
        atMost(`failed probes, save ${way}`, 0, failed, '', 0),
      ]),
    };
  },
};
