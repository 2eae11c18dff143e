import type { ModeDescriptor } from '../../contracts/mode.ts';
import type { BrokenParts } from '../broken.ts';
import type { ConfigDocument } from '../document.ts';
import { asGuess, insertKey, replaceValue } from '../edits.ts';
import type { Problem } from '../problem.ts';
import { endpointSchema } from '../schema/endpoint.ts';
import type { RoutedEndpoint } from './endpoints.ts';

export interface ModeChoice {
  /** Undefined when a mistake leaves it open. */
  readonly mode: string | undefined;
  readonly problems: readonly Problem[];
}

/** What decides beside the endpoint itself. */
export interface ModeContext {
  readonly modes: readonly ModeDescriptor[];
  /** The file's own `mode:`. */
  readonly fileMode: string | undefined;
  readonly document: ConfigDocument;
  readonly broken: BrokenParts;
}

/**
 * Picks the block that answers: the one `mode:` names, else a controller's, else the only one, else the one
 * the file's `mode:` names.
 */
export function chooseMode(endpoint: RoutedEndpoint, context: ModeContext): ModeChoice {
  const { document, broken, modes } = context;
  const written = document.valueAt(endpoint.path);
  if (broken.covers(endpoint.path) || typeof written !== 'object' || written === null) return open();
  const blocks = modes.filter(({ name }) => Object.hasOwn(written, name));
  const names = blocks.map(({ name }) => name);
  const named = endpoint.settings.mode;
  if (typeof named === 'string') {
    return names.includes(named)
      ? { mode: named, problems: [] }
      : open(withoutBlock(endpoint, named, names, document));
  }
  if (broken.covers([...endpoint.path, 'mode'])) return open();
  if (names.length === 0)
    return hasUnknownKey(endpoint, written, broken) ? open() : open(withoutMode(endpoint, context));
  const decided = decide(blocks, context.fileMode);
  if (decided !== undefined) return { mode: decided, problems: [] };
  return broken.covers(['mode']) ? open() : open(undecided(endpoint, names, document));
}

function decide(blocks: readonly ModeDescriptor[], fileMode: string | undefined): string | undefined {
  const controllers = blocks.filter(({ controller }) => controller === true);
  const candidates = controllers.length > 0 ? controllers : blocks;
  if (candidates.length === 1) return candidates[0]?.name;
  return candidates.find(({ name }) => name === fileMode)?.name;
}

function open(...problems: Problem[]): ModeChoice {
  return { mode: undefined, problems };
}

/** An unknown key may be a block's misspelt name: that is one mistake, not two. */
function hasUnknownKey(endpoint: RoutedEndpoint, written: object, broken: BrokenParts): boolean {
  return Object.keys(written).some(
    (key) => !Object.hasOwn(endpointSchema.properties, key) && broken.covers([...endpoint.path, key]),
  );
}
function withoutBlock(
  endpoint: RoutedEndpoint,
  named: string,
  names: readonly string[],
  document: ConfigDocument,
): Problem {
  const path = [...endpoint.path, 'mode'];
  const [only] = names;
  const source = document.excerptOf(path);
  const edits =
    only === undefined || names.length > 1
      ? asGuess(insertKey(document, endpoint.path, named, {}, `add the block \`${named}\``))
      : replaceValue(document, path, only, `use the block that is there: \`${only}\``);
  return document.problem('BW3010', `the endpoint has no block for the mode \`${source}\``, path, {
    label: `expected a key \`${named}:\` beside it`,
    edits,
  });
}

function withoutMode(endpoint: RoutedEndpoint, { modes, document }: ModeContext): Problem {
  const names = modes.map(({ name }) => name);
  const [first = 'mock'] = names;
  return document.problem('BW3008', 'nothing says how this endpoint answers', endpoint.path, {
    mark: 'key',
    label: `expected one of the blocks: ${names.join(', ')}`,
    edits: asGuess(insertKey(document, endpoint.path, first, {}, `add an empty \`${first}:\` block`)),
  });
}

function undecided(endpoint: RoutedEndpoint, names: readonly string[], document: ConfigDocument): Problem {
  const [first = ''] = names;
  return document.problem(
    'BW3009',
    `nothing says which block answers: ${names.join(' or ')}`,
    endpoint.path,
    {
      mark: 'key',
      label: 'this endpoint has several blocks',
      edits: asGuess(insertKey(document, endpoint.path, 'mode', first, `add \`mode: ${first}\``)),
    },
  );
}
