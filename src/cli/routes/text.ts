import { printable } from '../../base/printable.ts';
import type { LoadReport } from '../../contracts/app.ts';
import type { Paint } from '../../contracts/command.ts';
import type { ResolvedEndpoint } from '../../contracts/config.ts';
import type { PassedRoute, RouteExplanation } from '../../contracts/route.ts';
import type { Asked } from './asked.ts';
import { aligned, methodsOf, nameOf, pathOf, placeOf } from './shown.ts';
import { type Miss, verdictOf } from './verdict.ts';

/** How many endpoints that did not take a request are listed. */
const LISTED = 10;

/** One line per endpoint: methods, path, mode, place. */
export function tableText(endpoints: readonly ResolvedEndpoint[]): string {
  const rows = endpoints.map((one) => [methodsOf(one), pathOf(one), one.mode, `${one.file}:${one.line}`]);
  return lines(aligned(rows));
}

/** Which endpoint answers a request and why, or why none does. */
export function explanationText(
  explanation: RouteExplanation,
  asked: Asked,
  report: LoadReport,
  paint: Paint,
): string {
  const request = printable(`${asked.method} ${asked.path}`);
  if (explanation.kind !== 'match') return missText(explanation, asked, request, report, paint);
  const { endpoint, params, passed } = explanation;
  const rows = Object.entries(params).map(([name, value]) => [expressionOf(name), JSON.stringify(value)]);
  const about = aligned([['at', placeOf(endpoint, report)], ['mode', endpoint.mode], ...rows]);
  const head = `${request} is answered by ${paint.green(printable(nameOf(endpoint)))}`;
  return lines([head, ...indented(about)]) + passedText('tried before, in this order', passed, report);
}

function missText(miss: Miss, asked: Asked, request: string, report: LoadReport, paint: Paint): string {
  const { code, status, message, hint } = verdictOf(miss, asked);
  const answer = [status, code].filter((part) => part !== undefined).join(' ');
  const head = `${request} reaches ${paint.yellow('no endpoint')}: ${answer}${answer && ', '}${message}`;
  const fix = hint === undefined ? [] : [`  fix: ${printable(hint)}`];
  return lines([head, ...fix]) + othersText(miss, report);
}

function othersText(miss: Miss, report: LoadReport): string {
  if (miss.kind === 'method') return passedText('endpoints with this path', miss.passed, report);
  return miss.kind === 'path' ? passedText('nearest', miss.nearest, report) : '';
}

function passedText(heading: string, passed: readonly PassedRoute[], report: LoadReport): string {
  if (passed.length === 0) return '';
  const listed = passed.slice(0, LISTED);
  const rows = listed.map(({ endpoint, reason }) => [nameOf(endpoint), placeOf(endpoint, report), reason]);
  const more = passed.length > LISTED ? [`and ${passed.length - LISTED} more`] : [];
  return lines(['', `${heading}:`, ...indented([...aligned(rows), ...more])]);
}

/** How an expression of the endpoint reads a parameter. */
function expressionOf(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `path.${name}` : `path['${name}']`;
}

function indented(texts: readonly string[]): string[] {
  return texts.map((text) => `  ${text}`);
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
