// In a file of its own: a Node too old for `import()` must never parse it.
import('../dist/cli/main.js').catch((error) => {
  process.stderr.write(`error[BW9001]: backworks cannot be loaded: ${error.message}\n`);
  process.exitCode = 70;
});
