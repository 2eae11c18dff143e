/** @fastify/http-proxy without its logger; fastify is that of its own peer. usage: node proxy-fastify-http-proxy.mjs PORT TARGET FOLDER */
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [port, target, folder] = process.argv.slice(2);
const from = (peer) => createRequire(join(folder, '..', peer, 'package.json'));
const app = from('fastify')('fastify')();
app.register(from('fastify-http-proxy')('@fastify/http-proxy'), { upstream: `http://127.0.0.1:${target}` });
await app.listen({ port: Number(port), host: '127.0.0.1' });
