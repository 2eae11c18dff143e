import { block, type CodesOf, type Explanation } from './explanation.ts';

const site = block`
  endpoints:
    /*: { static: { dir: ./public } }
`;

const files = { 'public/index.html': '<h1>Hello</h1>\n', 'public/notes.txt': 'some notes\n' };

function get(path: string, ...headers: readonly string[]): string {
  return [`GET ${path} HTTP/1.1`, 'Host: 127.0.0.1:4000', ...headers, ''].join('\n');
}

/** BW32xx and BW603x: files of a folder. */
export const staticFiles = {
  BW3201: {
    text: 'The setting names a folder that does not exist. Paths are relative to the folder of the file they stand in, not to the folder where you run the command. Mend the path or create the folder; if a build makes it, run the build first. The report proposes a folder with a similar name.',
    bad: { config: site.replace('public', 'pulbic'), files },
    good: { config: site, files },
  },
  BW3202: {
    text: 'The path leads to a file, or to a folder that this user may not look into. Files are looked up below a folder. Name the folder; to answer with one file, use `index` or the mock mode.',
    bad: { config: site.replace('public', 'public/notes.txt'), files },
    good: { config: site, files },
  },
  BW3203: {
    text: 'The static mode serves only what lies below its folder, and no name that begins with a dot or has a colon or a backslash. So this file would never be found. `index` is one name, which counts in every folder; `fallback` is a path below the folder.',
    bad: { config: site.replace('./public', './public, fallback: /index.html'), files },
    good: { config: site.replace('./public', './public, fallback: index.html'), files },
  },
  BW6030: {
    text: 'The folder has no such file. Letters count as they are, also their case. Never served are names that begin with a dot, other than .well-known, links that lead out of the folder, and whatever is no ordinary file; a folder is served only if it has an index. While developing, the answer names the reason under `causes`.',
    bad: { config: site, files, request: get('/Notes.txt'), status: 404 },
    good: { config: site, files, request: get('/notes.txt'), status: 200 },
  },
  BW6031: {
    text: 'The request asks for bytes behind the end of the file. Perhaps the file became shorter, or the client counts from one: the first byte is byte 0. The Content-Range header of the answer has the length. Ask for less, or for the last bytes with `bytes=-100`.',
    bad: { config: site, files, request: get('/notes.txt', 'Range: bytes=500-'), status: 416 },
    good: { config: site, files, request: get('/notes.txt', 'Range: bytes=5-'), status: 206 },
  },
  BW6032: {
    text: 'The request is to be answered only if the file is still in the state the client knows, and it is not. If-Match names other entity tags than the file has, or the file was changed after the date of If-Unmodified-Since. Fetch the file without the condition and go on from there.',
    bad: { config: site, files, request: get('/notes.txt', 'If-Match: "old"'), status: 412 },
    good: { config: site, files, request: get('/notes.txt', 'If-Match: *'), status: 200 },
  },
  BW6033: {
    text: 'Somebody wrote into the file while it was being sent, so that what was sent is a mixture. The connection is cut, because otherwise the client would take it for a whole file. Whoever writes the file should write a new one beside it and rename it when it is complete: then those who are reading keep the old one.',
    bad: {
      config: site,
      files,
      request: get('/film.mp4'),
      status: 200,
      when: 'a program writes into film.mp4 at the same time',
    },
    good: { config: site, files, request: get('/notes.txt'), status: 200 },
  },
  BW6034: {
    text: 'The file is there, but the system could not open or read it in this moment: too many files are open, or the disk has a fault. The log has the words of the system. Allow the process more open files (`ulimit -n`), or lower `server.max_connections`.',
    bad: {
      config: site,
      files,
      request: get('/notes.txt'),
      status: 503,
      when: 'the process has as many files open as it may',
    },
    good: { config: site, files, request: get('/notes.txt'), status: 200 },
  },
} as const satisfies Readonly<Record<CodesOf<'BW32' | 'BW603'>, Explanation>>;
