import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { type KeyInput, listenForKeys, shortcutHelp } from './shortcuts.ts';

class Terminal extends EventEmitter implements KeyInput {
  raw = false;
  reading = false;
  setRawMode(raw: boolean): void {
    this.raw = raw;
  }
  resume(): void {
    this.reading = true;
  }
  pause(): void {
    this.reading = false;
  }
}

const type = (terminal: Terminal, keys: string) => terminal.emit('data', Buffer.from(keys));

describe('single key presses', () => {
  it('reach their shortcut, also several in one read', () => {
    const terminal = new Terminal();
    const pressed: string[] = [];
    const shortcuts = ['r', 'q'].map((key) => ({ key, summary: key, press: () => void pressed.push(key) }));
    const end = listenForKeys(terminal, shortcuts, () => {});
    type(terminal, 'rxq');
    expect(pressed).toEqual(['r', 'q']);
    end();
  });

  it('interrupt with Ctrl-C, which raw mode takes from the terminal', () => {
    const terminal = new Terminal();
    let interrupted = 0;
    const end = listenForKeys(terminal, [], () => {
      interrupted += 1;
    });
    type(terminal, '\u0003');
    expect(interrupted).toBe(1);
    end();
  });

  it('give the terminal back', () => {
    const terminal = new Terminal();
    const end = listenForKeys(terminal, [], () => {});
    expect([terminal.raw, terminal.reading]).toEqual([true, true]);
    end();
    expect([terminal.raw, terminal.reading, terminal.listenerCount('data')]).toEqual([false, false, 0]);
  });

  it('take it again after the process was continued', () => {
    const terminal = new Terminal();
    const end = listenForKeys(terminal, [], () => {});
    terminal.raw = false;
    process.emit('SIGCONT');
    expect(terminal.raw).toBe(true);
    end();
    terminal.raw = false;
    process.emit('SIGCONT');
    expect(terminal.raw).toBe(false);
  });

  it('are listed in order', () => {
    expect(shortcutHelp([{ key: 'h', summary: 'show this help', press: () => {} }])).toBe(
      '  h  show this help\n',
    );
  });
});
