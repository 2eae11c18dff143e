import type { Paint, Screen, Surface } from '../contracts/command.ts';

/** What decides how things look, besides the streams themselves. */
export interface ScreenSettings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `--color` or `--no-color`; undefined when neither was given. */
  readonly color: boolean | undefined;
  readonly agent: 'auto' | 'yes' | 'no';
  /** False after `--no-input`. */
  readonly input: boolean;
}

/** The part of Node's streams a screen needs. */
export interface Stream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

export interface Streams {
  readonly stdin: { readonly isTTY?: boolean | undefined };
  readonly stdout: Stream;
  readonly stderr: Stream;
}

/** No colour and no weight, for what is no terminal. */
export const plain: Paint = {
  bold: String,
  dim: String,
  red: String,
  yellow: String,
  green: String,
  cyan: String,
};

/** Looks at each stream on its own: one may be a terminal while the other is a file. */
export async function createScreen(settings: ScreenSettings, streams: Streams): Promise<Screen> {
  const { stdin, stdout, stderr } = streams;
  const atTerminal = stdin.isTTY === true && stdout.isTTY === true;
  const { agent, ci } = await whoIsThere(settings, stdout.isTTY === true || stderr.isTTY === true);
  const surface = async (stream: Stream): Promise<Surface> => ({
    tty: stream.isTTY === true,
    columns: stream.columns || 80,
    unicode: stream.isTTY === true && !agent && hasUnicode(settings.environment),
    paint: hasColor(settings, stream, agent) ? await loadPaint() : plain,
    write: (text) => void stream.write(text),
  });
  const present = atTerminal && !agent && !ci && settings.environment.TERM !== 'dumb';
  return {
    out: await surface(stdout),
    err: await surface(stderr),
    interactive: present && settings.input,
    keys: present && settings.input,
  };
}

/** Agents and CI matter only where a terminal would be decorated, so nothing is loaded without one. */
async function whoIsThere(
  settings: ScreenSettings,
  anyTerminal: boolean,
): Promise<{ agent: boolean; ci: boolean }> {
  if (!anyTerminal) return { agent: settings.agent === 'yes', ci: false };
  const { isAgent, isCI } = await import('std-env');
  return { agent: settings.agent === 'auto' ? isAgent : settings.agent === 'yes', ci: isCI };
}

/** Flags, then NO_COLOR (https://no-color.org), then FORCE_COLOR, then what the stream is. */
function hasColor({ color, environment }: ScreenSettings, stream: Stream, agent: boolean): boolean {
  if (color !== undefined) return color;
  if (environment.NO_COLOR) return false;
  if (environment.FORCE_COLOR) return environment.FORCE_COLOR !== '0';
  return stream.isTTY === true && environment.TERM !== 'dumb' && !agent;
}

function hasUnicode(environment: ScreenSettings['environment']): boolean {
  if (environment.TERM === 'dumb') return false;
  if (process.platform === 'win32') return environment.WT_SESSION !== undefined;
  const locale = environment.LC_ALL || environment.LC_CTYPE || environment.LANG || '';
  return /utf-?8/i.test(locale);
}

/** kleur has one switch for the whole process and asks stdout only; ours is decided per stream. */
async function loadPaint(): Promise<Paint> {
  const kleur = await import('kleur/colors');
  kleur.$.enabled = true;
  return kleur;
}
