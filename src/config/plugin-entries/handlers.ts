import { nearest } from '../../base/suggest.ts';
import { writeScalar } from '../../base/yaml-text.ts';
import type { ConfigDocument } from '../document.ts';
import { asGuess, replaceValue } from '../edits.ts';
import { isMapping } from '../mapping.ts';
import type { Edit, Problem } from '../problem.ts';
import type { RoutedEndpoint } from '../resolve/endpoints.ts';
import type { ListedPlugin } from './entry.ts';
import type { InspectedPlugin } from './inspect.ts';

export interface HandlersContext {
  readonly document: ConfigDocument;
  /** Every entry, the disabled ones too. */
  readonly listed: readonly ListedPlugin[];
  /** Those that could be looked at. */
  readonly plugins: readonly Looked[];
}

interface Looked {
  readonly entry: Pick<InspectedPlugin['entry'], 'name'>;
  readonly manifest: Pick<InspectedPlugin['manifest'], 'handlers'>;
}

/** Finds endpoints whose `plugin: { name, handler }` names a plugin or a handler that is not there. */
export function checkHandlers(endpoints: readonly RoutedEndpoint[], context: HandlersContext): Problem[] {
  const listed = new Map(context.listed.map((one) => [one.name, one]));
  const inspected = new Map(context.plugins.map((one) => [one.entry.name, one]));
  return endpoints.flatMap(({ path, settings: { plugin: block } }) => {
    if (!isMapping(block) || typeof block.name !== 'string') return [];
    const { name, handler } = block;
    const entry = listed.get(name);
    const at = [...path, 'plugin', 'name'];
    if (entry === undefined) return [explainUnlisted(name, at, [...listed.keys()], context.document)];
    if (!entry.enabled) return [explainDisabled(at, entry, context.document)];
    const handlers = inspected.get(name)?.manifest.handlers.map((one) => one.name);
    if (handlers === undefined || typeof handler !== 'string' || handlers.includes(handler)) return [];
    return [explainHandler(handler, [...path, 'plugin', 'handler'], handlers, context.document)];
  });
}

type At = Parameters<ConfigDocument['problem']>[2];

function explainUnlisted(name: string, at: At, known: readonly string[], document: ConfigDocument): Problem {
  const message = `\`plugins:\` of the file lists no ${document.excerptOf(at)}`;
  return document.problem('BW3410', message, at, { edits: meantBy(name, at, known, document) });
}

/** Unlike settings for later, this leaves the endpoint without an answer. */
function explainDisabled(at: At, { name, path }: ListedPlugin, document: ConfigDocument): Problem {
  const related = [{ message: 'disabled here', span: document.placeOf([...path, 'enabled'], 'key').span }];
  const message = 'the plugin is disabled, so nothing answers here';
  return document.problem('BW3410', message, at, { hint: `enable \`${name}\``, related });
}

function explainHandler(
  handler: string,
  at: At,
  known: readonly string[],
  document: ConfigDocument,
): Problem {
  const label = known.length === 0 ? 'the plugin has none' : `expected one of: ${known.join(', ')}`;
  const edits = meantBy(handler, at, known, document);
  const message = `the plugin has no handler ${document.excerptOf(at)}`;
  return document.problem('BW3417', message, at, { label, edits });
}

/** The nearest name, if what stands in the file is a name and no variable. */
function meantBy(name: string, at: At, known: readonly string[], document: ConfigDocument): Edit[] {
  const meant = document.valueAt(at) === name ? nearest(name, known) : undefined;
  if (meant === undefined) return [];
  return asGuess(replaceValue(document, at, writeScalar(meant), `did you mean \`${meant}\`?`));
}
