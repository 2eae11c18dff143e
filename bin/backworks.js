#!/usr/bin/env node
/* ES5 only: an old Node must reach the refusal below instead of a syntax error. */
var needed = [20, 19];
var found = process.versions.node.split('.').map(Number);
var first = process.argv[2];
function lose(error) {
  require('./refuse.js').lostOutput(error);
}
if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
  require('./refuse.js').oldNode(needed.join('.'));
} else if (process.argv.length === 3 && (first === '--version' || first === '-V')) {
  process.stdout.on('error', lose).write(require('../package.json').version.concat('\n'));
} else {
  require('./load.js');
}
