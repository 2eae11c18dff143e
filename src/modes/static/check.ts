import { isFieldValue, isFramingField } from '../../base/field-value.ts';
import type { ModeFinding } from '../../contracts/mode.ts';
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
    ...checkHeaders(headers),
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

function* checkHeaders(headers: StaticBlock['headers'] = {}): Generator<ModeFinding> {
  for (const [name, values] of Object.entries(headers)) {
    if ([values].flat().some((value) => !isFieldValue(String(value)))) {
      yield {
        code: 'BW3104',
        message: `the value of \`${name}\` has characters that no header can carry`,
        at: ['headers', name],
        hint: 'keep to one line of printable Latin-1 characters; encode others, for example with percent signs',
      };
    }
    if (isFramingField(name) || COMPUTED.has(name.toLowerCase())) {
      yield {
        code: 'BW3103',
        message: `the header \`${name}\` is set by the server and cannot be set here`,
        at: ['headers', name],
        mark: 'key',
        hint: 'remove the line: the server computes it from the file and the request',
      };
    }
  }
}
