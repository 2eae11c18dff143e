import { describe, expect, it } from 'vitest';
import { configOf, HOSTS, plugged, plugin } from './plugged.ts';

/** Says each step of a life that it lives. */
const ALIVE = `
  initialize: (context) => context.emit('step', 'initialize'),
  start: (context) => context.emit('step', 'start'),
  healthCheck: (context) => { context.emit('step', 'healthCheck'); return { healthy: true }; },
  stop: (context) => context.emit('step', 'stop'),
  cleanup: (context) => context.emit('step', context.signal.aborted ? 'cleanup' : 'too early'),
`;

describe.each(HOSTS)('the life of a plugin (%s)', (host) => {
  it('has its steps in order', async () => {
    const { app, of } = await plugged(host, { life: ALIVE });
    await app.stop({ grace: 0 });
    expect(of('plugin.event').map(({ data }) => data)).toEqual([
      'initialize',
      'start',
      'healthCheck',
      'stop',
      'cleanup',
    ]);
    expect(of('plugin.state').map(({ state }) => state)).toEqual(['running', 'stopped']);
  });

  it('begins behind those it needs, and ends before them', async () => {
    const { app, of } = await plugged(host, {
      a: `needs: { b: '^1.0.0' }, ${ALIVE}`,
      b: `needs: { c: '1' }, ${ALIVE}`,
      c: ALIVE,
    });
    await app.stop({ grace: 0 });
    const steps = of('plugin.event').map(({ plugin: name, data }) => `${name} ${data}`);
    expect(steps.filter((step) => step.endsWith('initialize'))).toEqual([
      'c initialize',
      'b initialize',
      'a initialize',
    ]);
    expect(steps.filter((step) => step.endsWith('cleanup'))).toEqual(['a cleanup', 'b cleanup', 'c cleanup']);
  });

  it.each([
    ['initialize', ['cleanup']],
    ['start', ['initialize', 'stop', 'cleanup']],
    ['healthCheck', ['initialize', 'start', 'stop', 'cleanup']],
  ])('is cleaned up when %s fails, and tried again', async (step, before) => {
    const { event, of, fetch } = await plugged(host, {
      weak: `${ALIVE} hooks: { afterResponse: () => ({ headers: { 'x-weak': '1' } }) }, ${step}: async (context) => {
        const tries = (await context.store.get('tries')) ?? 0;
        await context.store.set('tries', tries + 1);
        if (tries === 0) throw new Error('not yet');
        return true;
      },`,
    });
    await event(({ type, ...rest }) => type === 'plugin.state' && 'state' in rest && rest.state === 'failed');
    expect(of('plugin.event').map(({ data }) => data)).toEqual(before);
    expect((await fetch('/hello')).headers.get('x-weak')).toBeNull();
    await event(
      ({ type, ...rest }) => type === 'plugin.state' && 'state' in rest && rest.state === 'running',
    );
    expect((await fetch('/hello')).headers.get('x-weak')).toBe('1');
  });

  it('that is critical and does not begin ends the start of the server', async () => {
    await expect(
      plugged(host, { weak: "critical: true, initialize: () => { throw new Error('no list'); }" }),
    ).rejects.toMatchObject({
      code: 'BW7040',
      message: expect.stringContaining('initialize failed: no list'),
    });
  });

  it('goes on when the plugin is replaced by its changed source, without the others hearing of it', async () => {
    const version = (n: number) =>
      `${ALIVE} hooks: { afterResponse: () => ({ headers: { 'x-version': '${n}' } }) }`;
    const { app, fetch, write, of } = await plugged(host, { life: version(1), other: ALIVE });
    expect((await fetch('/hello')).headers.get('x-version')).toBe('1');
    write({ 'life.ts': plugin('life', version(2)) });
    expect((await app.reload()).swapped).toBe(true);
    expect((await fetch('/hello')).headers.get('x-version')).toBe('2');
    await app.stop({ grace: 0 });
    const steps = (name: string) => of('plugin.event').filter((one) => one.plugin === name).length;
    expect([steps('life'), steps('other')]).toEqual([10, 5]);
  });

  it.each([
    ['has a mistake', 'export default {'],
    ['is no plugin', 'export default { name: 1 }'],
    ['does not start', plugin('life', "start: () => { throw new Error('worse'); }")],
  ])('stays with the one that works when the next one %s', async (_name, text) => {
    const { app, fetch, write } = await plugged(host, {
      life: "hooks: { afterResponse: () => ({ headers: { 'x-version': '1' } }) }",
    });
    write({ 'life.ts': text });
    const report = await app.reload();
    expect(report.swapped).toBe(false);
    expect(report.diagnostics[0]).toMatchObject({
      file: 'backworks.yaml',
      severity: 'error',
      range: { start: { line: 2 } },
    });
    expect((await fetch('/hello')).headers.get('x-version')).toBe('1');
  });

  it('takes over other settings where it can, and is replaced where it cannot', async () => {
    const schema = "configSchema: { type: 'object', properties: { level: { type: 'integer' } } }";
    const hooks =
      "hooks: { afterResponse: (response, call, context) => ({ headers: { 'x-level': String(context.settings.level) } }) }";
    const { app, fetch, write, of, event } = await plugged(
      host,
      {
        able: `${schema}, ${ALIVE} ${hooks.replace('x-level', 'x-able')}, onConfigReload: (settings, context) => context.emit('step', 'reload ' + settings.level)`,
        unable: `${schema}, ${ALIVE} ${hooks}`,
      },
      { entries: { able: 'level: 1', unable: 'level: 1' } },
    );
    write({
      'backworks.yaml': configOf(host, ['able', 'unable'], {
        entries: { able: 'level: 2', unable: 'level: 2' },
      }),
    });
    expect((await app.reload()).swapped).toBe(true);
    await event((one) => one.type === 'plugin.event' && one.data === 'reload 2');
    const answer = await fetch('/hello');
    expect([answer.headers.get('x-able'), answer.headers.get('x-level')]).toEqual(['2', '2']);
    const starts = (name: string) =>
      of('plugin.event').filter((one) => one.plugin === name && one.data === 'start').length;
    expect([starts('able'), starts('unable')]).toEqual([1, 2]);
  });

  it('ends when the plugin is disabled or removed', async () => {
    const { app, fetch, write, event } = await plugged(host, {
      life: `${ALIVE} hooks: { afterResponse: () => ({ headers: { 'x-life': '1' } }) }`,
    });
    write({ 'backworks.yaml': configOf(host, ['life'], { entries: { life: 'enabled: false' } }) });
    expect((await app.reload()).swapped).toBe(true);
    expect((await fetch('/hello')).headers.has('x-life')).toBe(false);
    await event((one) => one.type === 'plugin.event' && one.data === 'cleanup');
  });

  it('goes on with the plan that is served then, and with its vars', async () => {
    const { app, json, write } = await plugged(
      host,
      {
        who: `hooks: { beforeRequest: async (request, call, context) => {
          const limit = await context.expression('vars.limit');
          return { response: { body: { paths: context.plan.endpoints.map(({ path }) => path), limit: await limit(request) } } };
        } }`,
      },
      { endpoints: '\n  GET /a: { mock: { body: a } }\nvars: { limit: 1 }\n' },
    );
    expect(await json('/a')).toEqual({ paths: ['/a'], limit: 1 });
    const next = '\n  GET /a: { mock: { body: a } }\n  GET /b: { mock: { body: b } }\nvars: { limit: 2 }\n';
    write({ 'backworks.yaml': configOf(host, ['who'], { endpoints: next }) });
    expect((await app.reload()).swapped).toBe(true);
    expect(await json('/a')).toEqual({ paths: ['/a', '/b'], limit: 2 });
  });
});
