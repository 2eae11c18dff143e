import type { ModeFinding } from '../../contracts/mode.ts';
import { checkHeaders, computedFrom } from '../check-headers.ts';
import { servableSegments } from './path.ts';
import type { StaticBlock } from './schema.ts';

/** Headers that follow from the file and the request. */
const COMPUTED: ReadonlySet<string> = new Set([
  'accept-ranges',
  'content-encoding',
  'content-range',
  'content-type',
  'date',
  'etag',
  'last-modified',
  'vary',
]);

/** What the schema of a `static:` block cannot say. */
export function checkStatic(block: unknown): readonly ModeFinding[] {
  const { index, fallback, headers } = block as Partial<StaticBlock>;
  return [
    ...(index === undefined ? [] : checkName('index', index)),
    ...(fallback === undefined ? [] : checkName('fallback', fallback)),
    ...checkHeaders(headers, computedFrom('the file and the request', COMPUTED)),
  ];
}

function* checkName(key: 'index' | 'fallback', name: string): Generator<ModeFinding> {
  const segments = servableSegments(name);
  const isOne = segments?.length === 1;
  const isFile = segments !== undefined && segments.at(-1) !== '';
  if (isFile && (isOne || key === 'fallback')) return;
  const plain = name.replace(/^[./\\]+/, '');
  yield {
    code: 'BW3203',
    message: key === 'index' ? 'the index is not the name of a file' : 'the fallback is not below the folder',
    at: [key],
    hint:
      key === 'index'
        ? 'write one name, such as `index.html`: it counts in every folder'
        : `write its path from the folder on, such as \`${plain === '' ? 'index.html' : plain}\``,
  };
}
