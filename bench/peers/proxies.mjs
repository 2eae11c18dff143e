/** What proxies elsewhere, and how many times cheaper than theirs a request must be. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bench, scratchFolder } from '../lib/paths.mjs';
import { freePort } from '../lib/server.mjs';
import { isInstalled, peerFolder } from './packages.mjs';

/**
 * @typedef {object} ProxyPeer
 * @property {string} name
 * @property {number} [small] times cheaper with 1 KiB; below 1, ours may cost more
 * @property {number} [large] the same with 100 KiB
 */

/** @type {ProxyPeer[]} */
export const proxyPeers = [
  { name: 'haproxy', small: 0.33, large: 0.33 },
  { name: 'caddy', small: 1 },
  { name: 'http-proxy', small: 2 },
  { name: 'fastify-http-proxy', small: 1.7 },
  { name: 'mitmproxy', small: 20 },
];

const commands = {
  haproxy: (port, target) => ['haproxy', '-f', write('haproxy.cfg', haproxy(port, target))],
  caddy: (port, target) => {
    const config = write('Caddyfile', caddy(port, target));
    return ['caddy', 'run', '--adapter', 'caddyfile', '--config', config];
  },
  mitmproxy: (port, target) => {
    const settings = ['--set', `confdir=${scratchFolder('mitmproxy')}`];
    return ['mitmdump', '-q', '--mode', `reverse:http://127.0.0.1:${target}`, '-p', `${port}`, ...settings];
  },
};

/** @returns {boolean} whether the peer can be started here */
export function hasProxy(name) {
  const [command] = commands[name]?.(0, 0) ?? [];
  return command === undefined ? isInstalled(name) : spawnSync('which', [command]).status === 0;
}

/** @returns {Promise<import('../lib/server.mjs').ServerSpec>} */
export async function proxyPeer(name, target, path) {
  const port = await freePort();
  const script = () => {
    const file = join(bench, `servers/proxy-${name}.mjs`);
    return [process.execPath, file, `${port}`, `${target}`, peerFolder(name)];
  };
  return { name, command: commands[name]?.(port, target) ?? script(), port, path };
}

/** The upstream: nginx, which answers with 1 KiB and with 100 KiB. */
export async function proxyUpstream() {
  const port = await freePort();
  const folder = scratchFolder('proxy-upstream');
  writeFileSync(join(folder, 'small'), 'x'.repeat(1024));
  writeFileSync(join(folder, 'large'), 'x'.repeat(100 * 1024));
  const config = write('upstream.conf', nginx(port, folder));
  return { name: 'upstream', command: ['nginx', '-c', config], port, path: '/small' };
}

function write(name, text) {
  const file = join(scratchFolder('proxies'), name);
  writeFileSync(file, text);
  return file;
}

function haproxy(port, target) {
  return `global
  nbthread 1
  maxconn 4000
defaults
  mode http
  http-reuse always
  timeout client 30s
  timeout connect 5s
  timeout server 30s
frontend f
  bind 127.0.0.1:${port}
  default_backend b
backend b
  server s 127.0.0.1:${target}
`;
}

function caddy(port, target) {
  return `{
  admin off
  auto_https off
}
http://127.0.0.1:${port} {
  reverse_proxy 127.0.0.1:${target} {
    transport http {
      keepalive_idle_conns_per_host 128
    }
  }
}
`;
}

function nginx(port, folder) {
  return `daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr crit;
events { worker_connections 2048; }
http {
  access_log off;
  keepalive_requests 100000000;
  open_file_cache max=10;
  default_type application/json;
  server { listen 127.0.0.1:${port} backlog=4096; root ${folder}; }
}
`;
}
