import { basename } from 'node:path';
import { type Path, toPointer } from '../base/json-pointer.ts';
import type { Span } from '../base/lines.ts';
import type { ResolvedConfig, ResolvedEndpoint, TlsSettings } from '../contracts/config.ts';
import type { ModeDescriptor } from '../contracts/mode.ts';
import type { PluginInspector } from '../contracts/plugin-host.ts';
import { typedNamesOf } from '../expressions/typed-names.ts';
import { blameVariables } from './blame.ts';
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
import type { KnownKeys } from './resolve/known-keys.ts';
import { checkLimits } from './resolve/limits.ts';
import { chooseMode } from './resolve/modes.ts';
import { checkNumbers } from './resolve/numbers.ts';
import { checkPlugins, type PluginsReport } from './resolve/plugins.ts';
import { checkProxies } from './resolve/proxies.ts';
import { checkRoutes } from './resolve/routes.ts';
import { checkSchemas, type SchemasReport } from './resolve/schemas.ts';
import { resolveServer } from './resolve/server.ts';
import { checkTarget, TARGET_MODE, targetEndpoint, withEndpoints } from './resolve/target.ts';
import { checkTimeouts } from './resolve/timeouts.ts';
import { resolveTls } from './resolve/tls.ts';
import type { SchemaNode } from './schema/compose.ts';
import type { FileText } from './schema/file.ts';
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
  /** Without it, plugins are not loaded. */
  readonly inspector: PluginInspector | undefined;
}

export interface Resolution {
  /** Names of the variables that it reads. */
  readonly variables: ReadonlySet<string>;
  /** The value with every variable in its place. */
  readonly expanded: unknown;
  /** Makes the configuration, which those who only check never ask for; undefined when there are errors. */
  readonly assemble: (() => ResolvedConfig) | undefined;
  readonly problems: readonly Problem[];
  /** Absolute paths of files the configuration names. */
  readonly files: readonly string[];
}

/**
 * Text resolved, step by step. A step works on what the ones before left in order, so that one mistake
 * hides no other.
 */
export async function resolveConfig(document: ConfigDocument, context: ResolveContext): Promise<Resolution> {
  const { modes, schema, origins, folder, inspector } = context;
  const broken = new BrokenParts();
  const secrets = new Secrets(context.secrets);
  const expansion = expandEnvironment({ ...context, document, broken, secrets });
  const shape = checkShape({ document, schema, value: withEndpoints(expansion.value) }, broken);
  const sound = broken.removeFrom(expansion.value);
  const file: Partial<FileText> = isMapping(sound) ? sound : {};
  const { endpoints: written, problems: keys } = resolveEndpoints(file.endpoints, document);
  const target = targetEndpoint(file.target);
  const endpoints = target === undefined ? written : [...written, target];
  const choose = { modes, fileMode: file.mode, document, broken };
  const choices = endpoints.map((endpoint) =>
    endpoint === target ? { mode: TARGET_MODE, problems: [] } : chooseMode(endpoint, choose),
  );
  const isSound = ({ path }: { readonly path: Path }) => !broken.covers(path);
  const named = await checkFiles(expansion.files.filter(isSound), folder, document);
  const folders = await checkFolders(expansion.folders.filter(isSound), folder, document);
  const tls = await resolveTls(file.server, folder, document);
  const schemas = await checkSchemas(endpoints, document);
  const byKey = new Map(endpoints.map((endpoint) => [endpoint.key, endpoint]));
  const knownAt = createKnownKeys(byKey, document, schemas, context.complete);
  const found = [
    ...expansion.problems,
    ...shape,
    ...keys,
    ...choices.flatMap((choice) => choice.problems),
    ...checkRoutes(endpoints, document),
    ...checkLimits(file, [], schema, document),
    ...checkServer(file.server, document),
    ...tls.problems,
    ...written.flatMap((endpoint) => checkBlocks(endpoint, modes, document, broken)),
    ...checkTarget(file.target, modes, document, broken),
    ...named.problems,
    ...folders.problems,
    ...schemas.problems,
    ...checkNumbers(document, broken),
  ];
  const around = { document, broken, problems: found, folder, complete: context.complete, inspector };
  const plugins = await checkPlugins({ ...around, value: file.plugins, endpoints });
  const problems = [
    ...found,
    ...plugins.problems,
    ...checkTemplatedKeys(expansion.templatedKeys, document, broken),
    ...(await checkExpressions(expansion.expressions, document, knownAt)),
  ].map((problem) => secrets.mask(blameVariables(problem, { used: expansion.used, origins }, document)));
  const files = [...named.files, ...folders.missing, ...schemas.files, ...plugins.files];
  const read = { expanded: expansion.value, variables: expansion.variables };
  if (problems.some(isError)) return { assemble: undefined, problems, files, ...read };
  const resolveAll = () => {
    const report = { schemas, plugins };
    return endpoints.flatMap((one, index) => complete(one, choices[index]?.mode, report, document, context));
  };
  const parts = { tls: tls.settings, plugins: plugins.plugins };
  return {
    assemble: () => assemble(file, { ...parts, endpoints: resolveAll() }, context),
    problems,
    files,
    ...read,
  };
}

