import { expect, it } from 'vitest';
import { ConfigDocument, type Layer } from './document.ts';
import type { Node } from './nodes.ts';
import { SourceMap } from './sources.ts';
import { parseYaml } from './yaml.ts';

const COUNT = 400;

it('finds what stands in one of many layers without asking all of them', () => {
  let looks = 0;
  const counted = (root: Node): Node =>
    new Proxy(root, {
      get(target, name) {
        if (name === 'entries') looks += 1;
        return Reflect.get(target, name);
      },
    });
  const layers = Array.from({ length: COUNT }, (_, index): Layer => {
    const { parsed } = parseYaml(`endpoints:\n  GET /r${index}: {}\n`);
    return { root: counted(parsed?.root as Node), prefix: [] };
  });
  const document = new ConfigDocument(new SourceMap(), layers, undefined);
  for (let index = 0; index < COUNT; index += 1) {
    expect(document.locate(['endpoints', `GET /r${index}`, 'mock'])).toMatchObject({
      depth: 2,
      found: false,
    });
  }
  expect(document.locate(['endpoints', 'GET /none']).depth).toBe(1);
  expect(looks).toBeLessThan(COUNT * 20);
});
