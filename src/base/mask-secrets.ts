import { printable } from './printable.ts';

/** Stands where a secret was. */
export const MASK = '***';

/** Shorter values are no secrets, and without them nothing of a text would be left to read. */
const SHORTEST = 3;

/** A value up to this length is part of many words: it is masked as a whole word only. */
const SHORT = 5;

/** What makes a name one whose value is nobody else's business, wherever in the name it stands. */
const SECRET_PART =
  /passw(?:or)?d|pass-?(?:phrase|code)|secret|token|credential|(?:api|access|private|signing|encryption|account)-?key/;

/** The same for words that are part of harmless ones, such as `author`. */
const SECRET_WORD = /(?:^|-)(?:pass|pwd|auth|authorization|cookies?|session|signature|sig)(?:-|$)/;

/** A variable of the environment, such as `STRIPE_KEY`. */
const KEY_VARIABLE = /[A-Z0-9]_KEY$/;

/** A value in quotes, which an end of the text may have cut off, or up to the next space. */
const QUOTED = '"(?:[^"\\\\\\n]|\\\\.)*"?|\'(?:[^\'\\\\\\n]|\\\\.)*\'?|`(?:[^`\\\\\\n]|\\\\.)*`?';

/** What is known to be secret by its form alone. Each takes time linear in the text. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,40}PRIVATE KEY-----)?/g, MASK],
  // Name and password of an address; of a password with slashes, too, but a file's path has an @ of its own.
  [/(?<=:\/\/)[^\s/?#"'`<>]{0,512}@/g, `${MASK}@`],
  [/(?<=(?<!file):\/\/)[^\s@:"'`<>]{0,256}:[^\s@"'`<>]{0,512}@/g, `${MASK}@`],
  [/\b(bearer|basic|digest|negotiate)(\s{1,8})[\w.~+/=-]{4,}/gi, `$1$2${MASK}`],
  [/\beyJ[\w-]{5,}\.[\w-]*(?:\.[\w-]*)?/g, MASK],
  [/\b(?:gh[a-z]_|github_pat_|glpat-|npm_|[spr]k[-_]|xox[a-z]-|AKIA|ASIA|AIza|hf_)[\w-]{12,}/g, MASK],
];

/** A header whose value has several words: it ends with its line, or with the quotes around it. */
const HEADER = new RegExp(
  `\\b((?:proxy-)?authorization|(?:set-)?cookie)(\\\\?["'\`]\\s{0,4},\\s{0,4}|\\\\?["'\`]?\\s{0,4}[:=]\\s{0,4})(${QUOTED}|\\\\+["'][^"'\\\\\\n]*|[^"'\`\\n]+)`,
  'gi',
);

/** `name: value`, `"name":"value"`, `name=value` and `--name value`. */
const PAIR = new RegExp(
  `(?<![\\w-])([\\w-]+)(?![\\w-])(\\\\?["'\`]?\\s{0,4}[:=]\\s{0,4}|(?<=(?:^|\\s)--[\\w-]+)\\s{1,4})(${QUOTED}|\\\\+["'][^"'\\\\\\n]*|[^\\s"'\`&][^\\s"&]*)`,
  'g',
);

/** What may be random text, such as a key. Slashes part it, so that a path is judged name by name. */
const RUN = /[\w+=-]{20,}/g;

/**
 * The text without what must not leave the machine: values that are known to be secret, in every form they may
 * be written in, and whatever looks like a credential. It would rather hide too much than too little.
 */
export function maskSecrets(text: string, known: Iterable<string>): string {
  let masked = maskKnown(text, known);
  for (const [form, replacement] of FORMS) masked = masked.replace(form, replacement);
  masked = masked.replace(HEADER, (_, name: string, between: string, value: string) =>
    maskPair(name, between, value),
  );
  masked = masked.replace(PAIR, (whole, name: string, between: string, value: string) =>
    isSecretName(name) ? maskPair(name, between, value) : whole,
  );
  return masked.replace(RUN, (run) => (looksRandom(run) ? MASK : run));
}

/** The words of a command line, where the value of a flag may be a word of its own. */
export function maskWords(words: readonly string[], known: Iterable<string>): string[] {
  const values = [...known];
  return words.map((word, index) => {
    const before = words[index - 1] ?? '';
    const isValue = /^--?\w[\w-]*$/.test(before) && isSecretName(before) && !word.startsWith('--');
    return isValue ? MASK : maskSecrets(word, values);
  });
}

/** True for names such as `DB_PASSWORD`, `accessToken` and `x-api-key`, not for `author`. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();
  return SECRET_PART.test(words) || SECRET_WORD.test(words) || KEY_VARIABLE.test(name);
}

function maskPair(name: string, between: string, value: string): string {
  const [opening = ''] = /^\\*["'`]/.exec(value) ?? [];
  const isClosed = opening.length === 1 && value.length > 1 && value.endsWith(opening);
  return `${name}${between}${opening}${MASK}${isClosed ? opening : ''}`;
}

function maskKnown(text: string, known: Iterable<string>): string {
  const forms = [...new Set([...known].flatMap(formsOf))].filter((form) => form.length >= SHORTEST);
  if (forms.length === 0) return text;
  // The longest first: of two that begin alike, the shorter would leave the rest of the longer one.
  const patterns = forms.sort((a, b) => b.length - a.length).map(patternOf);
  return text.replace(new RegExp(patterns.join('|'), 'g'), MASK);
}

/** A value as it is, as terminals, addresses, JSON and headers have it, and each line of a long one. */
function formsOf(value: string): string[] {
  const lines = value.split(/\r?\n/).map((line) => line.trim());
  const wellFormed = value.replace(/\p{Cs}/gu, '\uFFFD');
  return [
    value,
    value.trim(),
    printable(value),
    encodeURI(wellFormed),
    encodeURIComponent(wellFormed),
    JSON.stringify(value).slice(1, -1),
    ...(value.length > SHORT ? [Buffer.from(value).toString('base64')] : []),
    ...(lines.length > 1 ? lines.filter((line) => line.length > SHORT) : []),
  ];
}

function patternOf(value: string): string {
  const escaped = value.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  return value.length > SHORT ? escaped : `(?<!\\w)${escaped}(?!\\w)`;
}

/** Kinds of characters change in random text with every second one, in words and names of files rarely. */
function looksRandom(run: string): boolean {
  if (!/\d/.test(run) || !/[A-Za-z]/.test(run)) return false;
  const kinds = run
    .replace(/[^A-Za-z0-9]/g, '')
    .replace(/[a-z]/g, 'a')
    .replace(/[A-Z]/g, 'A')
    .replace(/\d/g, '0');
  let changes = 0;
  for (let at = 1; at < kinds.length; at++) if (kinds[at] !== kinds[at - 1]) changes += 1;
  return changes >= kinds.length / 5;
}
