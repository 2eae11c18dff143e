import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder } from '../lib/paths.mjs';
import { record, requestPaths, routeTemplates } from '../lib/routes.mjs';
import { freePort } from '../lib/server.mjs';
import { peerFolder } from './packages.mjs';

const jar = 'node_modules/wiremock/build/wiremock-standalone-3.13.2.jar';

function wiremockMapping(template) {
  return {
    request: { method: 'GET', urlPathTemplate: template },
    response: {
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(record),
    },
  };
}

/** WireMock in its quietest configuration: no request journal. It gets time to warm up its compiler. */
export async function wiremock(groups) {
  const port = await freePort();
  const folder = scratchFolder('configurations', 'wiremock');
  const mappings = routeTemplates(groups).map(wiremockMapping);
  writeFileSync(
    join(scratchFolder('configurations', 'wiremock', 'mappings'), 'all.json'),
    JSON.stringify({ mappings }),
  );
  const quiet = ['--no-request-journal', '--disable-banner', '--async-response-enabled', 'false'];
  const args = ['-jar', join(peerFolder('wiremock'), jar), '--port', String(port), '--root-dir', folder];
  return {
    name: 'wiremock',
    command: ['java', ...args, ...quiet],
    port,
    path: requestPaths(1)[1],
    warmUp: 12,
  };
}
