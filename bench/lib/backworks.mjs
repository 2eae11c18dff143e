/** Configurations of ours, and how to start the program with them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { program, scratchFolder } from './paths.mjs';
import { record, requestPaths, routeTemplates } from './routes.mjs';
import { freePort } from './server.mjs';

const staticBody = JSON.stringify(record);

const templatedBody = JSON.stringify({
  id: '${path.id}',
  path: '${request.path}',
  name: record.name,
  email: record.email,
  role: record.role,
});

/**
 * @param {string[]} templates
 * @param {(template: string) => string} body the mock's body for a route, as JSON, which is YAML too
 */
function configText(templates, body) {
  const endpoints = templates.map(
    (template) => `  GET ${template}:\n    mock: { body: ${body(template)} }\n`,
  );
  return `name: bench\nendpoints:\n${endpoints.join('')}`;
}

/** @param {number} groups of five routes */
export function staticConfig(groups, body = staticBody) {
  return configText(routeTemplates(groups), () => body);
}

/** Routes with an id answer with two templates in the body, the others as in {@link staticConfig}. */
export function templatedConfig(groups) {
  return configText(routeTemplates(groups), (template) =>
    template.includes('{id}') ? templatedBody : staticBody,
  );
}

/** @returns {string} the file, in a folder of its own */
export function writeConfig(name, text) {
  const file = join(scratchFolder('configurations', name), 'backworks.yaml');
  writeFileSync(file, text);
  return file;
}

/**
 * @param {string} name
 * @param {string} text of the configuration
 * @param {{ command?: 'start' | 'dev', nodeOptions?: string[] }} [options]
 * @returns {Promise<import('./server.mjs').ServerSpec & { file: string }>}
 */
export async function backworks(name, text, { command = 'start', nodeOptions = [] } = {}) {
  const file = writeConfig(name.replaceAll(/\W+/g, '-'), text);
  const port = await freePort();
  const args = [program, command, '-c', file, '--port', String(port), '--quiet'];
  return {
    name,
    command: [process.execPath, ...nodeOptions, ...args],
    port,
    path: requestPaths(1)[1],
    file,
  };
}
