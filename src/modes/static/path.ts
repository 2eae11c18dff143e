/**
 * What can never be part of a file's name here: control characters, a backslash, which is a slash on Windows,
 * a colon, which is a drive or a hidden stream there, and an encoded slash, which the router leaves encoded.
 */
const NEVER = /[^ -~\u0080-\uffff]|[\\:]|%2f/i;

/** Names that mean another file or a device on Windows: `a.txt.`, `a.txt `, `NUL.txt`, `GIT~1`. */
const NEVER_ON_WINDOWS = /[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\.|$)|~\d|[<>"|?*]/i;

/** The one name beginning with a dot that is made to be served (RFC 8615). */
const WELL_KNOWN = '.well-known';

/**
 * The names in a decoded path that lead below the folder, or undefined when one of them must not be served.
 * The last one is empty when the path ends with a slash, or is empty itself.
 */
export function servableSegments(
  path: string,
  isWindows = process.platform === 'win32',
): readonly string[] | undefined {
  if (NEVER.test(path)) return undefined;
  const segments = path.split('/');
  const last = segments.length - 1;
  const servable = segments.every((segment, index) => {
    if (segment === '') return index === last;
    if (segment.startsWith('.') && segment !== WELL_KNOWN) return false;
    return !isWindows || !NEVER_ON_WINDOWS.test(segment);
  });
  return servable ? segments : undefined;
}
