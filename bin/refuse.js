/* ES5 only, as backworks.js: what is said when not even the version can be printed. */
function endWithEnvironment() {
  process.exitCode = 4;
}

function refuse(text) {
  endWithEnvironment();
  process.stderr.on('error', endWithEnvironment).write(text);
}

exports.oldNode = function oldNode(needed) {
  var found = process.versions.node.concat(' (', process.execPath, ').\n');
  refuse('backworks needs Node.js '.concat(needed, ' or newer.\nThis is Node.js ', found));
};

/* A reader that is gone misses nothing. */
exports.lostOutput = function lostOutput(error) {
  if (error.code === 'EPIPE') return;
  refuse('error[BW7004]: stdout does not take the result: '.concat(error.message, '\n'));
};
