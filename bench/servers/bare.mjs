/** The reference: node:http and nothing else, the answer made from an object each time. usage: node bare.mjs <port> */
import { createServer } from 'node:http';
import { record } from '../lib/routes.mjs';

const contentType = 'application/json; charset=utf-8';

createServer((_request, response) => {
  const body = JSON.stringify(record);
  response.writeHead(200, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}).listen(Number(process.argv[2]));
