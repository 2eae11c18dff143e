import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { project, serve } from './program.ts';

const endpoints = 'endpoints:\n  GET /a:\n    mock: { text: one }\n';
const origin = 'http://app.example';
const cors = `cors: { origins: ['${origin}'] }`;

describe('a browser that is refused', () => {
  it.each([
    ['the whole block without one', endpoints, `add   server: { ${cors} }`],
    [
      'only the rest below a block',
      `${endpoints}server:\n  timeout: 3s\n`,
      `add to \`server:\` in backworks.yaml:4   ${cors}`,
    ],
    [
      'only the rest for a block on one line',
      `server: { timeout: 3s }\n${endpoints}`,
      `add to \`server:\` in backworks.yaml:1   ${cors}`,
    ],
    [
      'another value for what is off',
      `server:\n  cors: false\n${endpoints}`,
      `write in place of \`cors:\` in backworks.yaml:2   ${cors}`,
    ],
    [
      'the list to complete where others are listed',
      `server:\n  cors:\n    origins: ['http://b.example']\n${endpoints}`,
      `write in place of \`origins:\` in backworks.yaml:3   origins: ['http://b.example', '${origin}']`,
    ],
  ])('is told %s', async (_, text, advice) => {
    for (const command of ['dev', 'start']) {
      const folder = project({ 'backworks.yaml': text });
      const server = await serve([command, '--log-format', 'pretty'], { cwd: folder });
      await fetch(`${server.url}/a`, { headers: { origin } });
      await fetch(`${server.url}/a`, { headers: { origin } });
      const { stderr } = await server.stop();
      expect(stderr.split('\n').filter((line) => line.includes('was refused'))).toEqual([
        expect.stringContaining(`a browser page of ${origin} was refused; only if you trust it, ${advice}`),
      ]);
    }
  });

  it('is told a place of the file that serves now', async () => {
    const folder = project({ 'backworks.yaml': endpoints });
    const server = await serve(['dev'], { cwd: folder });
    await fetch(`${server.url}/a`, { headers: { origin } });
    await server.shows('stderr', 'add   server: {');
    writeFileSync(join(folder, 'backworks.yaml'), `${endpoints}server: { timeout: 3s }\n`);
    await server.milestone('reloaded');
    await fetch(`${server.url}/a`, { headers: { origin: 'http://other.example' } });
    await server.shows('stderr', 'add to `server:` in backworks.yaml:4');
  });
});
