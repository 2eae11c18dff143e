/**
 * Says in one visible line why tests are skipped that need something this machine lacks. With
 * `BACKWORKS_REQUIRE=all`, as in CI, a lack is a failure instead.
 * @returns true when the tests are to be skipped.
 */
export function lacks(what: string, isThere: boolean): boolean {
  if (isThere) return false;
  if (process.env.BACKWORKS_REQUIRE === 'all') throw new Error(`this machine lacks ${what}`);
  process.stderr.write(`skipped: this machine lacks ${what}\n`);
  return true;
}
