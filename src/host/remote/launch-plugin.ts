import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PluginLimits } from '../../contracts/plugin-host.ts';
import type { LaunchSpec } from '../../process/launch.ts';

/** Beside the heap of a plugin its process needs some for itself, in MiB. */
const OWN_HEAP = 32;

const MEBIBYTE = 1024 * 1024;

/** A body that a hook reads travels in one piece. */
const LARGEST_BODY = 16 * MEBIBYTE;

/** What both ends of a plugin's channel allow each other. */
export const PLUGIN_CHANNEL = { maxPayload: LARGEST_BODY, maxQueued: 2 * LARGEST_BODY } as const;

/** The command that starts a process for a plugin, which is empty until it is told to load one. */
export function pluginLaunch({ memory }: PluginLimits, folder: string): LaunchSpec {
  const root = dirname(createRequire(import.meta.url).resolve('backworks/package.json'));
  const heap =
    memory === undefined ? [] : [`--max-old-space-size=${Math.ceil(memory / MEBIBYTE) + OWN_HEAP}`];
  return {
    command: process.execPath,
    args: [...heap, join(root, 'dist/host/remote/child-main.js')],
    cwd: folder,
    output: () => {},
    answer: () => {
      throw new Error('nobody is there to answer yet');
    },
    limits: PLUGIN_CHANNEL,
  };
}
