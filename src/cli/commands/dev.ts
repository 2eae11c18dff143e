import type { CommandCall } from '../../contracts/command.ts';
import { exits } from '../exit.ts';
import { DevServer } from '../serve/dev-server.ts';
import { createLifetime } from '../serve/lifetime.ts';
import { openApp } from '../serve/open.ts';
import { createVoice } from '../serve/voice.ts';

export async function run(call: CommandCall): Promise<number> {
  const { screen, values } = call;
  const lifetime = createLifetime(values.json === true);
  const voice = await createVoice(call, 'pretty');
  const opened = await openApp(call, { movePort: true, development: true });
  await voice.diagnostics(opened.findings, new Map());
  const readKeys = async (server: DevServer): Promise<() => void> => {
    if (!screen.keys || values['no-keys'] === true) return () => {};
    const { listenForKeys } = await import('../shortcuts.ts');
    const { devShortcuts } = await import('../serve/dev-shortcuts.ts');
    const shortcuts = devShortcuts(server, call, voice, lifetime);
    return listenForKeys(process.stdin, shortcuts, () => lifetime.end('SIGINT'));
  };
  const end = await new DevServer({ call, lifetime, voice, opened, onReady: readKeys }).run();
  return end === 'broken' ? exits.configuration.code : exits.ok.code;
}
