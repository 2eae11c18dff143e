import type { CommandCall } from '../../contracts/command.ts';
import { globalFlags } from '../flags.ts';
import { type Place, placeOf, type Typed } from './place.ts';
import { type Candidate, valuesOf } from './values.ts';

/** What a shell may put in place of the word at the cursor, all of it: also the `--name=` before a value. */
export interface Answer {
  readonly candidates: readonly Candidate[];
  /** What the shell itself is to look for. */
  readonly paths: 'none' | 'files' | 'folders';
}

const NOTHING: Answer = { candidates: [], paths: 'none' };

/** Names of values, of flags and arguments, that are paths. */
const PATHS: Readonly<Record<string, Answer['paths']>> = {
  command: 'files',
  file: 'files',
  files: 'files',
  folder: 'folders',
  dir: 'folders',
};

/** @param words behind the name of the program; the last one, perhaps empty, is at the cursor */
export async function complete(words: readonly string[], call: CommandCall): Promise<Answer> {
  const typed = placeOf(words, call.commands, globalFlags);
  const { candidates, paths } = await answerTo(typed, call);
  const start = typed.place.kind === 'nothing' ? '' : typed.place.typed;
  const word = words.at(-1) ?? '';
  const before = word.slice(0, word.length - start.length);
  const fitting = candidates.filter(({ value }) => value.startsWith(start));
  return { candidates: fitting.map(({ value, about }) => ({ value: before + value, about })), paths };
}

async function answerTo({ place, values }: Typed, call: CommandCall): Promise<Answer> {
  switch (place.kind) {
    case 'command':
      return listed(call.commands.map(({ name, summary }) => ({ value: name, about: summary })));
    case 'flag':
      return listed(place.flags.map(({ name, summary }) => ({ value: `--${name}`, about: summary })));
    case 'value':
    case 'argument':
      return valueAnswer(place, values, call);
    case 'nothing':
      return NOTHING;
  }
}

async function valueAnswer(
  place: Extract<Place, { kind: 'value' | 'argument' }>,
  values: Typed['values'],
  call: CommandCall,
): Promise<Answer> {
  const { choices } = place.kind === 'value' ? place.flag : place.argument;
  if (choices !== undefined) return listed(choices.map((value) => ({ value, about: '' })));
  const owner = place.command?.name ?? '';
  const name = place.kind === 'value' ? `--${place.flag.name}` : place.argument.name;
  const known = valuesOf(`${owner} ${name}`) ?? valuesOf(name);
  if (known !== undefined) {
    const before = place.kind === 'value' ? [] : place.before;
    return listed(await known({ call, before, values }));
  }
  const what = place.kind === 'value' ? place.flag.value : place.argument.name;
  return { candidates: [], paths: PATHS[what ?? ''] ?? 'none' };
}

function listed(candidates: readonly Candidate[]): Answer {
  return { candidates, paths: 'none' };
}
