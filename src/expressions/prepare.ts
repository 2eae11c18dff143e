import type { Template } from './template.ts';
import { NO_TYPED_NAMES, type TypedNames } from './typed-names.ts';

const NO_NAMES: ReadonlySet<string> = new Set();

/**
 * Prepares any value as `compileTemplate` does, but loads the expression engine, which takes longer
 * than the rest of a start, only when some text in the value needs it.
 *
 * @param typed the maps whose members are no texts at the endpoint, see `typedNamesOf`
 * @throws BackworksError with the code of the first mistake `checkTemplate` finds
 */
export async function prepareTemplate(value: unknown, typed: TypedNames = NO_TYPED_NAMES): Promise<Template> {
  if (!holdsTemplate(value)) return constant(value);
  const { compileTemplate } = await import('./template.ts');
  return compileTemplate(value, typed);
}

/** True when some text in the value has a `${`; keys of maps are literal. */
function holdsTemplate(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('${');
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsTemplate);
}

function constant(value: unknown): Template {
  const staticJson = JSON.stringify(value);
  const staticText = typeof value === 'string' ? value : value === null ? '' : staticJson;
  return {
    isStatic: true,
    reads: NO_NAMES,
    staticJson,
    staticText,
    render: () => value,
    renderJson: () => staticJson,
    renderText: () => staticText,
  };
}
