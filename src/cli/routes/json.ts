import type { LoadReport } from '../../contracts/app.ts';
import type { FlagValues } from '../../contracts/command.ts';
import type { ResolvedEndpoint } from '../../contracts/config.ts';
import type { PassedRoute, RouteExplanation } from '../../contracts/route.ts';
import { jsonDocument } from '../json-document.ts';
import { sameAgain } from '../report/same-again.ts';
import type { Asked } from './asked.ts';
import { pathOf } from './shown.ts';
import { verdictOf } from './verdict.ts';

/** Every endpoint, in the order in which the router tries them. */
export function tableJson(endpoints: readonly ResolvedEndpoint[], values: FlagValues): string {
  const routes = endpoints.map((one) => ({ ...factsOf(one), file: one.file, line: one.line }));
  const next = {
    text: 'see which endpoint takes a request',
    command: sameAgain('backworks routes GET /', values),
  };
  return jsonDocument(true, { routes }, [next]);
}

export function explanationJson(
  explanation: RouteExplanation,
  asked: Asked,
  report: LoadReport,
  values: FlagValues,
): string {
  const listAll = { text: 'list all endpoints', command: sameAgain('backworks routes', values) };
  const passed = (routes: readonly PassedRoute[]) =>
    routes.map(({ endpoint, reason }) => ({ ...placed(endpoint, report), reason }));
  if (explanation.kind === 'match') {
    const { endpoint, params } = explanation;
    const match = { ...placed(endpoint, report), params };
    const tried = passed(explanation.passed);
    return jsonDocument(true, { request: asked, match, tried }, [listAll]);
  }
  const { code, ...verdict } = verdictOf(explanation, asked);
  const miss = { kind: explanation.kind, ...(code === undefined ? {} : { code }), ...verdict };
  const others =
    explanation.kind === 'method'
      ? { allow: explanation.allow, tried: passed(explanation.passed) }
      : explanation.kind === 'path'
        ? { nearest: passed(explanation.nearest) }
        : {};
  const explain = { text: 'read what the answer means', command: `backworks explain ${code}` };
  const steps = code === undefined ? [listAll] : [listAll, explain];
  return jsonDocument(false, { request: asked, miss, ...others }, steps);
}

function placed(endpoint: ResolvedEndpoint, { locate }: LoadReport) {
  const { file, range } = locate(endpoint.pointer, 'key');
  return { ...factsOf(endpoint), file, line: range.start.line, column: range.start.column };
}

/** Without methods an endpoint takes every one. */
function factsOf(endpoint: ResolvedEndpoint) {
  const { key, methods, mode } = endpoint;
  return { key, methods, path: pathOf(endpoint), mode };
}
