/** Servers of ours with plugins made for a bench. */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { backworks, staticConfig } from './backworks.mjs';

/** A plugin's module. @param {string} members of its definition, behind its name and version */
export function pluginText(name, members) {
  return `import { definePlugin } from 'backworks/plugin';\nexport default definePlugin({ name: '${name}', version: '1.0.0', ${members} });\n`;
}

/**
 * @param {string} name
 * @param {{ plugins: Record<string, string>, isolation?: string, entry?: string, config?: string }} options members of the
 * plugins by their names, and what stands below `endpoints:` and the name
 */
export async function serverWith(
  name,
  { plugins, isolation = 'inline', entry = '', config = staticConfig(50) },
) {
  const lines = Object.keys(plugins).map(
    (one) => `  ${one}: { module_path: ./${one}.mjs, isolation: ${isolation}${entry} }\n`,
  );
  const list = lines.length === 0 ? '' : `plugins:\n${lines.join('')}`;
  const spec = await backworks(name, `${config}${list}`);
  for (const [one, members] of Object.entries(plugins))
    writeFileSync(join(dirname(spec.file), `${one}.mjs`), pluginText(one, members));
  return spec;
}

/** So many plugins with the same members. @returns {Record<string, string>} */
export function copies(count, members) {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`plugin-${n}`, members]));
}
