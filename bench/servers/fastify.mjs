/** The same API in fastify. usage: node fastify.mjs <port> <groups> <folder fastify is installed in> */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { record, routeTemplates } from '../lib/routes.mjs';

const [port, groups, folder] = process.argv.slice(2);
const fastify = createRequire(join(folder, 'package.json'))('fastify');

const app = fastify();
for (const template of routeTemplates(Number(groups))) {
  app.get(template.replaceAll(/\{(\w+)\}/g, ':$1'), async () => record);
}
await app.listen({ port: Number(port), host: '127.0.0.1' });
