/** A child process that answers a call with a small patch, as a hook of a plugin does, and sends payloads back. */
import { serveChannel } from '../../build/process/child.js';

serveChannel(Number(process.env.BACKWORKS_CHANNEL_FD), {
  answer: ({ payload }) => ({ value: { set: { 'x-checked': 'yes' } }, payload }),
});
