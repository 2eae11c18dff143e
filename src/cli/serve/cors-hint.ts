import { FILE_START, type Range } from '../../base/diagnostic.ts';
import type { LoadReport } from '../../contracts/app.ts';
import type { LogEntry } from '../log.ts';

const PARTS = ['server', 'cors', 'origins'] as const;

/** What of `server: { cors: { origins } }` a file has already, so that only the rest is to be added. */
interface Present {
  readonly part: 'nothing' | (typeof PARTS)[number];
  /** Where that part stands, such as `backworks.yaml:3`. */
  readonly place: string;
}

/** What a log says of origins that were refused: each once, with the setting for those who want to let it in. */
export function corsHints(): (origin: string, report: LoadReport | undefined) => LogEntry | undefined {
  const told = new Set<string>();
  let latest: { readonly report: LoadReport | undefined; readonly present: Present } | undefined;
  return (origin, report) => {
    if (told.has(origin)) return undefined;
    told.add(origin);
    // To find places the file is parsed again: once for each load, however many origins there are.
    if (latest?.report !== report || latest === undefined) latest = { report, present: presentIn(report) };
    return corsEntry(origin, report?.config?.server.cors?.origins ?? [], latest.present);
  };
}

function presentIn(report: LoadReport | undefined): Present {
  let present: Present = { part: 'nothing', place: '' };
  let above = FILE_START;
  let pointer = '';
  for (const part of PARTS) {
    pointer += `/${part}`;
    const { file, range } = report?.locate(pointer, 'key') ?? { file: '', range: above };
    // What is not there is placed at the nearest key above it, or at the start of the file.
    if (isSame(range, above)) return present;
    present = { part, place: `${file}:${range.start.line}` };
    above = range;
  }
  return present;
}

function isSame(one: Range, other: Range): boolean {
  return (
    one.start.line === other.start.line &&
    one.start.column === other.start.column &&
    one.end.column === other.end.column
  );
}

/** The setting to add; with a list in the file already, that list with one more. */
function corsEntry(origin: string, listed: readonly string[], { part, place }: Present): LogEntry {
  const list = [...listed, origin].map((one) => `'${one.replaceAll("'", "''")}'`).join(', ');
  const origins = `origins: [${list}]`;
  const [where, add] = {
    nothing: ['add', `server: { cors: { ${origins} } }`],
    server: [`add to \`server:\` in ${place}`, `cors: { ${origins} }`],
    cors: [`write in place of \`cors:\` in ${place}`, `cors: { ${origins} }`],
    origins: [`write in place of \`origins:\` in ${place}`, origins],
  }[part];
  return {
    level: 'warn',
    type: 'server.cors_refused',
    message: `a browser page of ${origin} was refused; only if you trust it, ${where}   ${add}`,
    fields: { origin, add, ...(place === '' ? {} : { place }) },
  };
}
