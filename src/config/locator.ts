import { FILE_START } from '../base/diagnostic.ts';
import { parsePointer } from '../base/json-pointer.ts';
import type { LoadReport } from '../contracts/app.ts';
import { type ComposeContext, compose } from './compose/compose.ts';
import type { LinkedPart, Part } from './compose/parts.ts';
import { ConfigDocument } from './document.ts';
import type { SourceFile, SourceMap } from './sources.ts';
import { parseYaml } from './yaml.ts';

/** Finds places in a configuration by their name; see `LoadReport`. It keeps texts, no trees. */
export function createLocator(
  root: Part | undefined,
  environment: string | undefined,
  context: ComposeContext,
): LoadReport['locate'] {
  const text = root && textOf(root);
  const { sources } = context;
  return (pointer, mark = 'value') => {
    const named = parsePointer(pointer);
    const isInEnvironment = named[0] === 'environments' && named[1] === environment;
    const path = isInEnvironment ? named.slice(2) : named;
    const part = text && parse(text, sources);
    if (part === undefined || path.length === 0) return startOf(sources);
    const { document } = compose(part, environment, context);
    const { found, key } = document.locate(path);
    // Nothing of the path is there: its place would be the whole file.
    if (!found && key === undefined) return startOf(sources);
    return sources.place(document.placeOf(path, mark).span);
  };
}

function startOf({ files }: SourceMap): { file: string; range: typeof FILE_START } {
  return { file: files[0]?.name ?? '-', range: FILE_START };
}

/** A part without its tree. */
interface PartText {
  readonly file: SourceFile;
  readonly lower: readonly { readonly kind: LinkedPart['kind']; readonly part: PartText }[];
}

/** @param known parts that were seen before: many ways may lead to one */
function textOf(part: Part, known = new Map<Part, PartText>()): PartText {
  const seen = known.get(part);
  if (seen !== undefined) return seen;
  const lower = part.lower.map(({ kind, part: one }) => ({ kind, part: textOf(one, known) }));
  const text = { file: part.file, lower };
  known.set(part, text);
  return text;
}

function parse(
  text: PartText,
  sources: SourceMap,
  known = new Map<PartText, Part | undefined>(),
): Part | undefined {
  if (known.has(text)) return known.get(text);
  const part = parseOnce(text, sources, known);
  known.set(text, part);
  return part;
}

function parseOnce(
  { file, lower }: PartText,
  sources: SourceMap,
  known: Map<PartText, Part | undefined>,
): Part | undefined {
  const { parsed } = parseYaml(file.text, { whole: sources.text, base: file.base });
  if (parsed === undefined) return undefined;
  const document = new ConfigDocument(sources, [{ root: parsed.root, prefix: [] }], parsed.value);
  const parts = lower.flatMap(({ kind, part: one }): LinkedPart[] => {
    const part = parse(one, sources, known);
    return part === undefined ? [] : [{ kind, part }];
  });
  return { file, document, lower: parts };
}
