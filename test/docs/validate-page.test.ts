import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { validateFlags } from '../../src/cli/flags.ts';
import { reporters } from '../../src/cli/report/index.ts';
import { project, root, run } from '../cli/program.ts';
import { readSarif } from '../support/sarif.ts';

const page = readFileSync(join(root, 'docs/reference/validate.md'), 'utf8');

/** The sample of a name: the second word behind its fence. */
function sample(name: string): string {
  return (
    new RegExp(`^\`\`\`\\w+ ${name}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(page)?.[1] ?? `no sample of ${name}`
  );
}

async function reported(format: string): Promise<string> {
  const cwd = project({ 'backworks.yaml': sample('mistaken') });
  const { stdout, stderr } = await run(['validate', '--format', format], { cwd });
  return stdout + stderr;
}

/** How long a check takes differs. */
function withoutTimes(text: string): string {
  return text.replace(/\(\d+ ms\)|time="[\d.]+"/g, '');
}

describe('the page about validate', () => {
  it.each(['pretty', 'concise', 'github', 'junit'])('shows what %s prints', async (format) => {
    expect(withoutTimes(sample(format))).toBe(withoutTimes(await reported(format)));
  });

  it('shows what json prints', async () => {
    expect(JSON.parse(sample('json'))).toEqual(JSON.parse(await reported('json')));
  });

  it('shows a result of sarif', async () => {
    expect(readSarif(await reported('sarif')).runs[0].results).toEqual([JSON.parse(sample('sarif'))]);
  });

  it('has a chapter for every format and a row for every flag', () => {
    for (const { name } of reporters) expect(page).toContain(`\n### ${name}\n`);
    for (const { name } of validateFlags) expect(page).toMatch(new RegExp(`^\\| \`--${name}[ \`]`, 'm'));
  });

  it('has recipes that are YAML', () => {
    const recipes = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = '']) => load(text));
    expect(recipes.length).toBe(3);
  });
});
