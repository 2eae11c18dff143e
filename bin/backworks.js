#!/usr/bin/env node
/* ES5 only: an old Node must reach the refusal below instead of a syntax error. */
var needed = [20, 19];
var found = process.versions.node.split('.').map(Number);
var first = process.argv[2];
if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
  process.stderr.write('backworks needs Node.js '.concat(needed.join('.'), ' or newer.\n'));
  process.stderr.write('This is Node.js '.concat(process.versions.node, ' (', process.execPath, ').\n'));
  process.exitCode = 4;
} else if (process.argv.length === 3 && (first === '--version' || first === '-V')) {
  process.stdout.write(require('../package.json').version.concat('\n'));
} else {
  require('./load.js');
}
