import type { ExplainedValue } from '../../contracts/provenance.ts';

/** Names in `plugins:` of a configuration, of all of its files, the disabled ones too. */
export function listedNames(values: ExplainedValue | undefined): readonly string[] {
  const plugins =
    values?.kind === 'mapping' ? values.entries.find(({ key }) => key === 'plugins') : undefined;
  return plugins?.value.kind === 'mapping' ? plugins.value.entries.map(({ key }) => key) : [];
}
