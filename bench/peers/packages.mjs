/** The peers, in the versions the goals were set against. They are installed outside the repository. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { scratch } from '../lib/paths.mjs';

/** Package by peer; each gets a folder of its own. */
export const packages = {
  express: 'express@5.3.0',
  fastify: 'fastify@5.12.8',
  'fastify-http-proxy': '@fastify/http-proxy@11.6.3',
  'http-proxy': 'http-proxy@1.18.1',
  mockoon: '@mockoon/cli@9.9.0',
  sirv: 'sirv@3.0.2',
  wiremock: 'wiremock@3.13.2',
};

/** @param {keyof packages} peer */
export function peerFolder(peer) {
  return join(scratch, 'peers', peer);
}

/** @param {keyof packages} peer */
export function isInstalled(peer) {
  const name = packages[peer].slice(0, packages[peer].lastIndexOf('@'));
  return existsSync(join(peerFolder(peer), 'node_modules', name));
}
