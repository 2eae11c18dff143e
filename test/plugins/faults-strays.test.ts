import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { project, run, type Server, serve } from '../cli/program.ts';
import { plugin } from './plugged.ts';

const CONFIG = `
plugins:
  weak: { module_path: ./weak.ts, isolation: inline }
  sound: { module_path: ./sound.ts, isolation: inline }
endpoints:
  GET /a: { mock: { body: ok } }
`;

const SOUND = plugin('sound', "hooks: { afterResponse: () => ({ headers: { 'x-sound': '1' } }) }");

/** Whatever a request for this path does, it does behind everybody's back. */
const whenAsked = (work: string) =>
  plugin('weak', `hooks: { beforeRequest(request, call, context) { ${work} } }`);

/** Serves an API with an inline plugin that fails where nobody waits for it. */
async function weak(
  text: string,
  files: Readonly<Record<string, string>> = {},
  environment: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const cwd = project({ 'backworks.yaml': CONFIG, 'weak.ts': text, 'sound.ts': SOUND, ...files });
  return serve(['start', '--log-format', 'json'], { cwd, environment });
}

const FAULT = /^\{.*"type":"plugin\.fault","message":"plugin weak: work that nobody waits for: .*\n/m;

describe('an inline plugin that fails where nobody waits for it', () => {
  it.each([
    ['rejects', "void Promise.reject(new TypeError('lost'));"],
    ['throws in a timer', "setTimeout(() => { throw new TypeError('lost'); }, 1);"],
    [
      'throws in a listener',
      "call.signal.addEventListener('abort', () => { throw new TypeError('lost'); }); return new Promise(() => {});",
    ],
    ['fails in a file of its own', "void import('./lost.ts').then(({ lose }) => setTimeout(lose, 1));"],
    [
      'fails in a module of Node’s own kind',
      "void import('./lost.mjs').then(({ lose }) => setTimeout(lose, 1));",
    ],
    ['fetches from nowhere', "void context.fetch('http://127.0.0.1:1/lost');"],
    ['asks for nonsense', "void context.execute({ path: 'lost' });"],
  ])('and %s is told, and everybody is served on', async (_what, work) => {
    const lose = "export const lose = () => { throw new TypeError('lost'); };\n";
    const server = await weak(whenAsked(work), { 'lost.ts': lose, 'lost.mjs': lose });
    await fetch(`${server.url}/a`);
    await server.shows('stderr', FAULT);
    const answer = await fetch(`${server.url}/a`);
    expect([answer.status, answer.headers.get('x-sound')]).toEqual([200, '1']);
    expect((await server.stop()).code).toBe(0);
    expect(server.output.stderr).not.toContain('BW9001');
    expect(server.output.stderr).not.toContain('plugin sound: ');
  });

  it('again and again is left out, though its hooks work', async () => {
    const server = await weak(
      whenAsked("void Promise.reject(new Error('lost')); return { response: { body: 'weak' } };"),
    );
    const answers: string[] = [];
    for (let count = 0; count < 10; count += 1) answers.push(await (await fetch(`${server.url}/a`)).text());
    expect(answers.slice(0, 4)).toEqual(Array(4).fill('weak'));
    expect(answers.at(-1)).toBe('"ok"');
    await server.shows('stderr', 'plugin weak failed too often: it is left out for now');
    await server.shows('stderr', 'isolation: process');
    expect((await server.stop()).code).toBe(0);
  });

  it('while it is loaded only to be checked is told, too', async () => {
    const cwd = project({
      'backworks.yaml': CONFIG,
      'weak.ts': `void Promise.reject(new Error('lost'));\n${whenAsked('')}`,
      'sound.ts': SOUND,
    });
    const { code, stderr } = await run(['validate'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('plugin weak: work that nobody waits for: lost');
  });

  it('and that was taken out of the file since then is told still', async () => {
    const late = `const timer = setInterval(() => { if (globalThis.ended) { clearInterval(timer); throw new Error('lost'); } }, 20);`;
    const cwd = project({
      'backworks.yaml': CONFIG,
      'weak.ts': `${late}\n${plugin('weak', 'cleanup: () => { globalThis.ended = true; }')}`,
      'sound.ts': SOUND,
    });
    const server = await serve(['dev', '--log-format', 'json'], { cwd });
    writeFileSync(join(cwd, 'backworks.yaml'), CONFIG.replace(/^ {2}weak.*\n/m, ''));
    await server.milestone('reloaded');
    await server.shows('stderr', FAULT);
    expect((await fetch(`${server.url}/a`)).status).toBe(200);
    expect((await server.stop()).code).toBe(0);
  });
});

describe('an error that is no plugin’s', () => {
  it('is a bug of ours, though there are inline plugins, and though it names their file', async () => {
    const broken = `
      import { Server } from 'node:http';
      const { emit } = Server.prototype;
      Server.prototype.emit = function (type, ...words) {
        if (type === 'request' && words[0].url === '/crash')
          setImmediate(() => { throw new TypeError('no such file:\\n    at ' + process.cwd() + '/weak.ts:1:1'); });
        return emit.call(this, type, ...words);
      };`;
    const folder = project({ 'broken.mjs': broken });
    const module = pathToFileURL(join(folder, 'broken.mjs')).href;
    const server = await weak(whenAsked(''), {}, { NODE_OPTIONS: `--import ${module}` });
    await fetch(`${server.url}/crash`).catch(() => {});
    const { code, stderr } = await server.ended;
    expect(code).toBe(70);
    expect(stderr).toContain('BW9001');
  });
});
