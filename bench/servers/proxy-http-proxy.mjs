/** http-proxy as its users make it fast. usage: node proxy-http-proxy.mjs PORT TARGET FOLDER */
import { Agent, createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [port, target, folder] = process.argv.slice(2);
const httpProxy = createRequire(join(folder, 'package.json'))('http-proxy');
const agent = new Agent({ keepAlive: true, maxSockets: 256 });
const proxy = httpProxy.createProxyServer({ target: `http://127.0.0.1:${target}`, agent });
proxy.on('error', (_error, _request, response) => response.destroy());
createServer((request, response) => proxy.web(request, response)).listen(Number(port), '127.0.0.1');
