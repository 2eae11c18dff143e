import { basename } from 'node:path';
import { type Path, toPointer } from '../base/json-pointer.ts';
import type { Span } from '../base/lines.ts';
import type { ResolvedConfig, ResolvedEndpoint } from '../contracts/config.ts';
import type { ModeDescriptor } from '../contracts/mode.ts';
import { BrokenParts } from './broken.ts';
import { checkShape } from './check.ts';
import type { ConfigDocument } from './document.ts';
import { expandEnvironment } from './environment.ts';
import { isMapping } from './mapping.ts';
import { isError, type Problem } from './problem.ts';
import { blocksOf, checkBlocks } from './resolve/blocks.ts';
import { checkCors } from './resolve/cors.ts';
import { type RoutedEndpoint, resolveEndpoints } from './resolve/endpoints.ts';
import { checkExpressions } from './resolve/expressions.ts';
import { checkFiles } from './resolve/files.ts';
import { checkFolders } from './resolve/folders.ts';
import { hashConfig } from './resolve/hash.ts';
import { checkHost } from './resolve/host.ts';
import { checkTemplatedKeys } from './resolve/keys.ts';
import { checkLimits } from './resolve/limits.ts';
import { chooseMode } from './resolve/modes.ts';
import { checkNumbers } from './resolve/numbers.ts';
import type { KnownKeys } from './resolve/reads.ts';
import { checkRoutes } from './resolve/routes.ts';
import { resolveServer } from './resolve/server.ts';
import { checkTarget, TARGET_MODE, targetEndpoint, withEndpoints } from './resolve/target.ts';
import { checkTimeouts } from './resolve/timeouts.ts';
import type { FileText, SchemaNode } from './schema.ts';
import { Secrets } from './secrets.ts';

export interface ResolveContext {
  readonly modes: readonly ModeDescriptor[];
  readonly schema: SchemaNode;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Names that `.env.example` has, with their places; undefined without that file. */
  readonly example?: ReadonlyMap<string, Span> | undefined;
  /** The entry of `environments:` that is used. */
  readonly env: string | undefined;
  /** False when a part could not be read: then nobody knows what it would have held. */
  readonly complete: boolean;
  /** Where `.env` files set variables, such as `.env:2`. */
  readonly origins: ReadonlyMap<string, string>;
  /** Absolute path of the configuration's folder. */
  readonly folder: string;
  /** Takes up the values of variables that are read. */
  readonly secrets?: Set<string> | undefined;
}

export interface Resolution {
  /** Names of the variables that it reads. */
  readonly variables: ReadonlySet<string>;
  /** The value with every variable in its place. */
  readonly expanded: unknown;
  /** Only to be used when the problems are warnings. */
  readonly config: ResolvedConfig | undefined;
  readonly problems: readonly Problem[];
  /** Absolute paths of files the configuration names. */
  readonly files: readonly string[];
}

/**
 * Text resolved, step by step. A step works on what the ones before left in order, so that one mistake
 * hides no other.
 */
export async function resolveConfig(document: ConfigDocument, context: ResolveContext): Promise<Resolution> {
  const { modes, schema, environment, example, origins, folder } = context;
  const broken = new BrokenParts();
  const secrets = new Secrets(context.secrets);
  const expansion = expandEnvironment({
    document,
    schema,
    environment,
    example,
    origins,
    folder,
    broken,
    secrets,
  });
  const shape = checkShape({ document, schema, value: withEndpoints(expansion.value) }, broken);
  const sound = broken.removeFrom(expansion.value);
  const file: Partial<FileText> = isMapping(sound) ? sound : {};
  const { endpoints: written, problems: keys } = resolveEndpoints(file.endpoints, document);
  const target = targetEndpoint(file.target);
  const endpoints = target === undefined ? written : [...written, target];
  const choices = endpoints.map((endpoint) =>
    endpoint === target
      ? { mode: TARGET_MODE, problems: [] }
      : chooseMode(endpoint, { modes, fileMode: file.mode, document, broken }),
  );
  const isSound = ({ path }: { readonly path: Path }) => !broken.covers(path);
  const named = await checkFiles(expansion.files.filter(isSound), folder, document);
  const folders = await checkFolders(expansion.folders.filter(isSound), folder, document);
  const files = [...named.files, ...folders.missing];
  const byKey = new Map(endpoints.map((endpoint) => [endpoint.key, endpoint]));
  const problems = [
    ...expansion.problems,
    ...shape,
    ...keys,
    ...choices.flatMap((choice) => choice.problems),
    ...checkRoutes(endpoints, document),
    ...checkHost(file.server?.host, document),
    ...checkLimits(file.server, ['server'], schema.properties?.server, document),
    ...checkTimeouts(file.server, document),
    ...checkCors(file.server, document),
    ...written.flatMap((endpoint) => checkBlocks(endpoint, modes, document, broken)),
    ...checkTarget(file.target, modes, document, broken),
    ...named.problems,
    ...folders.problems,
    ...checkNumbers(document, broken),
    ...checkTemplatedKeys(expansion.templatedKeys, document, broken),
    ...(await checkExpressions(expansion.expressions, document, (path) =>
      knownKeys(path, byKey, document, context.complete),
    )),
  ].map((problem) => secrets.mask(problem));
  const read = { expanded: expansion.value, variables: expansion.variables };
  if (problems.some(isError)) return { config: undefined, problems, files, ...read };
  const resolved = endpoints.flatMap((endpoint, index) =>
    complete(endpoint, choices[index]?.mode, document, context),
  );
  return { config: assemble(file, resolved, context), problems, files, ...read };
}

/** What expressions at a path can read for certain; a mistake in the route or in `vars:` leaves it open. */
function knownKeys(
  path: Path,
  endpoints: ReadonlyMap<unknown, RoutedEndpoint>,
  document: ConfigDocument,
  complete: boolean,
): KnownKeys {
  const [section, key] = path;
  const endpoint = section === 'endpoints' ? endpoints.get(key) : undefined;
  const vars = document.valueAt(['vars']) ?? {};
  return {
    path: endpoint?.pattern?.params,
    vars: complete && isMapping(vars) ? Object.keys(vars) : undefined,
  };
}

function complete(
  endpoint: RoutedEndpoint,
  mode: string | undefined,
  document: ConfigDocument,
  { modes }: ResolveContext,
): ResolvedEndpoint[] {
  const { key, path, methods, pattern } = endpoint;
  if (mode === undefined || pattern === undefined) return [];
  const place = { ...document.lineOf(path), pointer: toPointer(document.pathInFile(path)) };
  const written = document.valueAt([...path, 'path']);
  const shown = typeof written === 'string' && written !== pattern.text ? { shownPath: written } : {};
  return [{ key, methods, path: pattern.text, ...shown, mode, ...place, blocks: blocksOf(endpoint, modes) }];
}

function assemble(
  file: Partial<FileText>,
  endpoints: readonly ResolvedEndpoint[],
  { folder, env }: ResolveContext,
): ResolvedConfig {
  const config = {
    name: file.name ?? (basename(folder) || 'api'),
    version: file.version,
    folder,
    ...(env === undefined ? {} : { environment: env }),
    server: resolveServer(file.server),
    vars: file.vars ?? {},
    endpoints,
  };
  let hash: string | undefined;
  return {
    ...config,
    // Costs more than the rest of a small file, and those who only check never ask.
    get hash() {
      hash ??= hashConfig(config);
      return hash;
    },
  };
}
