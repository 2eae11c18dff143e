/** One choice of a field such as Accept or Accept-Encoding, in lower case, and how much it is wanted: 0 to 1. */
export interface Choice {
  readonly name: string;
  readonly quality: number;
}

const WEIGHT = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;

/** Reads a list with weights (RFC 9110, section 12.4.2). A weight that is malformed counts as 0. */
export function readChoices(field: string): readonly Choice[] {
  return field.split(',').flatMap((part): Choice[] => {
    const [name = '', ...parameters] = part.split(';').map((one) => one.trim().toLowerCase());
    if (name === '') return [];
    const weight = parameters.find((one) => one.startsWith('q='));
    return [{ name, quality: weight === undefined ? 1 : Number(WEIGHT.exec(weight)?.[1] ?? 0) }];
  });
}

/** How much the list wants this, by its name, or by `*` where the list has that. */
export function qualityOf(choices: readonly Choice[], name: string): number {
  const choice = choices.find((one) => one.name === name) ?? choices.find((one) => one.name === '*');
  return choice?.quality ?? 0;
}
