/**
 * A folder's files by sirv, as for production: it lists them once and notices no change. Entity tags on, as ours.
 *
 * usage: node static-sirv.mjs <port> <folder> <folder sirv is installed in>
 */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [port, folder, installed] = process.argv.slice(2);
const sirv = createRequire(join(installed, 'package.json'))('sirv');

createServer(sirv(folder, { etag: true })).listen(Number(port), '127.0.0.1');
