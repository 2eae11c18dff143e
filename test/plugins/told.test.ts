import { describe, expect, it } from 'vitest';
import { HOSTS, plugged } from './plugged.ts';

describe.each(HOSTS)('what is told of a plugin that fails (%s)', (host) => {
  it('names the place in its own files', async () => {
    const { fetch, of } = await plugged(
      host,
      {
        bad: `hooks: { beforeRequest() {
          throw new Error('broken');
        } }, handlers: { answer: () => { throw new Error('no data'); } }`,
      },
      { endpoints: '\n  GET /a: { plugin: { name: bad, handler: answer } }\n', development: true },
    );
    const answer = await fetch('/a');
    expect(of('plugin.fault')[0]?.message).toMatch(/^broken \(bad\.ts:3:\d+\)$/);
    expect(((await answer.json()) as { detail: string }).detail).toMatch(/: no data \(bad\.ts:4:\d+\)$/);
  });

  it('tells the last events before it ends', async () => {
    const { app, fetch, of } = await plugged(host, {
      hear: `onEvents: { types: ['request.end'], handler: (events, context) => { for (const event of events) context.emit('heard', event.path); } }`,
    });
    for (const path of ['/a', '/b', '/c']) await fetch(path);
    await app.stop({ grace: 0 });
    expect(of('plugin.event').map(({ data }) => data)).toEqual(['/a', '/b', '/c']);
  });

  it('refuses an answer without a status that nobody can have meant', async () => {
    const { fetch } = await plugged(
      host,
      { bad: "handlers: { answer: () => ({ headers: { 'x-a': '1' }, body: 'a' }) }" },
      { endpoints: '\n  GET /a: { plugin: { name: bad, handler: answer } }\n' },
    );
    expect((await fetch('/a')).status).toBe(502);
  });
});
