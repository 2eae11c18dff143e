import { serveChannel } from '../../process/child.ts';
import { ChildPlugin } from './child.ts';

const plugin = new ChildPlugin();
process.on('unhandledRejection', (reason) => plugin.stray(reason));
plugin.connect(serveChannel(Number(process.env.BACKWORKS_CHANNEL_FD), plugin));
