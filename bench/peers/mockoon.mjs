import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder } from '../lib/paths.mjs';
import { record, requestPaths, routeTemplates } from '../lib/routes.mjs';
import { freePort } from '../lib/server.mjs';
import { peerFolder } from './packages.mjs';

function mockoonResponse() {
  return {
    uuid: randomUUID(),
    body: JSON.stringify(record),
    latency: 0,
    statusCode: 200,
    label: '',
    headers: [],
    bodyType: 'INLINE',
    filePath: '',
    databucketID: '',
    sendFileAsBody: false,
    rules: [],
    rulesOperator: 'OR',
    disableTemplating: true,
    fallbackTo404: false,
    default: true,
    crudKey: 'id',
    callbacks: [],
  };
}

function mockoonRoute(template) {
  return {
    uuid: randomUUID(),
    type: 'http',
    documentation: '',
    method: 'get',
    endpoint: template.slice(1).replaceAll(/\{(\w+)\}/g, ':$1'),
    responseMode: null,
    streamingMode: null,
    streamingInterval: 0,
    responses: [mockoonResponse()],
  };
}

function mockoonEnvironment(groups) {
  const routes = routeTemplates(groups).map(mockoonRoute);
  return {
    uuid: randomUUID(),
    lastMigration: 33,
    name: 'bench',
    endpointPrefix: '',
    latency: 0,
    port: 3000,
    hostname: '',
    routes,
    folders: [],
    rootChildren: routes.map(({ uuid }) => ({ type: 'route', uuid })),
    proxyMode: false,
    proxyHost: '',
    proxyRemovePrefix: false,
    tlsOptions: {
      enabled: false,
      type: 'CERT',
      pfxPath: '',
      certPath: '',
      keyPath: '',
      caPath: '',
      passphrase: '',
    },
    cors: true,
    headers: [{ key: 'Content-Type', value: 'application/json' }],
    proxyReqHeaders: [{ key: '', value: '' }],
    proxyResHeaders: [{ key: '', value: '' }],
    data: [],
    callbacks: [],
  };
}

/** Mockoon in its quietest configuration: templates off, no log file, no admin interface. */
export async function mockoon(groups) {
  const port = await freePort();
  const data = join(scratchFolder('configurations', 'mockoon'), 'environment.json');
  writeFileSync(data, JSON.stringify(mockoonEnvironment(groups)));
  const script = join(peerFolder('mockoon'), 'node_modules/@mockoon/cli/bin/run.js');
  const quiet = ['--repair', '--disable-log-to-file', '--disable-admin-api'];
  const command = [process.execPath, script, 'start', '--data', data, '--port', String(port), ...quiet];
  return { name: 'mockoon', command, port, path: requestPaths(1)[1] };
}
