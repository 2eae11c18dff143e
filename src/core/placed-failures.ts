import type { Diagnostic } from '../base/diagnostic.ts';
import { BackworksError, type ErrorCode } from '../base/errors.ts';
import type { FilePlace, LoadReport } from '../contracts/app.ts';
import type { ServerSettings } from '../contracts/config.ts';
import type { CompileError } from './compile.ts';

/** The report of a configuration that cannot be put into service. */
export function refused(report: LoadReport, diagnostic: Diagnostic): LoadReport {
  return { ...report, config: undefined, diagnostics: [...report.diagnostics, diagnostic] };
}

/** The endpoint whose preparation failed, at its key. */
export function compileDiagnostic(
  { endpoint, message, cause }: CompileError,
  report: LoadReport,
): Diagnostic {
  const code = cause instanceof BackworksError ? cause.code : 'BW3902';
  // The system's own words name the file, whose path may come from a variable.
  const { code: errno, path }: NodeJS.ErrnoException = cause instanceof Error ? cause : new Error();
  const reason = path === undefined ? message : `a file it names cannot be read (${errno})`;
  const said = `\`${endpoint.key}\` cannot be prepared: ${reason}`;
  return diagnosticAt(report.locate(endpoint.pointer, 'key'), {
    code,
    message: said,
    pointer: endpoint.pointer,
    ...(cause instanceof BackworksError && { hint: cause.hint ?? cause.entry.hint }),
  });
}

/** The key of `server:` that keeps a plan from being put into service. */
export function startDiagnostic(
  { code, message, hint, entry, members }: BackworksError,
  report: LoadReport,
  serving: ServerSettings | undefined,
): Diagnostic {
  if (typeof members.plugin === 'string')
    return pluginDiagnostic({ code, message, members, hint: hint ?? entry.hint }, report);
  const key = culpritOf(code, report.config?.server, serving);
  const pointer = `/server/${key}`;
  const said =
    code === 'BW7010'
      ? `\`server.${key}\` cannot change while the server runs`
      : `\`server.${key}\`: ${message}`;
  return diagnosticAt(report.locate(pointer), { code, message: said, pointer, hint: hint ?? entry.hint });
}

/** A plugin that cannot be started, at its key. */
function pluginDiagnostic(
  {
    code,
    message,
    members,
    hint,
  }: Pick<BackworksError, 'code' | 'message' | 'members'> & { readonly hint: string },
  report: LoadReport,
): Diagnostic {
  const plugin = report.config?.plugins.find(({ name }) => name === members.plugin);
  const pointer = plugin?.pointer ?? '/plugins';
  return diagnosticAt(report.locate(pointer, 'key'), { code, message, pointer, hint });
}

/** Which of a listener's settings is to blame; only some of them can need a restart. */
function culpritOf(
  code: ErrorCode,
  wanted: ServerSettings | undefined,
  serving: ServerSettings | undefined,
): 'host' | 'port' | 'max_headers' | 'tls' {
  if (code.startsWith('BW702')) return 'tls';
  if (code === 'BW7010') {
    if (wanted?.tls?.kind !== serving?.tls?.kind) return 'tls';
    return wanted?.host === serving?.host ? 'max_headers' : 'host';
  }
  return code === 'BW7003' ? 'host' : 'port';
}

function diagnosticAt(
  place: FilePlace,
  rest: Pick<Diagnostic, 'code' | 'message' | 'pointer' | 'hint'>,
): Diagnostic {
  return { severity: 'error', ...place, related: [], suggestions: [], ...rest };
}
