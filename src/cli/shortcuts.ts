/** One key and what it does. */
export interface Shortcut {
  readonly key: string;
  readonly summary: string;
  press(): void;
}

/** The part of a terminal's input that raw mode needs. */
export interface KeyInput {
  setRawMode(raw: boolean): unknown;
  resume(): unknown;
  pause(): unknown;
  on(event: 'data', listener: (chunk: Buffer) => void): unknown;
  off(event: 'data', listener: (chunk: Buffer) => void): unknown;
}

const CTRL_C = '\u0003';
const CTRL_Z = '\u001A';

/**
 * Reads single key presses until the returned function is called. Raw mode takes Ctrl-C and Ctrl-Z
 * away from the terminal, so both are done here; the terminal is given back on every way out.
 */
export function listenForKeys(
  input: KeyInput,
  shortcuts: readonly Shortcut[],
  interrupt: () => void,
): () => void {
  const restore = () => void input.setRawMode(false);
  const grab = () => {
    input.setRawMode(true);
    input.resume();
  };
  const suspend = () => {
    restore();
    process.kill(0, 'SIGTSTP');
  };
  const onData = (chunk: Buffer) => {
    for (const key of chunk.toString('latin1')) {
      if (key === CTRL_C) interrupt();
      else if (key === CTRL_Z) suspend();
      else shortcuts.find((shortcut) => shortcut.key === key)?.press();
    }
  };
  grab();
  input.on('data', onData);
  process.on('SIGCONT', grab);
  process.on('exit', restore);
  return () => {
    input.off('data', onData);
    process.off('SIGCONT', grab);
    process.off('exit', restore);
    restore();
    input.pause();
  };
}

/** One line per key, in the order given. */
export function shortcutHelp(shortcuts: readonly Shortcut[]): string {
  return shortcuts.map(({ key, summary }) => `  ${key}  ${summary}\n`).join('');
}
