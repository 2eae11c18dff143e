/** Prints the installed size in bytes; exit code 1 when it reached the limit. usage: node bench/size.mjs */
import { installedSize, sizeLimit } from './lib/installed-size.mjs';

const bytes = installedSize();
console.log(bytes);
if (bytes >= sizeLimit) {
  console.error(`installed without optional dependencies: ${bytes} bytes, the limit is ${sizeLimit}`);
  process.exitCode = 1;
}
