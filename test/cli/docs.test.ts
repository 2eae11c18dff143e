import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, run } from './program.ts';

const FOLDER = join(root, 'docs/reference');
const topics = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.md'))
  .map((file) => file.slice(0, -3));

describe('docs', () => {
  it('lists every page with one line that says what it is about', async () => {
    const { code, stdout, stderr } = await run(['docs']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const topic of topics) expect(stdout).toMatch(new RegExp(`^ {2}${topic} +\\S.{10,}$`, 'm'));
    expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });

  it.each(topics)('prints %s as it is', async (topic) => {
    const page = readFileSync(join(FOLDER, `${topic}.md`), 'utf8');
    expect(await run(['docs', topic])).toMatchObject({ code: 0, stdout: page, stderr: '' });
  });

  it('prints where the pages are', async () => {
    expect((await run(['docs', '--path'])).stdout).toBe(`${FOLDER}\n`);
    expect((await run(['docs', 'routing', '--path'])).stdout).toBe(`${join(FOLDER, 'routing.md')}\n`);
  });

  it('answers programs with one JSON document', async () => {
    expect(JSON.parse((await run(['docs', '--json'])).stdout)).toMatchObject({
      version: 1,
      ok: true,
      topics: topics.map((topic) => ({ topic, path: join(FOLDER, `${topic}.md`) })),
    });
    expect(JSON.parse((await run(['docs', 'routing', '--json'])).stdout)).toMatchObject({
      topic: 'routing',
      text: expect.stringContaining('# Routing'),
    });
  });

  it.each([
    ['rooting', 'did you mean routing?'],
    ['rate_limit', 'read backworks docs clients; it is on these pages, too: configuration'],
    ['websocket', 'read backworks docs '],
    ['NODE_EXTRA_CA_CERTS', 'read backworks docs https\n'],
    ['bw2003', 'backworks explain BW2003'],
    ['xyz', 'backworks docs lists all pages'],
    ['../status', 'read backworks docs '],
  ])('has no page %s', async (topic, hint) => {
    const { code, stdout, stderr } = await run(['docs', topic]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(hint);
  });
});
