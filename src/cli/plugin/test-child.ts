import { sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { types } from 'node:util';
import { createJiti } from 'jiti';
import { messageOf } from '../../base/thrown.ts';
import * as plugin from '../../plugin.ts';
import * as testing from '../../testing.ts';
import type { TestMessage } from './test-messages.ts';

const [folder = '', file = ''] = process.argv.slice(2);

/** TypeScript as it is, and our own entries as they are here: nothing has to be installed. */
const jiti = createJiti(pathToFileURL(`${folder}${sep}`).href, {
  fsCache: false,
  virtualModules: { 'backworks/plugin': plugin, 'backworks/testing': testing },
});

jiti.import(file).catch((error: unknown) => {
  const stack = types.isNativeError(error) ? (error.stack ?? '') : '';
  const message: TestMessage = { type: 'broken', message: messageOf(error), stack };
  process.send?.(message);
  process.exitCode = 1;
});
