import { describe, expect, it } from 'vitest';
import { project, run, serve } from '../cli/program.ts';
import { plugin } from './plugged.ts';

const CONFIG = `plugins:
  good: { module_path: ./good.ts }
  weak: { module_path: ./weak.ts }
endpoints:
  GET /a: { mock: { body: a } }
`;

const FAILS = "start: () => { throw new Error('no database'); },";

describe('a server with a plugin that does not start', () => {
  it('is ready without it, and says so', async () => {
    const cwd = project({
      'backworks.yaml': CONFIG,
      'good.ts': plugin('good', ''),
      'weak.ts': plugin('weak', FAILS),
    });
    const server = await serve(['start'], { cwd });
    expect(server.ready).toMatchObject({
      plugins: 2,
      given_up: [
        { name: 'weak', reason: expect.stringMatching(/^start failed: no database \(weak\.ts:2:\d+\)$/) },
      ],
    });
    expect((await fetch(`${server.url}/a`)).status).toBe(200);
    expect((await server.stop()).code).toBe(0);
  });

  it('ends with 5 when it is critical: BW7040', async () => {
    const weak = plugin('weak', `critical: true, ${FAILS}`);
    const cwd = project({ 'backworks.yaml': CONFIG, 'good.ts': plugin('good', ''), 'weak.ts': weak });
    const { code, stderr } = await run(['start', '--port', '0'], { cwd });
    expect(code).toBe(5);
    expect(stderr).toContain('BW7040');
    expect(stderr).toContain('start failed: no database');
  });

  it('does not look at plugins when it is told so', async () => {
    const cwd = project({ 'backworks.yaml': CONFIG, 'good.ts': 'export default 1', 'weak.ts': 'oops(' });
    expect((await run(['validate', '--no-plugins'], { cwd })).code).toBe(0);
    expect((await run(['validate'], { cwd })).code).toBe(1);
  });
});

it('shows in dev which plugins there are, and which do not run', async () => {
  const cwd = project({
    'backworks.yaml': CONFIG,
    'good.ts': plugin('good', ''),
    'weak.ts': plugin('weak', FAILS),
  });
  const server = await serve(['dev', '--log-format', 'pretty'], { cwd });
  await server.shows('stderr', 'plugins    good, weak (does not run)');
  await server.stop();
});
