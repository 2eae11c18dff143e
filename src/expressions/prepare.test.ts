import { expect, it } from 'vitest';
import { prepareTemplate } from './prepare.ts';
import { compileTemplate } from './template.ts';

const values = [
  '',
  'plain',
  '$x {y}',
  'a "quoted" line\n',
  5,
  1.5,
  true,
  null,
  [1, ['a']],
  { a: { b: null }, c: [] },
];

it.each(values)('prepares %j as the compiler does', async (value) => {
  const light = await prepareTemplate(value);
  const full = compileTemplate(value);
  expect([light.isStatic, light.staticJson, light.staticText]).toEqual([
    true,
    full.staticJson,
    full.staticText,
  ]);
});

it.each(['${1 + 1}', '$${literal}', { deep: [{ er: 'a ${path.id}' }] }])(
  'leaves %j to the compiler',
  async (value) => {
    const light = await prepareTemplate(value);
    const full = compileTemplate(value);
    expect([light.isStatic, light.staticJson, light.staticText]).toEqual([
      full.isStatic,
      full.staticJson,
      full.staticText,
    ]);
  },
);

it('takes ${ in a key as it stands', async () => {
  expect((await prepareTemplate({ '${a}': 1 })).staticJson).toBe('{"${a}":1}');
});