/** What the schema cannot say about `server:`. */
function checkServer(server: FileText['server'], document: ConfigDocument): Problem[] {
  return [
    ...checkHost(server?.host, document),
    ...checkTimeouts(server, document),
    ...checkCors(server, document),
    ...checkProxies(server, document),
  ];
}

/** What expressions at a path can read for certain; a mistake in the route or in `vars:` leaves it open. */
function createKnownKeys(
  endpoints: ReadonlyMap<unknown, RoutedEndpoint>,
  document: ConfigDocument,
  schemas: SchemasReport,
  complete: boolean,
): (path: Path) => KnownKeys {
  const written = document.valueAt(['vars']) ?? {};
  const vars = complete && isMapping(written) ? new Set(Object.keys(written)) : undefined;
  return ([section, key]) => {
    if (section !== 'endpoints') return { vars };
    const endpoint = endpoints.get(key);
    const params = endpoint?.pattern?.params;
    const { query, body } = schemas.keysOf(key);
    const request = endpoint?.settings.request;
    const typed = typedNamesOf(isMapping(request) ? request : undefined);
    return { path: params && new Set(params), vars, query, body, typed };
  };
}

function complete(
  endpoint: RoutedEndpoint,
  mode: string | undefined,
  { schemas, plugins }: { readonly schemas: SchemasReport; readonly plugins: PluginsReport },
  document: ConfigDocument,
  { modes }: ResolveContext,
): ResolvedEndpoint[] {
  const { key, path, methods, pattern } = endpoint;
  if (mode === undefined || pattern === undefined) return [];
  const place = { ...document.lineOf(path), pointer: toPointer(document.pathInFile(path)) };
  const written = document.valueAt([...path, 'path']);
  const shown = typeof written === 'string' && written !== pattern.text ? { shownPath: written } : {};
  const named = plugins.of(key);
  const settings = {
    blocks: blocksOf(endpoint, modes),
    ...schemas.of(endpoint),
    ...(named === undefined ? {} : { plugins: named }),
  };
  return [{ key, methods, path: pattern.text, ...shown, mode, ...place, ...settings }];
}

/** What is resolved already when the configuration is made. */
interface ResolvedParts extends Pick<ResolvedConfig, 'plugins' | 'endpoints'> {
  readonly tls: TlsSettings | undefined;
}

function assemble(
  file: Partial<FileText>,
  { tls, plugins, endpoints }: ResolvedParts,
  { folder, env }: ResolveContext,
): ResolvedConfig {
  const config = {
    name: file.name ?? (basename(folder) || 'api'),
    version: file.version,
    folder,
    ...(env === undefined ? {} : { environment: env }),
    server: resolveServer(file.server, tls),
    vars: file.vars ?? {},
    endpoints,
    plugins,
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
