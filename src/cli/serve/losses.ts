import type { CommandCall, Loss } from '../../contracts/command.ts';
import type { Voice } from './voice.ts';

type Speech = Readonly<Record<Loss['stream'], (loss: Loss, message: string) => void>>;

/**
 * A server goes on when what it says cannot be written: it says so once on its other stream, and on the same
 * stream how many lines are missing once that takes lines again.
 *
 * @returns tells what is still missing, for the end
 */
export function followLosses(call: CommandCall, voice: Voice): () => void {
  const speech = speechOf(call, voice);
  const losses = new Map<Loss['stream'], Loss>();
  const tell = (loss: Loss, message: string) =>
    speech[loss.stream === 'stdout' ? 'stderr' : 'stdout'](loss, message);
  call.onLoss((loss) => {
    const isFirst = !losses.has(loss.stream);
    losses.set(loss.stream, loss);
    if (loss.over)
      speech[loss.stream](loss, `${countOf(loss)} before this one could not be written: ${loss.reason}`);
    else if (isFirst) tell(loss, `${loss.stream} takes no more lines, the server goes on: ${loss.reason}`);
  });
  return () => {
    for (const loss of losses.values()) {
      if (!loss.over) tell(loss, `${countOf(loss)} for ${loss.stream} could not be written: ${loss.reason}`);
    }
  };
}

function speechOf({ screen, values }: CommandCall, voice: Voice): Speech {
  return {
    stdout({ stream, lines, reason, over }, message) {
      if (values.json === true) voice.milestone('output_lost', { stream, lines, reason, over });
      else screen.out.write(`${message}\n`);
    },
    stderr: ({ stream, lines, reason, over }, message) =>
      voice.log.entry({
        level: 'error',
        type: 'output.lost',
        message,
        fields: { stream, lines, reason, over },
      }),
  };
}

function countOf({ lines }: Loss): string {
  return `${lines} line${lines === 1 ? '' : 's'}`;
}
